#include "gate/history/indentation.h"

#include <algorithm>
#include <limits>

namespace gate::history {
namespace {

constexpr std::size_t kSample = 64u << 10;
constexpr std::uint32_t kEnough = 24;  // lines that agree
constexpr std::uint32_t kDeepest = 255;

std::string_view next_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

// Where the text of a line begins; its size when it is blank.
std::size_t text_start(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && (line[at] == ' ' || (line[at] >= '\t' && line[at] <= '\r'))) ++at;
  return at;
}

double mean(std::uint64_t sum, std::uint64_t count) {
  return count == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(count);
}

std::uint32_t limited(std::uint64_t count) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

std::uint32_t indentation_step(std::string_view text) {
  text = text.substr(0, kSample);
  std::uint32_t twos = 0, fours = 0, eights = 0;
  std::size_t last = 0;
  while (!text.empty() && std::max({twos, fours, eights}) < kEnough) {
    const auto line = next_line(text);
    const std::size_t start = text_start(line);
    if (start == line.size()) continue;
    if (start > 0 && line.substr(0, start).contains('\t')) continue;  // tabs are levels of their own
    const std::size_t deeper = start > last ? start - last : 0;
    twos += deeper == 2, fours += deeper == 4, eights += deeper == 8;
    last = start;
  }
  if (twos == 0 && fours == 0 && eights == 0) return 4;
  return twos >= fours && twos >= eights ? 2 : fours >= eights ? 4 : 8;
}

std::uint32_t indentation_levels(std::string_view line, std::uint32_t step) {
  std::uint32_t levels = 0, spaces = 0;
  for (const char c : line) {
    if (c == '\t') {
      ++levels;
      spaces = 0;  // they only filled up to the tab
    } else if (c == ' ') {
      if (++spaces == step) {
        ++levels;
        spaces = 0;
      }
    } else {
      break;
    }
    if (levels >= kDeepest) return kDeepest;
  }
  return levels;
}

void IndentationMeter::measure(std::string_view lines, std::uint32_t step, Side& side) {
  while (!lines.empty()) {
    const auto line = next_line(lines);
    if (text_start(line) == line.size()) continue;
    const std::uint32_t levels = indentation_levels(line, step);
    ++side.lines;
    side.levels += levels;
    side.deepest = std::max(side.deepest, levels);
  }
}

Indentation IndentationMeter::result() const {
  return {mean(added_.levels, added_.lines), mean(removed_.levels, removed_.lines), static_cast<double>(added_.deepest),
          limited(added_.lines), limited(removed_.lines)};
}

}  // namespace gate::history
