#include "gate/scope/snippet.h"

#include <algorithm>

namespace gate::scope {
namespace {

// Bytes kept before the finding's column in a line that is cut around it.
constexpr std::uint32_t kLead = 80;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Moves `at` back to the start of the UTF-8 character that it is in.
std::size_t boundary(std::string_view line, std::size_t at) {
  if (at >= line.size()) return line.size();
  const std::size_t lowest = at < 3 ? 0 : at - 3;
  std::size_t start = at;
  while (start > lowest && continues(line[start])) --start;
  return start;
}

std::uint32_t first_column(std::string_view line, std::uint32_t column) {
  if (line.size() <= kSnippetBytes || column <= kSnippetBytes - kLead) return 1;
  return static_cast<std::uint32_t>(boundary(line, std::min<std::size_t>(column, line.size()) - kLead)) + 1;
}

std::string cut(std::string_view line, std::uint32_t column) {
  const std::size_t from = boundary(line, column - 1);
  line = line.substr(from, boundary(line, from + kSnippetBytes) - from);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return is_utf8(line) ? std::string(line) : to_utf8(line);
}

}  // namespace

Snippet make_snippet(const LineIndex& text, const Place& place) {
  Snippet snippet;
  const auto count = static_cast<std::uint32_t>(text.line_count());
  if (place.line == 0 || place.line > count) return snippet;
  const std::uint32_t shown = std::min(std::max(place.end_line, place.line), place.line + (kSnippetLines - 1));
  snippet.first_line = place.line > 1 ? place.line - 1 : 1;
  snippet.first_column = first_column(text.line(place.line), place.column);
  for (std::uint32_t line = snippet.first_line; line <= std::min(shown + 1, count); ++line) {
    snippet.lines.push_back(cut(text.line(line), snippet.first_column));
  }
  return snippet;
}

}  // namespace gate::scope
