#include "gate/history/changed_lines.h"

#include <algorithm>
#include <cstring>

namespace gate::history {
namespace {

// The offset after `lines` more lines from `at`; the text's size when there are fewer.
std::size_t skip_lines(std::string_view text, std::size_t at, std::uint64_t lines) {
  constexpr std::size_t kBlock = 256;
  while (lines > 0 && text.size() - at >= kBlock) {
    const auto found = static_cast<std::uint64_t>(std::count(text.data() + at, text.data() + at + kBlock, '\n'));
    if (found >= lines) break;
    lines -= found;
    at += kBlock;
  }
  for (; lines > 0 && at < text.size(); --lines) {
    const void* end = std::memchr(text.data() + at, '\n', text.size() - at);
    at = end == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1;
  }
  return at;
}

struct Cursor {
  std::string_view text;
  std::size_t at = 0;
  std::uint64_t line = 1;  // that begins at `at`

  // The lines before `first`; how many bytes they are.
  std::size_t go_to(std::uint64_t first) {
    const std::size_t from = at;
    if (first > line) {
      at = skip_lines(text, at, first - line);
      line = first;
    }
    return at - from;
  }

  std::string_view take(std::uint64_t lines) {
    const std::size_t from = at;
    at = skip_lines(text, at, lines);
    line += lines;
    return text.substr(from, at - from);
  }
};

// Where a side has no lines, its start is the line before the place.
std::uint64_t first_line(std::uint32_t start, std::uint32_t lines) { return std::uint64_t{start} + (lines == 0); }

}  // namespace

ChangedLines changed_lines(std::string_view before, std::string_view after, std::span<const Hunk> hunks) {
  ChangedLines changed;
  Cursor old{before}, fresh{after};
  for (const Hunk& hunk : hunks) {
    const std::uint64_t old_first = first_line(hunk.old_start, hunk.old_lines);
    const std::uint64_t new_first = first_line(hunk.new_start, hunk.new_lines);
    const bool in_step = old_first - old.line == new_first - fresh.line;
    const std::size_t bytes = old.go_to(old_first);
    if (in_step && old_first >= old.line && bytes <= after.size() - fresh.at) {
      fresh.at += bytes;  // what lies between two hunks is the same on both sides
      fresh.line = std::max(fresh.line, new_first);
    } else {
      fresh.go_to(new_first);
    }
    if (auto block = old.take(hunk.old_lines); !block.empty()) changed.removed.push_back(block);
    if (auto block = fresh.take(hunk.new_lines); !block.empty()) changed.added.push_back(block);
  }
  return changed;
}

}  // namespace gate::history
