// The index of a repository's past: `history.db` below gate's folder in the git common directory, shared by worktrees.
// Each commit is read once; what is stored of it never goes stale, so an update only adds. Which of the commits count
// is decided by the tip asked for: after a rebase or a force push those that it no longer reaches are left out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/git/repository.h"
#include "gate/history/digest.h"
#include "gate/history/past.h"
#include "gate/history/record.h"

namespace gate::history {

// The commits that a tip reaches, merges included, ascending by (order, oid): the order of "before".
struct Line {
  std::string tip;
  std::vector<std::uint32_t> ids;  // of the index
  std::uint32_t changes = 0;       // of them no merges
  bool cut = false;                // history ends at a shallow clone's edge
  std::uint32_t incomplete = 0;    // commits of which something is not known
};

struct IndexProgress {
  std::uint64_t done = 0, total = 0;  // commits
};

enum class With { facts, tokens };

// One connection; calls come from one thread at a time. Other processes may use the same file, also to fill it.
class Index {
 public:
  // Opens or creates it (folder 0700, file 0600). A file of another version of gate's index, or a damaged one, is
  // replaced: everything in it can be read again from git.
  static Expected<Index> open(const std::string& path);
  // "COMMON_DIR/gate/history.db"
  static std::string default_path(const git::Repository& repository);

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  // Adds what `tip` reaches and the index lacks, in transactions of some hundred commits: killed at any time, it goes
  // on where it was. ErrorKind::limit when the deadline came first; what was done stays.
  Expected<void> update(const git::Repository& repository, const std::string& tip, const Deadline& deadline,
                        const std::function<void(const IndexProgress&)>& progress = {});

  // not_found when the index does not hold all of it yet.
  Expected<Line> line(const std::string& tip);

  // Commits of the line in its order; With::facts leaves the three token lists empty.
  Expected<void> each(const Line& line, With with, const std::function<void(const CommitRecord&)>& sink) const;
  // The same for the part [first, last) of the line.
  Expected<void> each(const Line& line, std::size_t first, std::size_t last, With with,
                      const std::function<void(const CommitRecord&)>& sink) const;

  // What measuring `change` on top of the line needs of it, and no more: the same Metrics as from all of it.
  Expected<Past> past_of(const Line& line, const CommitRecord& change) const;

  // nullopt-like not_found when there is none. `time` and `order` of one commit, for reverts and change records.
  Expected<CommitRecord> find(const std::string& oid, With with) const;

  const AuthorKey& authors() const;

  // Small values that others keep with the index: cached results by key; dropped whenever the index is replaced.
  Expected<std::string> note(const std::string& key) const;  // not_found
  Expected<void> keep_note(const std::string& key, const std::string& bytes);

 private:
  struct State;
  explicit Index(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gate::history
