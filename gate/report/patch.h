// One file's patch as forges answer it: the lines that a review comment may stand on, with their text. Source: the
// unified format of GNU diffutils, "Detailed Description of Unified Format".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gate::report {

struct PatchLine {
  std::uint32_t number = 0;  // after the change, 1-based
  std::string_view text;     // without the line's end; points into the patch
  bool added = false;        // else it is context
};

// The lines of the after side, ascending; empty where `patch` is no patch (hunks out of order, counts that are wrong).
// The text must outlive what is returned.
std::vector<PatchLine> lines_after(std::string_view patch);

// Of those lines: the one with that number; nullptr when the patch does not show it.
const PatchLine* line_of(const std::vector<PatchLine>& lines, std::uint32_t number);

}  // namespace gate::report
