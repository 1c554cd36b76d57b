// How the patterns of gate's own rules are read: which wrapper and which forms (lowering.h) made code of each. To find
// that out takes many trials; known, it takes one. A reading is only believed when the text then parses without error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/syntax/tree.h"

namespace gate::patterns {

// Index of the wrapper, then, for each piece of the pattern, of its form; of pieces without forms 0. Empty: no way to
// read the pattern in that language was found.
using Reading = std::vector<std::uint8_t>;

// The reading in rules/readings.txt; nullopt: none. Safe from any thread.
std::optional<Reading> known_reading(std::string_view pattern, syntax::Language language);

// A line of rules/readings.txt.
std::string reading_line(std::string_view pattern, syntax::Language language, const Reading& reading);

}  // namespace gate::patterns
