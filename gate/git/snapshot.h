// The index or the work tree as a tree object that exists only in memory: the repository's own object store is not
// written.
#pragma once

#include <string>
#include <vector>

#include "gate/git/select.h"
#include "gate/git/state.h"

namespace gate::git {

struct Snapshot {
  git_oid tree{};  // null: no file at all
  std::vector<std::string> notes;
};

// The index as `git write-tree` would write it: entries of `git add --intent-to-add` are left out. ErrorKind::git while
// files are unmerged.
Expected<Snapshot> snapshot_index(State& state);

// The files as `git add --all` would add them: tracked and untracked, not ignored; line endings and `ident` converted
// by git's rules, symbolic links as links, repositories inside as submodules, entries outside a sparse checkout as they
// are in the index. Devices, sockets, FIFOs and anything reached through a symbolic link are left out. Files over
// `limit` bytes are named without being read whole.
Expected<Snapshot> snapshot_worktree(State& state, std::uint64_t limit);

}  // namespace gate::git
