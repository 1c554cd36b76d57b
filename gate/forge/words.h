// Words of a forge's answers and variables that stand in paths and pages: only what cannot mean anything else passes.
// Internal to this room.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/json.h"

namespace gate::forge {

bool is_number(std::string_view text);      // 1 to 12 digits
bool is_commit(std::string_view text);      // 40 or 64 of [0-9a-f]
bool is_repository(std::string_view text);  // "owner/name"

// `text` when it is an https address (or http of this machine) of plain characters, else "".
std::string plain_url(std::string_view text);

// Percent-encoded for the query of an address (RFC 3986: all but unreserved characters).
std::string query_text(std::string_view text);

// The text at a JSON pointer, "" where there is none; a whole number there as digits.
std::string text_at(const Json& value, const char* pointer);
std::string digits_at(const Json& value, const char* pointer);

}  // namespace gate::forge
