#include "gate/host.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>

#include "analyzers/plugins/plugins.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/git/source_path.h"
#include "gate/invisible.h"
#include "gate/ready.h"
#include "gate/syntax/tree.h"
#include "gate/unreadable.h"

namespace gate {
namespace {

using Clock = std::chrono::steady_clock;

// Of one file: two megabytes of ordinary text take a fifth of a second.
constexpr std::chrono::milliseconds kLongestParse{10'000};

// One side of a file, read and parsed at most once for all analyzers.
struct LoadedSide {
  std::shared_ptr<const std::string> text;
  std::unique_ptr<syntax::Tree> tree;
  bool parsed = false;
  FileView view;

  void forget_tree() {
    tree.reset();
    parsed = false;
  }
};

// What the file analyzers made of one changed file; slots are per analyzer.
struct FileOutcome {
  struct Slot {
    std::vector<Finding> before, after;
    std::optional<Error> error;
    std::chrono::nanoseconds spent{0};
    bool looked = false;  // at the after side
    bool late = false;    // a limit on time was reached
  };
  std::vector<Slot> slots;
  std::optional<Finding> unreadable_before, unreadable_after;
  std::vector<Finding> invisible_before, invisible_after;
};

bool analysable(const BlobRef& blob) { return blob.mode == FileMode::regular || blob.mode == FileMode::executable; }

class FileHost {
 public:
  FileHost(const Change& change, const Source& source, const Configurations& configurations, const HostOptions& options)
      : change_(change), source_(source), configurations_(configurations), options_(options) {
    for (const auto& analyzer : all_analyzers())
      if (std::holds_alternative<FileAnalysis>(analyzer.run) && configurations.enabled(analyzer.name))
        analyzers_.push_back(ready(analyzer, source, configurations, options.data));
    for (std::size_t i = 0; i < change.files.size(); ++i)
      if (!configurations.excluded(change.files[i].path)) queue_.push_back(i);
    // Largest first, so that no thread is left with a big file at the end.
    std::ranges::sort(queue_,
                      [&](std::size_t a, std::size_t b) { return std::pair(weight(b), a) < std::pair(weight(a), b); });
    outcomes_.resize(change.files.size());
  }

  void run() {
    std::atomic<std::size_t> done{0};
    parallel_for(queue_.size(), [&](std::size_t n) {
      analyse(queue_[n]);
      if (options_.progress) options_.progress(++done, queue_.size());
    });
  }

  void collect(Measured& measured) {
    for (std::size_t n = 0; n < analyzers_.size(); ++n) {
      measured.runs.push_back(collect_one(n, measured.sides));
      if (analyzers_[n].rules) std::ranges::move(analyzers_[n].rules(), std::back_inserter(measured.rules));
    }
    for (auto& outcome : outcomes_) {
      if (outcome.unreadable_before) measured.sides.before.push_back(std::move(*outcome.unreadable_before));
      if (outcome.unreadable_after) measured.sides.after.push_back(std::move(*outcome.unreadable_after));
      std::ranges::move(outcome.invisible_before, std::back_inserter(measured.sides.before));
      std::ranges::move(outcome.invisible_after, std::back_inserter(measured.sides.after));
    }
  }

 private:
  static bool is_script(const LoadedSide& side) { return side.text && side.text->starts_with("#!"); }

  std::uint64_t weight(std::size_t index) const {
    return std::max(change_.files[index].before.size, change_.files[index].after.size);
  }

  void analyse(std::size_t index) {
    const auto& file = change_.files[index];
    auto& outcome = outcomes_[index];
    outcome.slots.resize(analyzers_.size());
    std::vector<std::size_t> wanted;
    for (std::size_t n = 0; n < analyzers_.size(); ++n)
      if (analyzers_[n].applies(file.path, nullptr) || analyzers_[n].applies(file.old_path, nullptr))
        wanted.push_back(n);
    const bool known_source = git::is_source_path(file.path) || git::is_source_path(file.old_path);
    if (wanted.empty() && !known_source) return;

    LoadedSide before, after;
    std::optional<Error> problem;
    load(before, file, Side::before, problem);
    load(after, file, Side::after, problem);
    auto limit = configurations_.policy.limits.file_bytes;
    if (known_source || is_script(before) || is_script(after)) {
      outcome.unreadable_before = unreadable_source(file, Side::before, before.text.get(), limit);
      outcome.unreadable_after = unreadable_source(file, Side::after, after.text.get(), limit);
      if (before.text) outcome.invisible_before = invisible_characters(file, Side::before, *before.text);
      if (after.text) outcome.invisible_after = invisible_characters(file, Side::after, *after.text);
    }
    if (after.text && before.text) after.view.before = &before.view;
    for (auto n : wanted) outcome.slots[n].error = problem;
    if (problem) return;
    for (auto n : wanted) measure_side(analyzers_[n], before, outcome.slots[n], outcome.slots[n].before);
    before.forget_tree();  // seldom asked for again: the trees of both sides need not be held at once
    for (auto n : wanted) measure_side(analyzers_[n], after, outcome.slots[n], outcome.slots[n].after);
  }

  void load(LoadedSide& side, const ChangedFile& file, Side which, std::optional<Error>& problem) {
    const auto& blob = which == Side::before ? file.before : file.after;
    if (!analysable(blob)) return;
    auto text = source_.blob(blob, configurations_.policy.limits.file_bytes);
    if (!text) {
      problem = text.error();
      return;
    }
    side.text = *text;
    side.view.path = which == Side::before && !file.old_path.empty() ? file.old_path : file.path;
    side.view.side = which;
    side.view.text = *side.text;
    side.view.changed = which == Side::before ? file.removed_ranges() : file.added_ranges();
    side.view.tree = [this, &side]() -> const syntax::Tree* {
      if (!side.parsed) {
        side.parsed = true;
        if (auto language = syntax::language_of(side.view.path, side.view.text))
          if (auto tree = syntax::Tree::parse(side.view.text, *language,
                                              options_.deadline.earlier(Deadline::in(kLongestParse))))
            side.tree = std::make_unique<syntax::Tree>(std::move(*tree));
      }
      return side.tree.get();
    };
  }

  void measure_side(const ReadyAnalyzer& analyzer, const LoadedSide& side, FileOutcome::Slot& slot,
                    std::vector<Finding>& findings) {
    if (!side.text || slot.error || !analyzer.applies(side.view.path, &side.view.text)) return;
    slot.looked |= side.view.side == Side::after;
    if (options_.deadline.expired()) {
      slot.late = true;
      slot.error = Error{ErrorKind::limit, "the time limit was reached before this file", {}, {}};
      return;
    }
    auto start = Clock::now();
    auto result = analyzer.run(side.view, configurations_.policy.analyzers.at(analyzer.name), options_.deadline);
    slot.spent += Clock::now() - start;
    if (result) {
      findings = std::move(*result);
      return;
    }
    slot.error = result.error();
    slot.late = result.error().kind == ErrorKind::limit;
  }

  AnalyzerRun collect_one(std::size_t n, scope::Sides& sides) {
    AnalyzerRun run{.name = analyzers_[n].name,
                    .version = analyzers_[n].version,
                    .state = RunState::not_applicable,
                    .reason = "no changed file is of a kind it reads",
                    .not_checked = {}};
    std::chrono::nanoseconds spent{0};
    run.notes = analyzers_[n].notes;
    std::optional<Error> broken;
    for (const Error& error : analyzers_[n].errors) {
      if (!broken) broken = error;
      run.not_checked.push_back(error.text());
    }
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
      if (outcomes_[i].slots.empty()) continue;
      auto& slot = outcomes_[i].slots[n];
      spent += slot.spent;
      if (slot.error) {
        run.not_checked.push_back(printable(change_.files[i].path) + ": " + slot.error->text());
        // The hook's budget may leave files out; the pipeline's time limit may not. What is too large is a finding.
        if (slot.error->kind != ErrorKind::limit || (slot.late && !options_.hook)) broken = slot.error;
      } else if (slot.looked) {
        ++run.files;
      }
      std::ranges::move(slot.before, std::back_inserter(sides.before));
      std::ranges::move(slot.after, std::back_inserter(sides.after));
    }
    run.milliseconds = static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(spent).count());
    if (broken) {
      run.state = RunState::error;
      run.reason = broken->text();
    } else if (!run.not_checked.empty() && run.files == 0) {
      run.state = RunState::not_checked;
      run.reason = "every file was left out";
    } else if (run.files > 0) {
      run.state = RunState::ran;
      run.reason.clear();
    }
    return run;
  }

