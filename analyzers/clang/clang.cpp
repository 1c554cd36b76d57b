#include "analyzers/clang/clang.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "analyzers/clang/database.h"
#include "analyzers/clang/overlay.h"
#include "analyzers/clang/plan.h"
#include "analyzers/clang/rules.h"
#include "analyzers/clang/run.h"
#include "gate/base/text.h"

namespace gate {
namespace {

constexpr const char* kDoc =
    R"(Compiles the C and C++ translation units that the change touches, as the project itself compiles them, with Clang 19 as
far as its errors and warnings. Each unit is compiled after the change and, when there is anything to tell, before it; only
what is new counts.

**What it needs**: a compilation database, `compile_commands.json`: `cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON`, or
`bear -- make`. It is looked for in build/, the root, out/ and the folders that IDEs use, or where `compile_commands` says.
Headers that the build generates must have been generated. Without a database the analyzer is `not-checked`, and `syntax`
serves.

**Which units**: every changed source that the database lists; then, where a header changed, the units that include it, those
first that include most of the changed headers or lie beside one. At most `max_units` in all: the rest is listed as not
checked.

**How it reads**: changed files come from git, on both sides, never from the disk. Unchanged files are read from the checkout
and compared with git's record: where the checkout differs, git's contents are used. Anything else is read only below the build
folder, the system's include folders and `include_paths`; hidden files and `.git` never.

**How it warns**: `-Wall` comes first, then the project's own flags, so that its `-Wno-...` win. `-Werror` and `-w` have no
effect. Options that load code, write files or name response files are dropped. Warnings in headers that the change left
alone are not shown.

**Limits**: each unit runs in a worker process of its own, with limits on memory and time (60 s). A worker that dies or hangs is
an error that names the unit; the findings of the others stand. A header that is missing before and after the change makes the
unit not-checked, not a finding. Code that the preprocessor leaves out is not seen. What only the side before warned of is
shown as fixed only for units that still have something to tell. In the hook this analyzer does not run.)";

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

ChangeResult not_checked(std::string reason) {
  ChangeResult result;
  result.state = RunState::not_checked;
  result.reason = std::move(reason);
  return result;
}

// A header's findings come from every unit that includes it: each counts once.
void drop_repeated(std::vector<Finding>& findings) {
  std::set<std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, std::string>> seen;
  std::erase_if(findings, [&](const Finding& finding) {
    const auto& place = finding.place;
    return !seen.emplace(finding.rule, place.path, place.line, place.column, finding.message).second;
  });
}

void collect(std::vector<clang::UnitResult>&& units, ChangeResult& result) {
  std::vector<std::string> errors;
  std::set<std::string> decided;
  for (auto& unit : units) {
    auto name = printable(unit.path);
    if (!unit.error.empty()) {
      errors.push_back(name + ": " + unit.error);
      result.not_checked.push_back(errors.back());
    } else if (!unit.outcome.not_checked.empty()) {
      result.not_checked.push_back(name + ": " + unit.outcome.not_checked);
    } else {
      ++result.files;
    }
    std::ranges::move(unit.outcome.before, std::back_inserter(result.before));
    std::ranges::move(unit.outcome.after, std::back_inserter(result.after));
    decided.insert(unit.outcome.decided.begin(), unit.outcome.decided.end());
  }
  drop_repeated(result.before);
  drop_repeated(result.after);
  result.decided.assign(decided.begin(), decided.end());
  if (!errors.empty()) {
    result.state = RunState::error;
    result.reason = joined(errors);
  } else if (result.files == 0 && !result.not_checked.empty()) {
    result.state = RunState::not_checked;
    result.reason = result.not_checked.front();
  }
}

Expected<ChangeResult> analyse(const ChangeView& view, const Options& options, const Deadline& deadline) {
  bool concerned = std::ranges::any_of(view.change.files, [](const ChangedFile& file) {
    return clang::is_c_family(file.path) || clang::is_c_family(file.old_path);
  });
  if (!concerned) {
    ChangeResult result;
    result.state = RunState::not_applicable;
    result.reason = "no C or C++ file changed";
    return result;
  }
  if (view.hook) return not_checked("left out in the hook's budget; the pipeline compiles");
  if (view.root.empty()) return not_checked("a bare repository has no build; run the check in a checkout");

  std::error_code error;
  std::string root = std::filesystem::canonical(view.root, error).string();
  if (error) return fail(ErrorKind::io, "the checkout cannot be found", view.root);
  auto path = clang::find_database(root, options.has("compile_commands") ? options.text("compile_commands") : "");
  if (!path) return not_checked(path.error().text());
  auto database = clang::read_database(root, *path);
  if (!database) return std::unexpected(database.error());
  if (database->units.empty() && database->elsewhere > 0)
    return not_checked(*path + " lists no file below " + printable(root) +
                       ": it was made for another place; configure again here");
  auto tree = view.source.list(Tree::head, "");
  if (!tree) return std::unexpected(tree.error());

  auto max_units = static_cast<std::size_t>(std::max<std::int64_t>(1, options.integer("max_units")));
  auto plan = clang::make_plan(view, *database, *tree, max_units, deadline);
  ChangeResult result;
  result.not_checked = std::move(plan.not_checked);
  clang::Job job{.view = view,
                 .database = *database,
                 .tree = *tree,
                 .root = root,
                 .include_paths = options.texts("include_paths")};
  collect(clang::run_units(job, plan.units, deadline), result);
  return result;
}

}  // namespace

Analyzer clang_analyzer() {
  return {
      .name = "clang",
      .version = "1",
      .summary = "Compiles the C and C++ units that the change touches, and reports new errors and warnings",
      .doc = kDoc,
      .rules = clang::rules(),
      .options = {{.name = "compile_commands",
                   .type = OptionType::text,
                   .fallback = nullptr,
                   .doc = "The compilation database, relative to the root or absolute; without it, the usual places"},
                  {.name = "max_units",
                   .type = OptionType::integer,
                   .fallback = 8,
                   .doc = "The most translation units that one check compiles"},
                  {.name = "include_paths",
                   .type = OptionType::text_list,
                   .fallback = Json::array(),
                   .doc =
                       "Absolute folders outside of the checkout that units may include from, besides the system's"}},
      .applies = [](std::string_view path, const std::string_view*) { return clang::is_c_family(path); },
      .run = ChangeAnalysis(analyse)};
}

}  // namespace gate
