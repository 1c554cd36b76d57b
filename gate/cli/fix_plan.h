// Which of the edits that findings suggest are made to one file, and what becomes of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/model/finding.h"

namespace gate::cli {

// A finding whose fix is not made, and why.
struct LeftOut {
  const Finding* finding = nullptr;
  std::string reason;
};

struct FixPlan {
  std::string text;  // after all edits
  std::vector<const Finding*> applied;
  std::vector<LeftOut> left_out;
};

// `findings` lie in the file `path` with the contents `text` and offer fixes; of fixes that overlap, the first in their
// order counts, whole or not at all. Left out as well: edits of another file or outside of the text, and those that
// change nothing.
FixPlan plan_fixes(const std::string& path, std::string_view text, const std::vector<const Finding*>& findings);

}  // namespace gate::cli
