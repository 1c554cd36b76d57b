// Text in XML 1.0 documents. Internal to this room.
#pragma once

#include <string>
#include <string_view>

namespace gate::report {

// One line for an attribute or an element: `plain`, and the five characters of markup escaped. What XML 1.0 section 2.2
// does not allow at all (most control characters, U+FFFE, U+FFFF) never comes out of it.
std::string xml_line(std::string_view text);

}  // namespace gate::report
