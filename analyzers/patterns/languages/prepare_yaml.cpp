#include <vector>

#include "analyzers/patterns/languages/prepare.h"

namespace gate::patterns {
namespace {

struct Line {
  std::string text;
  std::size_t first = 0;    // column of the first character that is no space
  std::size_t content = 0;  // column of what stands behind "- "
  bool dash = false;
  bool blank = false;
  bool literal = false;   // of a block scalar's text
  bool ellipsis = false;  // "..." and nothing else, but for dashes
};

Line read_line(std::string text) {
  Line line;
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
  line.first = text.find_first_not_of(' ');
  line.blank = line.first == std::string::npos;
  if (!line.blank) {
    std::size_t at = line.first;
    while (at + 1 < text.size() && text[at] == '-' && text[at + 1] == ' ') {
      line.dash = true;
      at = text.find_first_not_of(' ', at + 1);
    }
    line.dash = line.dash || text.substr(at) == "-";
    line.content = at;
    line.ellipsis = std::string_view(text).substr(at) == "...";
  }
  line.text = std::move(text);
  return line;
}

// Whether a block scalar begins at the line's end: "key: |", "- >-".
bool opens_literal(const Line& line) {
  const std::size_t last = line.text.find_last_not_of("+-0123456789");
  return last != std::string::npos && (line.text[last] == '|' || line.text[last] == '>') && last > 0 &&
         line.text[last - 1] == ' ';
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t literal = std::string::npos;  // column of the line that opened a block scalar
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    Line line = read_line(std::string(text.substr(from, end - from)));
    if (!line.blank && literal != std::string::npos && line.first <= literal) literal = std::string::npos;
    line.literal = literal != std::string::npos;
    if (!line.literal && !line.blank && opens_literal(line)) literal = line.first;
    lines.push_back(std::move(line));
    from = end + 1;
  }
  return lines;
}

enum class Beside { nothing, item, entry };

// What stands in the same column, above or below.
Beside beside(const std::vector<Line>& lines, std::size_t at, int step) {
  const std::size_t column = lines[at].first;
  for (std::size_t n = at + static_cast<std::size_t>(step); n < lines.size(); n += static_cast<std::size_t>(step)) {
    const Line& line = lines[n];
    if (line.blank || line.literal) continue;
    if (line.first < column) return step < 0 && line.dash && line.content == column ? Beside::entry : Beside::nothing;
    if (line.first > column) continue;
    if (line.dash) return Beside::item;
    if (!line.ellipsis) return Beside::entry;
  }
  return Beside::nothing;
}

const Line* next_line(const std::vector<Line>& lines, std::size_t at) {
  for (std::size_t n = at + 1; n < lines.size(); ++n)
    if (!lines[n].blank) return &lines[n];
  return nullptr;
}

std::string rewritten(const std::vector<Line>& lines, std::size_t at) {
  const Line& line = lines[at];
  const std::string indent = line.text.substr(0, line.content);
  if (line.dash) {  // "- ...": the first entry or item of what the next line goes on with?
    const Line* next = next_line(lines, at);
    if (!next || next->first != line.content) return line.text;
    return indent + (next->dash ? "- ..." : "...: gdummy");
  }
  Beside found = beside(lines, at, -1);
  if (found == Beside::nothing) found = beside(lines, at, 1);
  switch (found) {
    case Beside::item: return indent + "- ...";
    case Beside::entry: return indent + "...: gdummy";
    case Beside::nothing: break;
  }
  return line.text;
}

// "=~/\d/" in double quotes has no valid escapes: it is put in single ones.
std::string requoted(std::string line) {
  const std::size_t start = line.find("\"=~/");
  const std::size_t end = line.rfind('"');
  if (start == std::string::npos || end <= start || line.find('\'', start) != std::string::npos) return line;
  line[start] = line[end] = '\'';
  std::string out;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '\\') ++at;
    out += line[at];
  }
  return out;
}

}  // namespace

std::string prepare_yaml(std::string_view pattern) {
  const std::vector<Line> lines = read_lines(pattern);
  std::string out;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (n > 0) out += '\n';
    const bool own = lines[n].ellipsis && !lines[n].literal;
    out += own ? rewritten(lines, n) : requoted(lines[n].text);
  }
  return out;
}

}  // namespace gate::patterns
