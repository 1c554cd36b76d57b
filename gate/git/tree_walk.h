// Trees read from raw objects: what differs between two of them, one path, and everything below a folder. Equal
// subtrees are skipped by their ids (libgit2's own tree diff expands both trees whole). Source: gitformat, git's
// tree-walk.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gate/git/objects.h"
#include "gate/model/source.h"

namespace gate::git {

// One side of a path that differs.
struct TreeSide {
  FileMode mode = FileMode::absent;
  git_oid id{};
  bool operator==(const TreeSide& other) const { return mode == other.mode && IdEqual{}(id, other.id); }
};

struct TreeChange {
  std::string path;  // raw bytes
  TreeSide before, after;
};

// Paths that differ, bytewise ascending. A null id is the empty tree. Errors: git (missing, malformed), limit (nested
// deeper than 1,000 folders, more than 500,000 paths: a tree of a few objects can name billions of files).
Expected<std::vector<TreeChange>> changed_paths(const Objects& objects, const git_oid& before, const git_oid& after);

// The same with trees from a reader of the caller's, which keeps what it reads again.
using ReadTree = std::function<Expected<Contents>(const git_oid& id, std::uint64_t limit)>;
Expected<std::vector<TreeChange>> changed_paths(const ReadTree& read, const git_oid& before, const git_oid& after);

// The file at `path`; nullopt when there is none, or when it is a folder.
Expected<std::optional<TreeSide>> find_path(const Objects& objects, const git_oid& tree, std::string_view path);

// Every file below `folder` ("" = all), by path; sizes are not filled in.
Expected<std::vector<TreeFile>> list_files(const Objects& objects, const git_oid& tree, std::string_view folder);

struct TreeEntry {
  std::string_view name;
  bool folder = false;
  FileMode mode = FileMode::absent;  // of a file
  git_oid id{};
};

// The entries of a raw tree object in git's order. Names that git itself refuses (empty, '.', '..', with '/') are
// errors.
Expected<std::vector<TreeEntry>> parse_tree(std::string_view raw);

// The octal mode that a tree entry or the index writes; absent for a folder.
FileMode mode_of(std::uint32_t octal);
std::uint32_t octal_of(FileMode mode);

}  // namespace gate::git
