// Changed files by path, and where a line of either side lies in their hunks.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"

namespace gate::scope {

// Looks into the Change, which must outlive it. Safe from any thread.
class FileIndex {
 public:
  explicit FileIndex(const Change& change);

  // The file whose path on that side is `path`; null when the change does not contain it or has no such side.
  const ChangedFile* find(Side side, std::string_view path) const;

  // Any line of the place (after the change) was added, or its file was added or cannot be diffed, or the place is the
  // whole of a changed file.
  bool touches(const Place& place) const;

 private:
  std::unordered_map<std::string_view, const ChangedFile*> before_;
  std::unordered_map<std::string_view, const ChangedFile*> after_;
};

// The contents differ and no hunk says where.
bool changed_throughout(const ChangedFile& file);

// A line of one side, seen from the hunks.
struct LineFate {
  std::uint32_t hunk = 0;   // 1-based index of the hunk that contains it; 0: none does, the line is unchanged
  std::uint32_t other = 0;  // its number on the other side; 0 when it has none
};

// O(log hunks). In a file that is changed_throughout every line is in hunk 1.
LineFate fate_of(const ChangedFile& file, Side side, std::uint32_t line);

}  // namespace gate::scope
