// A finding's fix as whole lines of a patch, and where in the patch a finding stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gate/model/finding.h"
#include "gate/report/patch.h"

namespace gate::report {

// By how many lines the patch's numbers differ from the finding's: gate judges the merge with the target, a forge shows
// the branch. The nearest line whose text is that of the finding's snippet counts; nullopt when the patch shows none.
std::optional<std::int64_t> shift_into(const Finding& finding, const std::vector<PatchLine>& lines);

struct Suggestion {
  std::uint32_t first = 0, last = 0;  // lines of the patch that it replaces
  std::string text;                   // the new lines, without the last line's end
};

// The finding's fix applied to the patch's own text; nullopt when there is none, when it touches a line that the patch
// does not show or another file, when edits overlap, when it would change nothing, and when it would bring characters
// that nobody sees.
std::optional<Suggestion> suggestion_of(const Finding& finding, const std::vector<PatchLine>& lines,
                                        std::int64_t shift);

}  // namespace gate::report
