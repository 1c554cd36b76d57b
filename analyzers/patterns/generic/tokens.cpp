#include "analyzers/patterns/generic/tokens.h"

#include <algorithm>

namespace gate::patterns::generic {
namespace {

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (; from < to; ++from)
    if (text[from] != '\n' && text[from] != '\r') text[from] = ' ';
}

void blank_line_comments(std::string& text, std::string_view mark) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    blank(text, at, end);
    at = end;
  }
}

void blank_block_comments(std::string& text) {
  for (std::size_t at = 0; (at = text.find("/*", at)) != text.npos;) {
    const std::size_t end = text.find("*/", at + 2);
    if (end == text.npos) return;
    blank(text, at, end + 2);
    at = end + 2;
  }
}

}  // namespace

bool next_line(std::string_view text, std::size_t& at, std::uint32_t& number, Line& line) {
  line.tokens.clear();
  while (at < text.size() && line.tokens.empty()) {
    line.number = number++;
    line.indent = 0;
    for (; at < text.size() && (text[at] == ' ' || text[at] == '\t'); ++at) line.indent += text[at] == '\t' ? 8 : 1;
    while (at < text.size() && text[at] != '\n') {
      const auto start = static_cast<std::uint32_t>(at);
      if (is_word(text[at])) {
        while (at < text.size() && is_word(text[at])) ++at;
        line.tokens.push_back({start, static_cast<std::uint32_t>(at), true});
        continue;
      }
      const char c = text[at++];
      const bool line_end = c == '\r' && at < text.size() && text[at] == '\n';
      if (c != ' ' && c != '\t' && !line_end) line.tokens.push_back({start, start + 1, false});
    }
    ++at;
  }
  return !line.tokens.empty();
}

std::string without_comments(std::string_view text, std::string_view style) {
  std::string out(text);
  if (style == "shell") blank_line_comments(out, "#");
  if (style == "cpp") blank_line_comments(out, "//");
  if (style == "cpp" || style == "c") blank_block_comments(out);
  return out;
}

}  // namespace gate::patterns::generic
