// Names for findings that stay when lines move.
#pragma once

#include <string>
#include <vector>

#include "gate/model/finding.h"

namespace gate::scope {

// Sets `fingerprint` of each finding: the first 32 hexadecimal digits of SHA-256 over rule, path, context and the
// finding's number among those equal in all three, the four separated by NUL. Unique within `findings`, which must be
// in the order of the report; `contexts` goes with it index by index. Fixed ones are numbered after all others. The
// same wherever in the file the code stands, and whatever the message says; another in another file.
void set_fingerprints(std::vector<Finding>& findings, const std::vector<std::string>& contexts);

}  // namespace gate::scope
