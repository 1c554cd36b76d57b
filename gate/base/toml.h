// Is a text TOML? Strict TOML 1.0.0 (toml.io/en/v1.0.0) by toml++.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct TomlProblem {
  std::uint32_t line = 1, column = 1;  // 1-based, column in bytes
  std::string message;                 // in plain words
};

// The first problem, or none. Arrays and inline tables nested deeper than 100 levels are a problem, so that hostile
// input cannot exhaust the stack.
std::vector<TomlProblem> check_toml(std::string_view text);

}  // namespace gate
