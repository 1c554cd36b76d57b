// Is a text JSON? An iterative scanner whose message says what a person would say. Source: RFC 8259.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

enum class JsonDialect {
  strict,  // RFC 8259; a byte order mark before the text is let through (section 8.1)
  jsonc,   // with // and /* */ comments and a trailing ',' in objects and arrays, as editors and compilers read it
};

struct JsonProblem {
  std::uint32_t line = 1, column = 1;  // 1-based, in bytes
  std::size_t offset = 0;              // bytes from the start of the text
  std::string message;                 // "missing ',' between array elements"
};

// The first problem, or none. Any nesting: memory is one entry a level, the stack does not grow. Linear in the text.
std::vector<JsonProblem> check_json(std::string_view text, JsonDialect dialect);

}  // namespace gate
