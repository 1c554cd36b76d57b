// SARIF's messages (section 3.11) as one line of plain text.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/json.h"
#include "gate/diagnostics/sarif_rules.h"

namespace gate::diagnostics {

// message.text, else the rule's or its component's message string of message.id, with placeholders replaced and links
// reduced to their words; at most `most` bytes. Braces are escapes only where arguments are given, since most tools
// never escape them. Empty when it says nothing.
std::string message_of(const Json& message, const SarifRule& rule, std::size_t most);

// "{0}" -> the argument, "{{" -> "{".
std::string with_arguments(std::string_view text, const Json& arguments);

// "[words](target)" -> "words", with '\' before brackets taken away; a text without "](" is left alone. Linear.
std::string without_links(std::string_view text);

}  // namespace gate::diagnostics
