// Finds added lines that are not new code: the change only took them from elsewhere, or indented them anew.
#pragma once

#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate::evidence {

// Fills FileCoverage::moved, where any of the files has uncovered lines or branches (else nothing can depend on it).
// Lines are compared without white space at their ends. A line counts as kept when its own hunk removes it too, and as
// moved when it belongs to a block of at least three lines with letters or digits and 20 of these (the size that `git
// diff --color-moved=blocks` asks for) which the change removes somewhere, whole and in that order. A removed line is
// the origin of one added line: copies are new code. Contents that cannot be read leave their lines new.
void find_moved(const Change& change, const Source& source, std::vector<FileCoverage>& files, const Deadline& deadline);

}  // namespace gate::evidence
