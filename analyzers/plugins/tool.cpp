#include "analyzers/plugins/tool.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "analyzers/plugins/replace.h"
#include "analyzers/plugins/tool_command.h"
#include "analyzers/plugins/tool_files.h"
#include "analyzers/plugins/tool_output.h"
#include "analyzers/plugins/workspace.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"

namespace gate::plugins {
namespace {

using diagnostics::Diagnostics;

constexpr std::uint64_t kLargestTreeFile = 64u << 20;

// What one side came to.
struct SideRun {
  Diagnostics found;
  std::uint32_t files = 0;              // of those that concern the tool
  std::vector<Laid::LeftOut> left_out;  // the same
  std::size_t others_left_out = 0;      // files of the tree
  std::string sandbox;
};

class Tool {
 public:
  Tool(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline, const Workspace& workspace)
      : plugin_(plugin), view_(view), deadline_(deadline), workspace_(workspace) {}

  Expected<SideRun> run(Side side) const {
    auto cell = workspace_.cell(side == Side::before ? "before" : "after");
    if (!cell) return std::unexpected(cell.error());
    SideRun run;
    auto laid = lay(side, *cell, run);
    if (!laid) return std::unexpected(laid.error());
    if (laid->empty()) return run;
    PathMap paths(cell->work, *laid);
    for (const Command& command : commands(workspace_.words(), words_for(side, *laid), cell->output)) {
      auto found = execute(command, *cell, paths, side, run);
      if (!found) return std::unexpected(found.error());
      merge(run.found, std::move(*found));
    }
    forget_folder(run.found, cell->work);
    return run;
  }

 private:
  bool is_tree() const { return plugin_.input == PluginInput::tree; }

  // Fills the cell's working directory; the paths that are there now.
  Expected<std::vector<std::string>> lay(Side side, const Cell& cell, SideRun& run) const {
    auto own = concerned_files(plugin_, view_, side);
    LayLimits limits{.file_bytes = is_tree() ? kLargestTreeFile : view_.file_limit};
    auto all = is_tree() ? tree_files(plugin_, view_, side) : Expected<std::vector<LaidFile>>(own);
    if (!all) return std::unexpected(all.error());
    auto laid = lay_out(*all, view_.source, cell.work, limits, deadline_);
    if (!laid) return std::unexpected(laid.error());
    if (is_tree())
      if (auto linked = link_exposed(plugin_.expose, view_.root, cell.work); !linked)
        return std::unexpected(linked.error());
    sort_out(own, *laid, run);
    return std::move(laid->paths);
  }

  // Tells what was left out of the files that concern the tool from what else the tree lacks.
  static void sort_out(const std::vector<LaidFile>& own, const Laid& laid, SideRun& run) {
    std::set<std::string_view> there(laid.paths.begin(), laid.paths.end());
    std::map<std::string_view, std::string_view> reasons;
    for (const auto& one : laid.left_out) reasons.emplace(one.path, one.reason);
    for (const LaidFile& file : own) {
      auto reason = reasons.find(file.path);
      if (there.contains(file.path))
        ++run.files;
      else if (reason != reasons.end())
        run.left_out.push_back({file.path, std::string(reason->second)});
      else
        run.left_out.push_back({file.path, "it lies in a folder that `expose:` takes from the checkout"});
    }
    run.others_left_out = laid.left_out.size() - std::min(laid.left_out.size(), run.left_out.size());
  }

  // The files for "{files}".
  std::vector<std::string> words_for(Side side, const std::vector<std::string>& laid) const {
    std::set<std::string_view> there(laid.begin(), laid.end());
    std::vector<std::string> files;
    for (LaidFile& file : concerned_files(plugin_, view_, side))
      if (there.contains(file.path)) files.push_back(std::move(file.path));
    return files;
  }

  // From the objects, not from the private folder, which the tool may have written to.
  std::shared_ptr<const std::string> text(Side side, const std::string& path) const {
    auto text = view_.source.file(side == Side::before ? Tree::base : Tree::head, path, view_.file_limit);
    return text && *text ? std::make_shared<const std::string>(**std::move(text)) : nullptr;
  }

  Expected<Diagnostics> execute(const Command& command, const Cell& cell, const PathMap& paths, Side side,
                                SideRun& run) const {
    worker::SessionSpec session = workspace_.session(cell);
    session.argv = command.argv;
    session.deadline = deadline_.earlier(Deadline::in(plugin_.timeout));
    ProcessSpec process = worker::process_spec(session);
    process.directory = cell.work;
    auto result = run_process(process);
    if (!result && session.deadline.expired() && !deadline_.expired()) return too_slow();
    if (!result) return std::unexpected(result.error());
    run.sandbox = result->sandbox.text();
    return read_output(plugin_, command, *result, paths, [&](const std::string& path) { return text(side, path); });
  }

  std::unexpected<Error> too_slow() const {
    return fail(
        ErrorKind::limit,
        fmt::format("it did not end within {} s and was stopped", static_cast<double>(plugin_.timeout.count()) / 1000),
        {}, "raise its `timeout:`, or narrow `paths:`");
  }

