// One commit against its first parent, for Repository::deltas.
#pragma once

#include <string>
#include <vector>

#include "gate/git/commit.h"
#include "gate/git/line_diff.h"
#include "gate/git/log.h"
#include "gate/git/recent_objects.h"
#include "gate/git/renames.h"
#include "gate/git/tree_walk.h"

namespace gate::git {

// One per thread; what it reads is shared through `recent`.
class DeltaReader {
 public:
  static Expected<DeltaReader> create(const Objects& objects, RecentObjects& recent, const LogOptions& options);

  // Hands the delta to `take`; its views live as long as that call. An error when the commit itself cannot be read.
  Expected<void> read(const git_oid& id, const std::function<void(const CommitDelta&)>& take);

 private:
  DeltaReader(const Objects& objects, RecentObjects& recent, const LogOptions& options, LineDiff lines)
      : objects_(&objects), recent_(&recent), options_(options), lines_(std::move(lines)) {}

  struct Held;  // texts and hunks that the delta's views point to
  Expected<git_oid> parent_tree(const RawCommit& commit);
  void list_files(const git_oid& before, const git_oid& after, CommitDelta& delta, Held& held);
  // An error when the file's contents cannot be had.
  Expected<void> compare(const TreeSide& before, const TreeSide& after, FileDelta& file, Held& held);

  const Objects* objects_;
  RecentObjects* recent_;
  LogOptions options_;
  LineDiff lines_;
};

}  // namespace gate::git
