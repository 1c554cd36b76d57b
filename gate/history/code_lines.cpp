#include "gate/history/code_lines.h"

#include <algorithm>
#include <array>

namespace gate::history {
namespace {

constexpr std::array<std::string_view, 24> kControlWords = {
    "assert", "break", "case",   "catch",   "continue", "default", "defer", "elif",
    "else",   "elsif", "except", "finally", "for",      "foreach", "go",    "goto",
    "if",     "loop",  "match",  "raise",   "return",   "switch",  "throw", "try"};
constexpr std::array<std::string_view, 8> kMoreControlWords = {"unless", "until", "when",  "while",
                                                               "with",   "yield", "await", "do"};

std::string_view trimmed(std::string_view line) {
  const auto start = line.find_first_not_of(" \t\r");
  return start == line.npos ? std::string_view() : line.substr(start);
}

// Lines that hold code, to `sink`.
template <class Sink>
void each_code_line(std::string_view lines, const Sink& sink) {
  while (!lines.empty()) {
    const auto line = trimmed(lines.substr(0, lines.find('\n')));
    lines.remove_prefix(std::min(lines.size(), lines.find('\n') == lines.npos ? lines.size() : lines.find('\n') + 1));
    if (!line.empty() && !begins_as_comment(line) && !begins_as_import(line)) sink(line);
  }
}

}  // namespace

bool begins_as_comment(std::string_view line) {
  if (line.starts_with("//") || line.starts_with("/*")) return true;
  if (line[0] != '*' && line[0] != '#') return false;
  return line.size() == 1 || line[1] == ' ' || line[1] == '/' || line[1] == '*' || line[1] == '\r';
}

bool begins_as_import(std::string_view line) {
  static constexpr std::string_view kStarts[] = {"import ", "#include", "using ", "use ", "package "};
  if (line[0] != 'i' && line[0] != '#' && line[0] != 'u' && line[0] != 'p' && line[0] != 'f') return false;
  if (line.starts_with("from ")) return line.contains(" import ");
  return std::any_of(std::begin(kStarts), std::end(kStarts), [&](auto start) { return line.starts_with(start); });
}

bool begins_as_control(std::string_view line) {
  if (line.starts_with('}')) line = trimmed(line.substr(1));
  std::size_t end = 0;
  while (end < line.size() && line[end] >= 'a' && line[end] <= 'z') ++end;
  if (end < line.size() && (line[end] == '_' || (line[end] >= 'A' && line[end] <= 'Z'))) return false;
  const auto word = line.substr(0, end);
  return std::ranges::binary_search(kControlWords, word) ||
         std::ranges::find(kMoreControlWords, word) != kMoreControlWords.end();
}

void CodeLineCounter::add(std::string_view lines) {
  each_code_line(lines, [this](std::string_view line) {
    ++counts_.added;
    counts_.control_added += begins_as_control(line);
  });
}

void CodeLineCounter::remove(std::string_view lines) {
  each_code_line(lines, [this](std::string_view) { ++counts_.removed; });
}

}  // namespace gate::history
