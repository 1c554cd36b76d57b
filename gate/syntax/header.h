// Inside the room: is a `.h` file C or C++?
#pragma once

#include <string_view>

namespace gate::syntax {

// True when `text`, outside comments, strings and `#ifdef __cplusplus` blocks, has a construct that only C++ has. Reads
// at most the first 256 KiB.
bool is_cpp_header(std::string_view text);

}  // namespace gate::syntax
