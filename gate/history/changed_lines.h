// The texts of changed lines, cut out of both sides of a file by its hunks.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "gate/model/change.h"

namespace gate::history {

// Whole lines with their terminators, one block for each hunk that has any; views into the texts given. Any hunks may
// come: what lies beyond a text's end is left out.
struct ChangedLines {
  std::vector<std::string_view> removed, added;
};
ChangedLines changed_lines(std::string_view before, std::string_view after, std::span<const Hunk> hunks);

}  // namespace gate::history
