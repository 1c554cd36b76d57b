// What changed, as plain data: produced by gate/git, read by everything else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gate {

// Lines are 1-based; both ends belong to the range.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool contains(std::uint32_t line) const { return line >= first && line <= last; }
  bool operator==(const LineRange&) const = default;
};

// One hunk of a diff without context, as git's `@@ -old_start,old_lines +new_start,new_lines @@` says it: where a side
// has no lines, its start is the line *before* the place (0 at the top of the file).
struct Hunk {
  std::uint32_t old_start = 0, old_lines = 0;
  std::uint32_t new_start = 0, new_lines = 0;
  bool operator==(const Hunk&) const = default;
};

enum class FileStatus { added, deleted, modified, renamed, type_changed };

// Git's file modes; `absent` on the side where the file does not exist.
enum class FileMode { absent, regular, executable, symlink, submodule };

// One side of a changed file. Submodules have the commit's id as oid and size 0.
struct BlobRef {
  std::string oid;  // hexadecimal; empty when absent
  FileMode mode = FileMode::absent;
  std::uint64_t size = 0;  // bytes; 0 when absent or not known
  bool operator==(const BlobRef&) const = default;
};

// A file's path is the raw bytes of git's tree entry with '/' as separator; it may not be UTF-8 (reports convert).
struct ChangedFile {
  std::string path;      // on the after side; on the before side when deleted
  std::string old_path;  // differs from `path` only when renamed
  FileStatus status = FileStatus::modified;
  std::uint8_t similarity = 0;  // percent, for renames
  BlobRef before, after;
  bool binary = false;       // git's own test on contents: a NUL within the first 8,000 bytes of either side
  bool unreadable = false;   // contents could not be diffed (too large, missing object): `note` says why
  std::string note;
  std::vector<Hunk> hunks;   // empty for binary, unreadable and pure renames

  bool mode_changed() const {
    return before.mode != FileMode::absent && after.mode != FileMode::absent && before.mode != after.mode;
  }
  // Ranges of lines that exist only after (added) or only before (removed), ascending, merged where they touch.
  std::vector<LineRange> added_ranges() const;
  std::vector<LineRange> removed_ranges() const;
  std::uint64_t added_lines() const;
  std::uint64_t removed_lines() const;
  // The line after the change that an unchanged line before it became; 0 when that line was removed or replaced.
  std::uint32_t line_after(std::uint32_t line_before) const;
  // The inverse; 0 when the line was added.
  std::uint32_t line_before(std::uint32_t line_after) const;
};

struct Person {
  std::string name;
  std::string email;
  bool operator==(const Person&) const = default;
};

// A commit that the change brings (reachable from head, not from the merge-base), newest first in Change::commits.
struct Commit {
  std::string oid;
  Person author;
  Person committer;
  std::int64_t time = 0;  // committer time, seconds since the epoch (UTC)
  std::int32_t offset_minutes = 0;  // the author's zone, minutes east of UTC
  std::vector<std::string> parents;
  std::string message;  // as stored, UTF-8 where declared so

  // Values of "Key: value" trailers of the last paragraph, key compared without case ("Co-authored-by").
  std::vector<std::string> trailers(std::string_view key) const;
};

// A revision that a stage used, with how it was found, for the report: "HEAD^1 of the pull request's merge commit".
struct RevisionChoice {
  std::string oid;     // commit, or tree for the index and the work tree; empty when there is none (root commit)
  std::string name;    // what a person would type: "origin/main", "HEAD", "worktree"
  std::string source;  // how it was found
};

struct Change {
  std::string repository;      // root path as given or found, for messages only
  RevisionChoice base;         // the side before; oid empty = the empty tree
  RevisionChoice head;         // the side after
  RevisionChoice policy;       // where configuration, CODEOWNERS and rules are read; oid empty = none
  std::string base_tree;       // oid of the compared trees
  std::string head_tree;
  bool shallow = false;        // history behind base is cut
  std::vector<ChangedFile> files;    // by path, bytewise ascending
  std::vector<Commit> commits;       // newest first; empty for --staged and --worktree
  std::vector<std::string> notes;    // limits met on the way, in words: "history is shallow: 3 commits seen"
};

std::string_view to_string(FileStatus status);
std::string_view to_string(FileMode mode);

}  // namespace gate
