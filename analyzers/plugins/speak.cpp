#include "analyzers/plugins/speak.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <optional>
#include <thread>

#include "analyzers/plugins/conversation.h"
#include "gate/base/glob.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"

namespace gate::plugins {
namespace {

// Small enough that several processes share the work evenly, large enough that a request costs little for each file.
constexpr std::size_t kBatchFiles = 32;
constexpr std::uint64_t kBatchBytes = 1u << 20;
constexpr std::size_t kMostLogsShown = 20;

using Batch = std::vector<const ChangedFile*>;

// What became of one batch.
struct Outcome {
  Answer answer;
  std::uint32_t files = 0;
  std::vector<std::string> not_checked;
};

bool has_text(const BlobRef& blob) { return blob.mode == FileMode::regular || blob.mode == FileMode::executable; }

bool concerns(const ChangedFile& file, const std::vector<Glob>& paths) {
  if (file.binary || !(has_text(file.before) || has_text(file.after))) return false;
  auto named = [&](const Glob& glob) { return glob.matches(file.path) || glob.matches(file.old_path); };
  return paths.empty() || std::ranges::any_of(paths, named);
}

std::vector<Batch> batches(const Change& change, const PluginSpec& plugin) {
  std::vector<Glob> paths;
  for (const auto& pattern : plugin.paths) paths.emplace_back(pattern);
  std::vector<Batch> all;
  std::uint64_t bytes = 0;
  for (const auto& file : change.files) {
    if (!concerns(file, paths)) continue;
    const std::uint64_t size = file.before.size + file.after.size;
    if (all.empty() || all.back().size() == kBatchFiles || bytes + size > kBatchBytes) {
      all.emplace_back();
      bytes = 0;
    }
    all.back().push_back(&file);
    bytes += size;
  }
  return all;
}

void add_logs(std::vector<std::string>& logs, std::vector<std::string>& notes) {
  const std::size_t shown = std::min(logs.size(), kMostLogsShown);
  std::move(logs.begin(), logs.begin() + static_cast<std::ptrdiff_t>(shown), std::back_inserter(notes));
  if (shown < logs.size()) notes.push_back(fmt::format("{} more lines of its log", logs.size() - shown));
}

// The work of all processes of one plugin.
class Conduct {
 public:
  Conduct(const PluginSpec& plugin, const ChangeView& view, const Workspace& workspace, std::vector<Batch> batches,
          const Deadline& deadline)
      : plugin_(plugin),
        view_(view),
        workspace_(workspace),
        batches_(std::move(batches)),
        outcomes_(batches_.size()),
        deadline_(deadline.earlier(Deadline::in(plugin.timeout))) {}

  // The first process answers the first batch alone: that tells how many are worth their start.
  void run() {
    auto first = start(0);
    if (!first) return;
    const auto begin = std::chrono::steady_clock::now();
    const bool more = next(*first);
    const auto took = std::chrono::steady_clock::now() - begin;
    const auto rest = took * static_cast<std::int64_t>(batches_.size() - 1);
    const auto worth = 1 + rest / std::max(first->start_time(), std::chrono::milliseconds(1));
    const auto cores = std::max(1u, std::thread::hardware_concurrency());
    const auto most = std::min<std::size_t>(cores, batches_.size() - 1);
    const auto processes = more ? std::min<std::size_t>(most, static_cast<std::size_t>(worth)) : 0;
    parallel_for(std::max<std::size_t>(processes, 1), [&](std::size_t number) {
      if (number == 0) return work(*first);
      if (auto another = start(number)) work(*another);
    });
  }

