// Does a message say that its commit mends a defect that users can meet? A heuristic over English words, conventional
// commit types, trailers and closing words of forges; mends of spelling, comments, tests, builds and formatting alone
// are none. Compare Mockus and Votta, "Identifying Reasons for Software Changes Using Historic Databases", ICSM 2000.
#pragma once

#include <string_view>

namespace gate::history {

bool says_fix(std::string_view message);

}  // namespace gate::history
