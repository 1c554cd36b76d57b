// Which deleted file became which added one, paired as git's diffcore-rename does without copies and with rewrites
// unbroken: by identical contents, then by a base name that only one file on each side has, then by likeness.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/git/objects.h"
#include "gate/git/tree_walk.h"

namespace gate::git {

struct RenameOptions {
  std::uint8_t similarity = 50;          // percent
  std::size_t limit = 1000;              // sources x targets beyond its square: the third step is left out; 0: none
  std::uint64_t size_limit = 16u << 20;  // bytes; larger blobs are only paired when identical
  Deadline deadline = Deadline::never();
  // Reads a blob in place of Objects::read_blob, for callers that keep what they read in another way.
  std::function<Expected<Contents>(const git_oid& id, std::uint64_t limit)> read_blob;
};

struct Rename {
  std::size_t from = 0;         // index of a deletion
  std::size_t to = 0;           // index of an addition
  std::uint8_t similarity = 0;  // percent
};

struct RenameResult {
  std::vector<Rename> renames;
  std::vector<std::string> notes;  // what was left out, in words
};

// Indices are those of `changes`, which is in path order. Each file is used once.
RenameResult find_renames(const Objects& objects, const std::vector<TreeChange>& changes, const RenameOptions& options);

}  // namespace gate::git
