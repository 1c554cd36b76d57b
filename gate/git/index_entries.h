// The index as a list of paths, and which of them the work tree may differ in; read by libgit2, or by the git command
// line where the index is of a kind that libgit2 1.5 cannot read (split, sparse).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/git/state.h"
#include "gate/git/tree_walk.h"

namespace gate::git {

struct IndexEntry {
  TreeSide side;
  bool unmerged = false;       // several stages; `side` is one of them
  bool intent_to_add = false;  // in the index by name only
  bool skip_worktree = false;  // outside a sparse checkout
};

using Entries = std::map<std::string, IndexEntry>;  // by path

struct WorktreePaths {
  std::vector<std::string> changed;    // tracked: to be read again
  std::vector<std::string> untracked;  // not ignored; a trailing '/' marks a repository inside
};

Expected<Entries> index_entries(State& state);
Expected<WorktreePaths> worktree_paths(State& state);

}  // namespace gate::git
