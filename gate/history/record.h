// The immutable facts of one commit: what the index stores and every measure of history is computed from. They depend
// on the commit and its ancestors alone, so they never go stale.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/model/change.h"

namespace gate::history {

// A hashed token of changed lines or of the message with the number of its occurrences (tokens.h).
struct TokenCount {
  std::uint32_t id = 0;     // below kTokenSpace
  std::uint32_t count = 0;  // at least 1
  bool operator==(const TokenCount&) const = default;
};

// What a path is, from its name alone (file_kind.h).
enum class FileKind : std::uint8_t { code, test, build, migration, configuration, manifest, documentation, other };

// A file that a commit touched.
struct Touch {
  std::string path;
  std::string old_path;  // differs only when renamed
  FileStatus status = FileStatus::modified;
  FileKind kind = FileKind::other;
  bool counted = true;  // false: binary, or contents that are not here; the three counts are then 0
  bool missing = false;  // contents are not here: the counts are not known
  std::uint32_t added = 0, removed = 0;  // lines
  std::uint32_t lines_before = 0;
  bool operator==(const Touch&) const = default;
};

struct Indentation {  // of changed lines of source code and tests that are not blank, in levels (a tab, or the file's own step of spaces)
  double added_mean = 0, removed_mean = 0, added_deepest = 0;
  std::uint32_t added_lines = 0, removed_lines = 0;  // that were measured
  bool operator==(const Indentation&) const = default;
};

struct CodeLines {  // of source code other than tests: no blank lines, comments and imports
  std::uint32_t added = 0, removed = 0;
  std::uint32_t control_added = 0;  // of the added ones those that branch, loop, return or raise
  bool operator==(const CodeLines&) const = default;
};

struct CommitRecord {
  std::string oid;                   // hexadecimal
  std::vector<std::string> parents;  // hexadecimal, as written
  std::int64_t time = 0;             // committer time, seconds since the epoch
  // Committer time made to ascend along the graph: max(time, each parent's + 1), as git's corrected commit dates
  // (gitformat-commit-graph(5)); with the oid, the order of all that is "before".
  std::int64_t order = 0;
  std::int32_t offset_minutes = 0;  // the author's zone, east of UTC
  std::uint64_t author = 0;         // salted hash of the e-mail; 0: none
  bool merge = false;               // merges have no touches
  bool complete = true;             // false: files or lines are not known (missing objects, limits)
  bool fix = false;                 // the message says that it mends something (message.h)
  std::string reverts;              // the commit that it takes back, where the message names it; "revert" without name: "?"
  std::int64_t reverted_time = 0;   // of that commit; 0: not known. Filled in by the index
  std::uint32_t message_characters = 0, message_lines = 0, issue_links = 0;
  std::uint32_t hunks = 0;
  Indentation indentation;
  CodeLines code_lines;
  std::vector<Touch> touches;       // by path
  std::vector<TokenCount> added, removed, message;  // ascending by id
  bool operator==(const CommitRecord&) const = default;
};

}  // namespace gate::history
