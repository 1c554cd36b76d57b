// Every occurrence of one text in another.
#pragma once

#include <string>
#include <string_view>

namespace gate::plugins {

// Left to right; what was put in is not looked at again. `what` is not empty.
std::string replaced(std::string text, std::string_view what, std::string_view with);

}  // namespace gate::plugins
