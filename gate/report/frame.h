// The lines of a finding, with a gutter of numbers and carets under the columns meant.
#pragma once

#include <string>

#include "gate/model/finding.h"
#include "gate/report/paint.h"

namespace gate::report {

// Lines each ended by a newline, at most `width` columns wide, numbers right-aligned in `gutter` columns; "" when the
// snippet does not hold the finding's line. One line before and after the place is shown where the snippet has it; of a
// place of several lines the first and the last are underlined. Tabs advance to multiples of four; carets stand under
// what is displayed, whatever its width. A line too wide is cut to a window around the place, marked by "…".
std::string code_frame(const Finding& finding, const Paint& paint, unsigned width, unsigned gutter);

}  // namespace gate::report
