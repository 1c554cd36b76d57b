// A repository's past for reading in bulk: which commits there are, and what each of them changed against its first
// parent, compared on all cores. Line counts and renames are those of `git log -M --numstat` where nothing is
// configured (git-log(1)).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/change.h"

namespace gate::git {

// A commit as the graph needs it.
struct LogEntry {
  std::string oid;
  std::vector<std::string> parents;  // as the commit object names them, whether they are here or not
  std::int64_t time = 0;             // committer time, seconds since the epoch, as written: any number
  bool cut = false;                  // the parents are not here: a shallow clone's edge
};

// What one file of a commit became. The views are valid only during the call that hands them out.
struct FileDelta {
  std::string path;      // after; before when deleted
  std::string old_path;  // differs only when renamed
  FileStatus status = FileStatus::modified;
  enum class Lines { counted, binary, unknown } lines = Lines::counted;
  // Only where counted; `unknown`: contents are missing (partial clone), too large, or not to be read.
  std::uint32_t added = 0, removed = 0;
  std::uint32_t lines_before = 0;  // of the whole file; 0 when added
  std::string_view before, after;  // whole texts, empty unless counted
  std::span<const Hunk> hunks;     // ascending
};

struct CommitDelta {
  Commit commit;                 // Commit::time is the committer's
  std::vector<FileDelta> files;  // by path; empty for merges (two parents and more)
  bool unknown = false;          // the files cannot be told: a tree is missing or has more than 500,000 paths
  bool absent = false;           // more would be known if objects were here that are not
};

struct LogOptions {
  std::uint64_t file_limit = 2u << 20;  // bytes; larger blobs count as `unknown`
  bool merges = false;                  // compare merges with their first parent as well
};

// Called from several threads at once, in no order; `index` is that of the list given.
using DeltaSink = std::function<void(std::size_t index, const CommitDelta&)>;

}  // namespace gate::git
