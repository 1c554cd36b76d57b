// Words of other tools in gate's terms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gate/model/finding.h"

namespace gate::diagnostics {

// Of a finding whose tool names no rule.
inline constexpr std::string_view kNoRule = "finding";

// "error", "WARNING", "note" and their kin in any case; "E" and "W" too. nullopt: no such word.
std::optional<Severity> severity_of_word(std::string_view word);

// A tool's name as the first part of rule ids: lower-case letters, digits, '-', '_' and '.'; "tool" when nothing is
// left. "gate" becomes "gate-report": what gate said in another run is no word of this one.
std::string slug(std::string_view name);

// A rule's own id without blanks, control characters and outer slashes; kNoRule when nothing is left.
std::string rule_name(std::string_view id);

// UTF-8 of at most `most` bytes (`most` >= 3), cut between characters and ended by "…" when cut.
std::string cut_text(std::string_view text, std::size_t most);

// The same on one line: white space and control characters between words become one blank.
std::string one_line(std::string_view text, std::size_t most);

// A decimal number of lines or columns, white space around it allowed; 0 when it is none or over 2^31.
std::uint32_t position(std::string_view digits);

// An address that is safe to be shown as a link: http or https, no blanks, at most 2,048 bytes; else "".
std::string web_address(std::string_view text);

}  // namespace gate::diagnostics
