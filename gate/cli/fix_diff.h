// A change of one file as `git apply` and `patch` read it.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate::cli {

// The unified diff with three lines of context (GNU diffutils, "Detailed Description of Unified Format"), names quoted
// as git does. "" when both texts are the same.
Expected<std::string> unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace gate::cli
