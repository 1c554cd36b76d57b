#include <algorithm>
#include <filesystem>
#include <future>
#include <optional>
#include <system_error>

#include "gate/history/index.h"
#include "gate/history/index_state.h"
#include "gate/history/index_writer.h"
#include "gate/history/record_codec.h"

namespace gate::history {
namespace {

using store::HistoryCommit;
using store::HistoryDatabase;

constexpr std::size_t kBatch = 512;          // commits of a transaction
constexpr std::size_t kImpatientBatch = 64;  // the same where there is a deadline
constexpr std::size_t kRetried = 200;        // commits that lacked objects, read again by one update
constexpr int kAttempts = 5;                 // when another process changes the same commits
constexpr const char* kRetriedKey = "retried";

// Records of `ids`, in their order.
Expected<std::vector<NewCommit>> read_commits(const git::Repository& repository, std::span<const std::string> ids,
                                              const AuthorKey& authors) {
  std::vector<NewCommit> commits(ids.size());
  auto done = repository.deltas(ids, {}, [&](std::size_t index, const git::CommitDelta& delta) {
    commits[index] = {digest(delta, authors), false, delta.absent};
  });
  if (!done) return std::unexpected(done.error());
  return commits;
}

// Whether the index holds a commit, for walks; the first failure is kept and stops the walk.
class Known {
 public:
  explicit Known(HistoryDatabase& database) : database_(database) {}
  bool operator()(const std::string& oid) {
    auto found = database_.find(raw_id(oid));
    if (!found && !problem_) problem_ = found.error();
    return !found || found->has_value();
  }
  const std::optional<Error>& problem() const { return problem_; }

 private:
  HistoryDatabase& database_;
  std::optional<Error> problem_;
};

Expected<std::vector<git::LogEntry>> walk(HistoryDatabase& database, const git::Repository& repository,
                                          const std::string& tip) {
  Known known(database);
  auto entries = repository.log(tip, std::ref(known));
  if (known.problem()) return std::unexpected(*known.problem());
  return entries;
}

// Commits at a shallow clone's edge whose parents have come since: they and what descends from them are read again, as
// their place in the order depends on what is now known before them.
Expected<void> mend_edges(HistoryDatabase& database, const git::Repository& repository) {
  auto edges = database.with_state(HistoryCommit::cut);
  if (!edges) return std::unexpected(edges.error());
  std::vector<std::int64_t> mended;
  for (const HistoryCommit& edge : *edges) {
    const std::string oid = hex_id(edge.oid);
    const auto entries = repository.log(oid, [&](const std::string& other) { return other != oid; });
    if (entries && !entries->empty() && !entries->back().cut) mended.push_back(edge.id);
  }
  if (mended.empty()) return {};
  return IndexWriter(database).forget_from(mended);
}

// When the repository's packs last changed: without news there, what was missing still is.
std::string packs_stamp(const git::Repository& repository) {
  std::error_code failed;
  const auto time = std::filesystem::last_write_time(repository.common_dir() + "/objects/pack", failed);
  return failed ? "none" : std::to_string(time.time_since_epoch().count());
}

// Commits that lacked objects, the youngest first, as far as one update goes: the rest is for those that follow.
Expected<void> retry_incomplete(HistoryDatabase& database, const git::Repository& repository,
                                const AuthorKey& authors) {
  auto incomplete = database.with_state(HistoryCommit::absent);
  if (!incomplete) return std::unexpected(incomplete.error());
  if (incomplete->empty()) return {};
  auto kept = database.meta(kRetriedKey);
  if (!kept) return std::unexpected(kept.error());
  const std::string stamp = packs_stamp(repository) + ' ';
  std::int64_t below = INT64_MAX;
  if (kept->starts_with(stamp)) below = std::strtoll(kept->c_str() + stamp.size(), nullptr, 10);
  std::vector<std::string> ids;
  while (!incomplete->empty() && ids.size() < kRetried) {
    const HistoryCommit commit = std::move(incomplete->back());
    incomplete->pop_back();
    if (commit.id >= below) continue;
    ids.push_back(hex_id(commit.oid));
    below = commit.id;
  }
  if (ids.empty()) return {};
  auto commits = read_commits(repository, ids, authors);
  if (!commits) return {};  // a commit that is gone from the repository: nothing to be learnt
  if (auto done = IndexWriter(database).renew(*commits); !done) return done;
  return database.set_meta(kRetriedKey, stamp + std::to_string(below));
}

// What has been read is written while the next is being read.
class Filling {
 public:
  Filling(HistoryDatabase& database, const git::Repository& repository, const AuthorKey& authors)
      : database_(database), repository_(repository), authors_(authors), writer_(database) {}

  Expected<void> run(const std::vector<git::LogEntry>& entries, const Deadline& deadline,
                     const std::function<void(const IndexProgress&)>& progress) {
    const std::size_t batch = deadline.remaining() == std::chrono::milliseconds::max() ? kBatch : kImpatientBatch;
    for (std::size_t first = 0; first < entries.size(); first += batch) {
      if (progress) progress({first, entries.size()});
      if (deadline.expired()) {
        if (auto written = finish(); !written) return written;
        return fail(ErrorKind::limit, "time ran out before the history index was filled", database_.path(),
                    "run `gate risk index`, which takes the time it needs");
      }
      const auto part = std::span(entries).subspan(first, std::min(batch, entries.size() - first));
      auto commits = read(part);
      if (auto written = finish(); !written) return written;
      if (!commits) return std::unexpected(commits.error());
      writing_ = std::async(std::launch::async,
                            [this, commits = std::move(*commits)]() mutable { return writer_.add(commits); });
    }
    auto written = finish();
    if (written && progress) progress({entries.size(), entries.size()});
    return written;
  }

 private:
  Expected<std::vector<NewCommit>> read(std::span<const git::LogEntry> entries) {
    std::vector<std::string> ids;
    ids.reserve(entries.size());
    for (const git::LogEntry& entry : entries) ids.push_back(entry.oid);
    auto commits = read_commits(repository_, ids, authors_);
    if (!commits) return commits;
    for (std::size_t i = 0; i < entries.size(); ++i) (*commits)[i].cut = entries[i].cut;
    return commits;
  }

  Expected<void> finish() {
    if (!writing_.valid()) return {};
    return writing_.get();
  }

  HistoryDatabase& database_;
  const git::Repository& repository_;
  const AuthorKey& authors_;
  IndexWriter writer_;
  std::future<Expected<void>> writing_;
};

}  // namespace

Expected<void> Index::update(const git::Repository& repository, const std::string& tip, const Deadline& deadline,
                             const std::function<void(const IndexProgress&)>& progress) {
  return state_->mending([&]() -> Expected<void> {
    HistoryDatabase& database = state_->database;
    for (int attempt = 1;; ++attempt) {
      if (auto done = mend_edges(database, repository); !done) return done;
      if (auto done = retry_incomplete(database, repository, state_->authors); !done) return done;
      auto entries = walk(database, repository, tip);
      if (!entries) return std::unexpected(entries.error());
      auto filled = Filling(database, repository, state_->authors).run(*entries, deadline, progress);
      if (filled) break;
      if (filled.error().kind != ErrorKind::unavailable || attempt == kAttempts) return filled;
    }
    database.shrink_log();
    return {};
  });
}

}  // namespace gate::history