  const Change& change_;
  const Source& source_;
  const Configurations& configurations_;
  const HostOptions& options_;
  std::vector<ReadyAnalyzer> analyzers_;
  std::vector<std::size_t> queue_;  // indices of change_.files
  std::vector<FileOutcome> outcomes_;
};

// A plugin's options are its own affair.
const Options& options_of(const Analyzer& analyzer, const Configurations& configurations) {
  static const Options kNone;
  auto options = configurations.policy.analyzers.find(analyzer.name);
  return options == configurations.policy.analyzers.end() ? kNone : options->second;
}

AnalyzerRun run_change_analyzer(const Analyzer& analyzer, const ChangeView& view, const Configurations& configurations,
                                Deadline deadline, Measured& measured, std::set<std::string>& decided) {
  AnalyzerRun run{.name = analyzer.name, .version = analyzer.version, .reason = {}, .not_checked = {}};
  auto start = Clock::now();
  auto result = std::get<ChangeAnalysis>(analyzer.run)(view, options_of(analyzer, configurations), deadline);
  run.milliseconds =
      static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
  if (!result) {
    run.state = result.error().kind == ErrorKind::limit ? RunState::not_checked : RunState::error;
    run.reason = result.error().text();
    return run;
  }
  run.state = result->state;
  run.reason = std::move(result->reason);
  run.files = result->files;
  run.not_checked = std::move(result->not_checked);
  run.sandbox = std::move(result->sandbox);
  run.notes = std::move(result->notes);
  if (!result->version.empty()) run.version = std::move(result->version);
  for (auto* findings : {&result->before, &result->after, &result->after_alone})
    std::erase_if(*findings, [&](const Finding& finding) { return configurations.excluded(finding.place.path); });
  std::ranges::move(result->before, std::back_inserter(measured.sides.before));
  std::ranges::move(result->after, std::back_inserter(measured.sides.after));
  std::ranges::move(result->after_alone, std::back_inserter(measured.sides.after_alone));
  std::ranges::move(result->rules, std::back_inserter(measured.rules));
  decided.insert(result->decided.begin(), result->decided.end());
  return run;
}

// Where a compiler accepted a file, a grammar's doubts about it are only shown.
void yield_to_compiler(std::vector<Finding>& findings, const std::set<std::string>& decided) {
  for (auto& finding : findings)
    if (finding.rule.starts_with("syntax/") && decided.contains(finding.place.path))
      finding.confidence = Confidence::low;
}

void order_runs(std::vector<AnalyzerRun>& runs) {
  auto rank = [](const AnalyzerRun& run) {
    const auto& all = all_analyzers();
    return std::ranges::find(all, run.name, &Analyzer::name) - all.begin();
  };
  std::ranges::sort(runs, {}, rank);
}

// Code that only the change names is never run.
AnalyzerRun new_in_change(const PluginSpec& plugin) {
  return {.name = plugin.name,
          .version = {},
          .state = RunState::not_checked,
          .reason = "new in this change: a plugin runs once the target's configuration names it",
          .not_checked = {}};
}

// What is excluded is not handed to plugins at all: their time and their eyes are not gate's own.
void run_plugins(const ChangeView& view, const Configurations& configurations, Deadline deadline, Measured& measured) {
  auto analyzers = plugins::plugin_analyzers(configurations.policy.plugins);
  if (!analyzers.empty()) {
    Change visible = view.change;
    std::erase_if(visible.files, [&](const ChangedFile& file) { return configurations.excluded(file.path); });
    const ChangeView plugin_view{.change = visible,
                                 .source = view.source,
                                 .root = view.root,
                                 .executable = view.executable,
                                 .hook = view.hook,
                                 .file_limit = view.file_limit,
                                 .worker_memory = view.worker_memory,
                                 .env = view.env};
    std::set<std::string> decided;
    for (const auto& analyzer : analyzers)
      measured.runs.push_back(run_change_analyzer(analyzer, plugin_view, configurations, deadline, measured, decided));
  }
  for (const auto& plugin : configurations.new_plugins) {
    if (plugin.is_policy()) continue;
    auto known = std::ranges::find(measured.runs, plugin.name, &AnalyzerRun::name);
    if (known == measured.runs.end())
      measured.runs.push_back(new_in_change(plugin));
    else
      known->notes.push_back("the change declares this plugin otherwise: it ran as the target has it");
  }
}

AnalyzerRun switched_off(const Analyzer& analyzer) {
  return {.name = analyzer.name,
          .version = analyzer.version,
          .state = RunState::not_checked,
          .reason = "switched off by the configuration",
          .not_checked = {}};
}

}  // namespace

Measured measure(const Change& change, const Source& source, const Configurations& configurations,
                 const HostOptions& options) {
  Measured measured;
  FileHost files(change, source, configurations, options);
  files.run();
  files.collect(measured);

  ChangeView view{.change = change,
                  .source = source,
                  .root = options.root,
                  .executable = options.executable,
                  .hook = options.hook,
                  .file_limit = configurations.policy.limits.file_bytes,
                  .worker_memory = configurations.policy.limits.worker_memory,
                  .env = options.env,
                  .excluded = [&](std::string_view path) { return configurations.excluded(path); }};
  std::set<std::string> decided;
  for (const auto& analyzer : all_analyzers()) {
    if (!configurations.enabled(analyzer.name))
      measured.runs.push_back(switched_off(analyzer));
    else if (std::holds_alternative<ChangeAnalysis>(analyzer.run))
      measured.runs.push_back(run_change_analyzer(analyzer, view, configurations, options.deadline, measured, decided));
  }
  yield_to_compiler(measured.sides.after, decided);
  for (const auto& edit : configurations.edits) measured.sides.after.push_back(edit);
  order_runs(measured.runs);
  run_plugins(view, configurations, options.deadline, measured);
  return measured;
}

}  // namespace gate