  const PluginSpec& plugin_;
  const ChangeView& view_;
  const Deadline& deadline_;
  const Workspace& workspace_;
};

struct BothSides {
  std::optional<Expected<SideRun>> before, after;
};

// The sides do not depend on one another and have a cell each.
BothSides run_sides(const Tool& tool, bool with_before) {
  BothSides sides;
  parallel_for(
      with_before ? 2 : 1,
      [&](std::size_t n) {
        n == 0 ? sides.after.emplace(tool.run(Side::after)) : sides.before.emplace(tool.run(Side::before));
      },
      2);
  return sides;
}

bool has_before(const PluginSpec& plugin, const ChangeView& view) {
  if (plugin.sides == PluginSides::after) return false;
  if (plugin.input == PluginInput::tree && !names_files(plugin)) return !view.change.base_tree.empty();
  return !concerned_files(plugin, view, Side::before).empty();
}

void note_counts(const SideRun& run, std::vector<std::string>& notes) {
  auto count = [&](std::size_t number, std::string_view what) {
    if (number > 0) notes.push_back(fmt::format("{} {}", number, what));
  };
  count(run.found.outside, "results about files that are not of the repository were left out");
  count(run.found.beyond, "results beyond the limit were left out");
  count(run.others_left_out, "files of the tree (symbolic links, submodules, too large) were not laid out for it");
  std::ranges::copy(run.found.notes, std::back_inserter(notes));
}

// The private folder has another name in each run.
Error without_folder(Error error, const Workspace& workspace) {
  for (std::string* text : {&error.message, &error.where}) {
    *text = replaced(std::move(*text), workspace.folder() + "/plugin", "{plugin}");
    for (const char* cell : {"/before/work/", "/after/work/", "/"})
      *text = replaced(std::move(*text), workspace.folder() + cell, "");
  }
  return error;
}

// Findings of the after side go where they can be matched, or where only changed lines count.
void place_findings(const PluginSpec& plugin, const Workspace& workspace, BothSides& sides, ChangeResult& result) {
  std::vector<Finding>& found = (*sides.after)->found.findings;
  const bool failed = sides.before && !*sides.before;
  if (plugin.sides == PluginSides::both && !failed) {
    result.after = std::move(found);
    if (sides.before) result.before = std::move((*sides.before)->found.findings);
    return;
  }
  result.after_alone = std::move(found);
  std::string why = "it looked at the files after the change alone";
  if (failed)
    why = fmt::format("the files before the change could not be looked at ({})",
                      without_folder(sides.before->error(), workspace).text());
  result.notes.push_back(why + ": of what it found, only what lies on changed lines counts as new");
}

ChangeResult settle(const PluginSpec& plugin, const Workspace& workspace, BothSides& sides) {
  SideRun& after = **sides.after;
  ChangeResult result;
  result.files = after.files;
  result.sandbox = after.sandbox;
  result.notes = workspace.notes();
  result.version = fmt::format("{}", fmt::join(after.found.tools, ", "));
  result.rules = std::move(after.found.rules);
  for (const auto& one : after.left_out) result.not_checked.push_back(one.text());
  if (after.files == 0 && !after.left_out.empty()) {
    result.state = RunState::not_checked;
    result.reason = "every file was left out";
  }
  note_counts(after, result.notes);
  place_findings(plugin, workspace, sides, result);
  return result;
}

Expected<ChangeResult> run_on(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline) {
  auto workspace = Workspace::make(plugin, view.source, view.root, view.env);
  if (!workspace) return std::unexpected(workspace.error());
  auto sides = run_sides(Tool(plugin, view, deadline, *workspace), has_before(plugin, view));
  if (!*sides.after) return std::unexpected(without_folder(sides.after->error(), *workspace));
  // The tool's own trouble with the old files is not the change's fault; time and memory may be.
  if (sides.before && !*sides.before && sides.before->error().kind == ErrorKind::limit)
    return std::unexpected(without_folder(sides.before->error(), *workspace));
  return settle(plugin, *workspace, sides);
}

ChangeResult without_work() {
  ChangeResult result;
  result.state = RunState::not_applicable;
  result.reason = "no changed file concerns it";
  return result;
}

}  // namespace

Expected<ChangeResult> run_tool(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline) {
  if (!concerns(plugin, view)) return without_work();
  auto result = run_on(plugin, view, deadline);
  if (result) return result;
  // The hook's budget may leave a tool out; the pipeline's time limit may not.
  if (view.hook && deadline.expired()) return result;
  ChangeResult broken;
  broken.state = RunState::error;
  broken.reason = fmt::format("plugin {}: {}", plugin.name, result.error().text());
  for (const LaidFile& file : concerned_files(plugin, view, Side::after))
    broken.not_checked.push_back(fmt::format("{}: {} did not look at it", printable(file.path), plugin.name));
  return broken;
}

}  // namespace gate::plugins
