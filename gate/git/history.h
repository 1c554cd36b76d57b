// Histories compared: own walks over raw commits, because libgit2's fail at the edge of a shallow clone; grafts and
// replaced objects are not looked at.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gate/git/commit.h"
#include "gate/git/objects.h"

namespace gate::git {

using IdSet = std::set<git_oid, IdLess>;

// Commits whose parents were cut off, from the file `shallow` under the common directory; empty for a whole clone.
IdSet shallow_commits(const std::string& common_dir);

struct HistoryComparison {
  std::vector<git_oid> merge_bases;  // best common ancestors, newest first; none when there is no common history
  std::vector<git_oid> ahead;        // reachable from head, from none of the bases; newest first
  bool cut = false;  // a parent was not there: history is shallow, and the answer is of what can be seen
};

// Walks both sides by commit time until they have met, as git's merge-base does (paint_down_to_common).
Expected<HistoryComparison> compare_histories(const Objects& objects, const IdSet& shallow,
                                              const std::vector<git_oid>& bases, const git_oid& head);

// True when `ancestor` is `commit` or one of its ancestors, as far as history is there.
bool is_ancestor(const Objects& objects, const IdSet& shallow, const git_oid& ancestor, const git_oid& commit);

}  // namespace gate::git
