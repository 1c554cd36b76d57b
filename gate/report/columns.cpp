#include "gate/report/columns.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate::report {

std::string_view snippet_line(const Snippet& snippet, std::uint32_t line) {
  if (line < snippet.first_line || line - snippet.first_line >= snippet.lines.size()) return {};
  return snippet.lines[line - snippet.first_line];
}

std::uint32_t utf16_column(const Snippet& snippet, std::uint32_t line, std::uint32_t column) {
  const std::string_view text = snippet_line(snippet, line);
  if (text.data() == nullptr || column < snippet.first_column) return column;
  const std::size_t bytes = column - snippet.first_column;
  const std::size_t inside = std::min(bytes, text.size());
  return static_cast<std::uint32_t>(snippet.first_column + utf16_length(text.substr(0, inside)) + (bytes - inside));
}

}  // namespace gate::report
