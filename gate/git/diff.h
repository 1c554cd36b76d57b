// The changed files between two trees, as `git diff -M -U0` lists them where nothing is configured: statuses, renames,
// modes, sizes and hunks. Neither .gitattributes nor the user's configuration has a say.
#pragma once

#include <string>
#include <vector>

#include "gate/git/objects.h"
#include "gate/git/repository.h"
#include "gate/git/tree_walk.h"

namespace gate::git {

struct DiffResult {
  std::vector<ChangedFile> files;  // by path, bytewise ascending
  std::vector<std::string> notes;
};

// `changes` as changed_paths lists them. What cannot be compared (missing, too large, out of time) is marked on its
// file; the call itself only fails when the library cannot work at all.
Expected<DiffResult> diff_files(const Objects& objects, const std::vector<TreeChange>& changes,
                                const DiffOptions& options);

// Ids of blobs that comparing `changes` will read and that the repository does not hold.
std::vector<git_oid> missing_blobs(const Objects& objects, const std::vector<TreeChange>& changes);

}  // namespace gate::git
