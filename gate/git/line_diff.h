// Hunks between two texts as `git diff -U0` gives them: libgit2's xdiff (Myers, indent heuristic on), fed so that
// neither attributes nor configuration can change its answer.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/change.h"

namespace gate::git {

// Git's own test (buffer_is_binary): a NUL within the first 8,000 bytes.
bool is_binary(std::string_view contents);

// Number of lines; a last line without a terminator counts.
std::uint32_t count_lines(std::string_view text);

// One per thread: the object holds a scratch repository in memory and is not safe to share.
class LineDiff {
 public:
  static Expected<LineDiff> create();
  LineDiff(LineDiff&&) noexcept;
  LineDiff& operator=(LineDiff&&) noexcept;
  ~LineDiff();

  Expected<std::vector<Hunk>> hunks(std::string_view before, std::string_view after);
  // As `git diff --numstat` counts them. It compares whole texts where a diff without context leaves out their common
  // end, which can settle differently what of repeated lines counts as changed.
  Expected<std::vector<Hunk>> counted_hunks(std::string_view before, std::string_view after);

 private:
  struct Scratch;
  explicit LineDiff(std::unique_ptr<Scratch> scratch);
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace gate::git
