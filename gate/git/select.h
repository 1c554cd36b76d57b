// Which two states are compared, and where the rules are read: from what was asked, the pipeline's event, or the
// repository itself. Each choice carries the sentence that a report prints.
#pragma once

#include <string>
#include <vector>

#include "gate/git/state.h"

namespace gate::git {

enum class SnapshotKind { none, index, worktree };

struct Sides {
  RevisionChoice base;  // oid: a commit (or a named tree), "" for the empty tree
  RevisionChoice head;  // with a snapshot: the commit that it stands on; "" before the first commit
  RevisionChoice policy;
  bool exact = false;  // base is compared as it is; otherwise the merge-base of base and head
  SnapshotKind snapshot = SnapshotKind::none;
  std::vector<std::string> notes;
};

// Errors: usage (options that exclude each other), not_found (a revision), git (history that a pipeline did not fetch).
// May fetch through the git command line, where that is allowed.
Expected<Sides> select_sides(State& state, const Selection& selection);

}  // namespace gate::git
