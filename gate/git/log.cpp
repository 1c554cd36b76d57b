#include "gate/git/log.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <unordered_set>

#include "gate/base/thread_pool.h"
#include "gate/git/log_delta.h"
#include "gate/git/refs.h"
#include "gate/git/repository.h"
#include "gate/git/state.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kRecentRoom = 48u << 20;  // bytes of objects kept along the walk
constexpr std::size_t kBlock = 8;                 // commits that a thread takes at once

// Depth first, first parents first, without recursion: side branches stand right before the merge that took them in.
class LogWalk {
 public:
  LogWalk(const State& state, const std::function<bool(const std::string&)>& known) : state_(state), known_(known) {}

  Expected<std::vector<LogEntry>> from(const git_oid& tip) {
    if (auto done = enter(tip); !done) return std::unexpected(done.error());
    while (!open_.empty()) {
      Open& top = open_.back();
      if (top.next == top.parents.size()) {
        entries_.push_back(std::move(top.entry));
        open_.pop_back();
        continue;
      }
      const git_oid parent = top.parents[top.next++];
      const std::size_t child = open_.size() - 1;
      if (!enter(parent)) open_[child].entry.cut = true;
    }
    return std::move(entries_);
  }

 private:
  struct Open {
    LogEntry entry;
    std::vector<git_oid> parents;  // to be followed
    std::size_t next = 0;
  };

  // Fails when the commit is not here.
  Expected<void> enter(const git_oid& id) {
    if (seen_.contains(id)) return {};
    std::string oid = hex(id);
    if (!known_(oid)) {
      auto commit = read_commit(*state_.objects, id);
      if (!commit) return std::unexpected(commit.error());
      Open open;
      open.entry.oid = std::move(oid);
      open.entry.time = commit->time;
      for (const git_oid& parent : commit->parents) open.entry.parents.push_back(hex(parent));
      if (state_.shallow.contains(id)) {
        open.entry.cut = !commit->parents.empty();
      } else {
        open.parents = std::move(commit->parents);
      }
      open_.push_back(std::move(open));
    }
    seen_.insert(id);
    return {};
  }

  const State& state_;
  const std::function<bool(const std::string&)>& known_;
  std::unordered_set<git_oid, IdHash, IdEqual> seen_;
  std::vector<Open> open_;
  std::vector<LogEntry> entries_;
};

// Readers for as many threads as ask at once.
class Readers {
 public:
  Readers(const Objects& objects, RecentObjects& recent, const LogOptions& options)
      : objects_(objects), recent_(recent), options_(options) {}

  Expected<DeltaReader> take() {
    {
      std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        DeltaReader reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    return DeltaReader::create(objects_, recent_, options_);
  }

  void give(DeltaReader reader) {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }

 private:
  const Objects& objects_;
  RecentObjects& recent_;
  const LogOptions& options_;
  std::mutex mutex_;
  std::vector<DeltaReader> idle_;
};

// The first thing that went wrong, by place in the list: the same whichever thread met it.
class FirstError {
 public:
  void note(std::size_t index, Error error) {
    std::lock_guard lock(mutex_);
    if (!error_ || index < index_) {
      error_ = std::move(error);
      index_ = index;
    }
  }
  // Whether work on `index` can still matter.
  bool after(std::size_t index) {
    std::lock_guard lock(mutex_);
    return error_ && index_ < index;
  }
  Expected<void> result() {
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  std::mutex mutex_;
  std::optional<Error> error_;
  std::size_t index_ = 0;
};

}  // namespace

Expected<std::vector<LogEntry>> Repository::log(const std::string& tip,
                                                const std::function<bool(const std::string& oid)>& known) const {
  auto id = parse_id(tip);
  if (!id) return std::unexpected(id.error());
  return LogWalk(*state_, known).from(*id);
}

Expected<void> Repository::deltas(std::span<const std::string> commits, const LogOptions& options,
                                  const DeltaSink& sink) const {
  RecentObjects recent(*state_->objects, kRecentRoom);
  Readers readers(*state_->objects, recent, options);
  FirstError problem;
  const auto one = [&](DeltaReader& reader, std::size_t index) -> Expected<void> {
    auto id = parse_id(commits[index]);
    if (!id) return std::unexpected(id.error());
    return reader.read(*id, [&](const CommitDelta& delta) { sink(index, delta); });
  };
  parallel_for((commits.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
    const std::size_t first = block * kBlock, end = std::min(first + kBlock, commits.size());
    if (problem.after(first)) return;
    auto reader = readers.take();
    if (!reader) return problem.note(first, reader.error());
    for (std::size_t index = first; index < end; ++index) {
      if (auto done = one(*reader, index); !done) return problem.note(index, done.error());
    }
    readers.give(std::move(*reader));
  });
  return problem.result();
}

}  // namespace gate::git
