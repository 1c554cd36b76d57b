// JSON for every room: nlohmann-json under one name, and parsing that returns an Error with line and column.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

// Parses `text`. `name` is the file or source named in the error. Nesting deeper than 1,000 levels is refused
// (ErrorKind::limit), so that hostile input cannot exhaust the stack.
Expected<Json> parse_json(std::string_view text, std::string_view name);

// Serialises; bytes that are not UTF-8 become U+FFFD instead of an exception. `indent` < 0 means one line.
std::string dump_json(const Json& value, int indent = -1);
std::string dump_json(const OrderedJson& value, int indent = -1);

}  // namespace gate
