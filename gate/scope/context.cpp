#include "gate/scope/context.h"

#include <algorithm>

namespace gate::scope {
namespace {

constexpr std::size_t kMost = 1024;      // bytes of a context
constexpr std::uint32_t kMostLines = 8;  // of a finding
constexpr std::size_t kLongLine = 1024;  // bytes; longer lines count by the part around the column
constexpr std::size_t kBeforeColumn = 64;
constexpr std::size_t kAroundColumn = 256;
constexpr std::uint32_t kWiden = 3;  // lines

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

void append(std::string& out, std::string_view text) {
  for (char c : text) {
    if (out.size() >= kMost) return;
    if (!blank(c)) out.push_back(c);
  }
}

std::string_view telling_part(std::string_view line, std::uint32_t column) {
  if (line.size() <= kLongLine) return line;
  const std::size_t at = std::min<std::size_t>(column, line.size());
  return line.substr(at > kBeforeColumn ? at - kBeforeColumn : 0, kAroundColumn);
}

std::string lines_of(const LineIndex& text, std::uint32_t first, std::uint32_t last, const Place& place) {
  std::string out;
  for (std::uint32_t line = first; line <= last; ++line) {
    append(out, telling_part(text.line(line), line == place.line ? place.column : 1));
  }
  return out;
}

}  // namespace

std::string normalised(std::string_view text) {
  std::string out;
  append(out, text);
  return out;
}

std::string context_of(const Finding& finding, const LineIndex* text) {
  if (!finding.context.empty()) return normalised(finding.context);
  const Place& place = finding.place;
  if (text == nullptr || place.line == 0 || place.line > text->line_count()) return {};
  const auto count = static_cast<std::uint32_t>(text->line_count());
  std::uint32_t first = place.line;
  std::uint32_t last = std::min({std::max(place.end_line, place.line), place.line + (kMostLines - 1), count});
  std::string out = lines_of(*text, first, last, place);
  for (std::uint32_t i = 0; i < kWiden && out.size() < kTellingBytes; ++i) {
    if (first > 1) --first;
    if (last < count) ++last;
    out = lines_of(*text, first, last, place);
  }
  return out;
}

}  // namespace gate::scope
