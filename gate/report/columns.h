// Columns of a finding in the units of other formats.
#pragma once

#include <cstdint>
#include <string_view>

#include "gate/model/finding.h"

namespace gate::report {

// The 1-based line as the snippet holds it (from `snippet.first_column` on); empty view with null data when it does
// not.
std::string_view snippet_line(const Snippet& snippet, std::uint32_t line);

// The 1-based column in UTF-16 code units that `column`, in UTF-8 bytes, is on `line`. Left as it is where the snippet
// does not hold the line; bytes before and past what it holds count one each.
std::uint32_t utf16_column(const Snippet& snippet, std::uint32_t line, std::uint32_t column);

}  // namespace gate::report
