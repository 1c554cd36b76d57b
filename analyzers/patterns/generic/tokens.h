// Words and marks of a line, for texts and patterns alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gate::patterns::generic {

inline bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Bytes [start, end): a word, or one byte of anything else.
struct Token {
  std::uint32_t start = 0, end = 0;
  bool word = false;
};

// A line that is not blank.
struct Line {
  std::uint32_t number = 0;  // 0-based
  std::uint32_t indent = 0;  // a tab counts 8
  std::vector<Token> tokens;
};

// Reads the next line with a token at or after `at`, which moves behind it; false: no more. `number` counts lines.
bool next_line(std::string_view text, std::size_t& at, std::uint32_t& number, Line& line);

// Comments of that style ("c", "cpp", "shell") as blanks; others as they are. Of the same length.
std::string without_comments(std::string_view text, std::string_view style);

}  // namespace gate::patterns::generic