  ChangeResult result() {
    ChangeResult result;
    result.sandbox = sandbox_;
    result.version = hello_.version;
    result.rules = hello_.rules;
    result.notes = workspace_.notes();
    if (plugin_.sides == PluginSides::after)
      result.notes.push_back("looks at the files after the change alone: only findings on changed lines count as new");
    std::vector<std::string> logs;
    for (auto& outcome : outcomes_) {
      result.files += outcome.files;
      auto& after = plugin_.sides == PluginSides::after ? result.after_alone : result.after;
      std::ranges::move(outcome.answer.before, std::back_inserter(result.before));
      std::ranges::move(outcome.answer.after, std::back_inserter(after));
      std::ranges::move(outcome.answer.logs, std::back_inserter(logs));
      std::ranges::move(outcome.not_checked, std::back_inserter(result.not_checked));
    }
    add_logs(logs, result.notes);
    if (error_) {
      result.state = RunState::error;
      result.reason = error_->text();
    } else if (result.files == 0) {
      result.state = RunState::not_checked;
      result.reason = "every file was left out";
    }
    return result;
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Conversation> start(std::size_t number) {
    auto conversation =
        Conversation::start(plugin_, workspace_, fmt::format("process-{}", number), view_.executable, deadline_);
    if (!conversation) {
      stop(conversation.error());
      return std::nullopt;
    }
    if (number == 0) {
      hello_ = conversation->hello();
      sandbox_ = conversation->sandbox();
    }
    return std::move(*conversation);
  }

  void work(Conversation& conversation) {
    while (next(conversation)) continue;
    if (stopped_) return;
    if (auto finished = conversation.finish(); !finished) stop(finished.error());
  }

  // False: nothing is left to do.
  bool next(Conversation& conversation) {
    const std::size_t number = next_++;
    if (stopped_ || number >= batches_.size()) return false;
    Outcome& outcome = outcomes_[number];
    auto texts = load(batches_[number], outcome);
    if (!texts) return stop(texts.error());
    if (texts->empty()) return true;
    auto answer = conversation.analyze(*texts, deadline_);
    if (!answer) return stop(answer.error());
    outcome.answer = std::move(*answer);
    outcome.files = static_cast<std::uint32_t>(texts->size());
    return true;
  }

  Expected<std::vector<FileTexts>> load(const Batch& batch, Outcome& outcome) const {
    std::vector<FileTexts> texts;
    for (const ChangedFile* file : batch) {
      FileTexts entry{file, nullptr, nullptr};
      auto before = plugin_.sides == PluginSides::both ? read(file->before, entry.before) : Expected<void>{};
      auto after = read(file->after, entry.after);
      for (const auto& side : {before, after})
        if (!side && side.error().kind != ErrorKind::limit) return std::unexpected(side.error());
      if (!before || !after)
        outcome.not_checked.push_back(printable(file->path) + ": " + (before ? after : before).error().text());
      else if (entry.before || entry.after)
        texts.push_back(std::move(entry));
    }
    return texts;
  }

  Expected<void> read(const BlobRef& blob, std::shared_ptr<const std::string>& into) const {
    if (!has_text(blob)) return {};
    auto text = view_.source.blob(blob, view_.file_limit);
    if (!text) return std::unexpected(text.error());
    into = std::move(*text);
    return {};
  }

  bool stop(const Error& error) {
    if (!stopped_.exchange(true)) error_ = error;
    return false;
  }

  const PluginSpec& plugin_;
  const ChangeView& view_;
  const Workspace& workspace_;
  const std::vector<Batch> batches_;
  std::vector<Outcome> outcomes_;
  const Deadline deadline_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::optional<Error> error_;  // of the first that failed; written by who sets `stopped_`, read when all are done
  Hello hello_;
  std::string sandbox_;
};

// The whole time of a check may end in the middle of a hook, which is no fault of the plugin.
Expected<ChangeResult> failed(const Error& error, const ChangeView& view, const Deadline& deadline) {
  if (view.hook && deadline.expired()) return fail(ErrorKind::limit, error.message, error.where, error.remedy);
  ChangeResult result;
  result.state = RunState::error;
  result.reason = error.text();
  return result;
}

}  // namespace

Expected<ChangeResult> speak(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline) {
  auto work = batches(view.change, plugin);
  if (work.empty()) {
    ChangeResult nothing;
    nothing.state = RunState::not_applicable;
    nothing.reason = "no changed text concerns it";
    return nothing;
  }
  auto workspace = Workspace::make(plugin, view.source, view.root, view.env);
  if (!workspace) return failed(workspace.error(), view, deadline);
  Conduct conduct(plugin, view, *workspace, std::move(work), deadline);
  conduct.run();
  if (conduct.error() && view.hook && deadline.expired()) return failed(*conduct.error(), view, deadline);
  return conduct.result();
}

}  // namespace gate::plugins
