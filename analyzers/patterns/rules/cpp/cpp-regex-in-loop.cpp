#include <regex>
#include <string>
#include <vector>

int count(const std::vector<std::string>& lines) {
  int n = 0;
  for (const auto& line : lines) {
    // ruleid: cpp-regex-in-loop
    std::regex number("^[0-9]+ ERROR");
    if (std::regex_search(line, number)) ++n;
  }
  for (int i = 0; i < n; ++i) {
    // ruleid: cpp-regex-in-loop
    if (std::regex_match(lines[i], std::regex("panic:.*"))) return i;
  }
  return n;
}

int count_right(const std::vector<std::string>& lines, const std::vector<std::string>& patterns) {
  // ok: cpp-regex-in-loop
  static const std::regex number("^[0-9]+ ERROR");
  int n = 0;
  for (const auto& line : lines) {
    if (std::regex_search(line, number)) ++n;
  }
  for (const auto& pattern : patterns) {
    // ok: cpp-regex-in-loop
    const std::regex compiled(pattern);
    n += matches(compiled);
  }
  return n;
}
