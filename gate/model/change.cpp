#include "gate/model/change.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate {
namespace {

// One side of a hunk as a half-open range of lines.
struct Span {
  std::uint64_t first, end;
};

Span span(std::uint32_t start, std::uint32_t lines) {
  std::uint64_t first = lines == 0 ? std::uint64_t{start} + 1 : start;
  return {first, first + lines};
}

Span old_span(const Hunk& hunk) { return span(hunk.old_start, hunk.old_lines); }
Span new_span(const Hunk& hunk) { return span(hunk.new_start, hunk.new_lines); }

template <class SpanOf>
std::vector<LineRange> ranges(const std::vector<Hunk>& hunks, SpanOf span_of) {
  std::vector<LineRange> out;
  for (const Hunk& hunk : hunks) {
    Span lines = span_of(hunk);
    if (lines.first == lines.end) continue;
    auto first = static_cast<std::uint32_t>(lines.first), last = static_cast<std::uint32_t>(lines.end - 1);
    if (!out.empty() && std::uint64_t{out.back().last} + 1 >= first) {
      out.back().last = std::max(out.back().last, last);
    } else {
      out.push_back({first, last});
    }
  }
  return out;
}

// Where a line of one side lies on the other: moved by what the last hunk before it added or removed.
template <class From, class To>
std::uint32_t map_line(const std::vector<Hunk>& hunks, std::uint32_t line, From from, To to) {
  auto after = std::partition_point(hunks.begin(), hunks.end(), [&](const Hunk& h) { return from(h).first <= line; });
  if (after == hunks.begin()) return line;
  const Hunk& hunk = *(after - 1);
  if (line < from(hunk).end) return 0;
  return static_cast<std::uint32_t>(line - from(hunk).end + to(hunk).end);
}

bool is_key(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// The lines of the last paragraph; none when it is also the first one, the subject.
std::vector<std::string_view> last_paragraph(std::string_view message) {
  std::vector<std::string_view> lines = split_lines(message);
  auto blank = [](std::string_view line) { return trim(line).empty(); };
  while (!lines.empty() && blank(lines.back())) lines.pop_back();
  auto gap = std::find_if(lines.rbegin(), lines.rend(), blank);
  if (gap == lines.rend() || std::all_of(gap, lines.rend(), blank)) return {};
  return {gap.base(), lines.end()};
}

}  // namespace

std::vector<LineRange> ChangedFile::added_ranges() const { return ranges(hunks, new_span); }
std::vector<LineRange> ChangedFile::removed_ranges() const { return ranges(hunks, old_span); }

std::uint64_t ChangedFile::added_lines() const {
  std::uint64_t sum = 0;
  for (const Hunk& hunk : hunks) sum += hunk.new_lines;
  return sum;
}

std::uint64_t ChangedFile::removed_lines() const {
  std::uint64_t sum = 0;
  for (const Hunk& hunk : hunks) sum += hunk.old_lines;
  return sum;
}

std::uint32_t ChangedFile::line_after(std::uint32_t line) const { return map_line(hunks, line, old_span, new_span); }
std::uint32_t ChangedFile::line_before(std::uint32_t line) const { return map_line(hunks, line, new_span, old_span); }

std::vector<std::string> Commit::trailers(std::string_view key) const {
  std::vector<std::string> values;
  bool ours = false;  // the trailer that a continuation line would continue is one that was asked for
  for (std::string_view line : last_paragraph(message)) {
    if (line.starts_with(' ') || line.starts_with('\t')) {
      if (ours) values.back().append(" ").append(trim(line));
      continue;
    }
    std::size_t colon = line.find(':');
    std::string_view name = trim(line.substr(0, colon));
    ours = colon != std::string_view::npos && is_key(name) && lower(name) == lower(key);
    if (ours) values.emplace_back(trim(line.substr(colon + 1)));
  }
  return values;
}

}  // namespace gate
