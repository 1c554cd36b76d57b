#include "analyzers/syntax/changes.h"

#include <algorithm>
#include <cctype>
#include <limits>

#include "gate/base/text.h"

namespace gate::syntax_check {
namespace {

constexpr std::size_t kMostCells = 1u << 20;  // of the table that compares two runs of tokens

// 0-based half-open rows of both sides that replace each other.
struct RowHunk {
  std::uint32_t before_start, before_end, after_start, after_end;
};

std::vector<RowHunk> row_hunks(const std::vector<LineRange>& removed, const std::vector<LineRange>& added) {
  std::vector<RowHunk> hunks;
  std::uint32_t before = 1, after = 1;
  constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t r = 0, a = 0; r < removed.size() || a < added.size();) {
    const std::uint32_t to_removed = r < removed.size() ? removed[r].first - before : kNone;
    const std::uint32_t to_added = a < added.size() ? added[a].first - after : kNone;
    const std::uint32_t same = std::min(to_removed, to_added);
    RowHunk hunk{before + same - 1, before + same - 1, after + same - 1, after + same - 1};
    if (to_removed == same) hunk.before_end = removed[r++].last;
    if (to_added == same) hunk.after_end = added[a++].last;
    before = hunk.before_end + 1;
    after = hunk.after_end + 1;
    hunks.push_back(hunk);
  }
  return hunks;
}

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

std::uint32_t start_of(const std::vector<std::uint32_t>& starts, std::uint32_t row, std::string_view text) {
  return row < starts.size() ? starts[row] : static_cast<std::uint32_t>(text.size());
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) || c == '_' || c == '$' || byte >= 0x80;
}

std::string_view slice(std::string_view text, Span span) { return text.substr(span.start, span.end - span.start); }

// Compares two token runs and appends the gaps between them.
class Comparison {
 public:
  Comparison(std::string_view before, std::string_view after, std::vector<Gap>& gaps)
      : before_(before), after_(after), gaps_(gaps) {}

  void run(Span before_part, Span after_part) {
    b_ = split_tokens(before_, before_part);
    a_ = split_tokens(after_, after_part);
    std::size_t head = 0, b_end = b_.size(), a_end = a_.size();
    while (head < b_end && head < a_end && same(head, head)) ++head;
    while (b_end > head && a_end > head && same(b_end - 1, a_end - 1)) --b_end, --a_end;
    part_ = after_part;
    if ((b_end - head) * (a_end - head) > kMostCells) return add(head, b_end, head, a_end);
    align(head, b_end, head, a_end);
  }

 private:
  bool same(std::size_t b, std::size_t a) const { return slice(before_, b_[b]) == slice(after_, a_[a]); }

  // Longest common subsequence by the textbook table; the runs are short.
  void align(std::size_t b0, std::size_t b1, std::size_t a0, std::size_t a1) {
    const std::size_t width = a1 - a0 + 1;
    std::vector<std::uint32_t> longest((b1 - b0 + 1) * width, 0);
    for (std::size_t b = b1; b-- > b0;)
      for (std::size_t a = a1; a-- > a0;) {
        auto& cell = longest[(b - b0) * width + (a - a0)];
        const std::size_t down = (b - b0 + 1) * width + (a - a0);
        cell = same(b, a) ? longest[down + 1] + 1 : std::max(longest[down], longest[(b - b0) * width + (a - a0) + 1]);
      }
    std::size_t b = b0, a = a0, gap_b = b0, gap_a = a0;
    while (b < b1 && a < a1) {
      if (same(b, a)) {
        add(gap_b, b, gap_a, a);
        gap_b = ++b, gap_a = ++a;
      } else if (longest[(b - b0 + 1) * width + (a - a0)] >= longest[(b - b0) * width + (a - a0) + 1]) {
        ++b;
      } else {
        ++a;
      }
    }
    add(gap_b, b1, gap_a, a1);
  }

  void add(std::size_t b0, std::size_t b1, std::size_t a0, std::size_t a1) {
    if (b0 == b1 && a0 == a1) return;
    Gap gap;
    gap.dropped = static_cast<std::uint32_t>(b1 - b0);
    gap.added = static_cast<std::uint32_t>(a1 - a0);
    if (b0 < b1) gap.before = {b_[b0].start, b_[b1 - 1].end};
    if (a0 < a1)
      gap.after = {a_[a0].start, a_[a1 - 1].end};
    else
      gap.after.start = gap.after.end = place(b0, b1, a0);
    gaps_.push_back(gap);
  }

  std::uint32_t next_token(std::uint32_t at) const {
    while (at < after_.size() && std::isspace(static_cast<unsigned char>(after_[at]))) ++at;
    return at;
  }
  std::uint32_t previous_end(std::uint32_t at) const {
    while (at > 0 && std::isspace(static_cast<unsigned char>(after_[at - 1]))) --at;
    return at;
  }

  // Where tokens [b0, b1) of the old text belong in the new one, before token a0: beside the neighbour that they
  // touched, else on the line that they stood on, else at the end of what stands before.
  std::uint32_t place(std::size_t b0, std::size_t b1, std::size_t a0) const {
    const std::uint32_t anchor = a0 < a_.size() ? a_[a0].start : (a0 > 0 ? a_[a0 - 1].end : part_.start);
    const std::uint32_t next = next_token(anchor);
    const std::uint32_t previous = previous_end(a0 < a_.size() ? anchor : std::min(anchor, next));
    const std::uint32_t from = b_[b0].start, to = b_[b1 - 1].end;
    const auto white = [&](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    if (from > 0 && !white(before_[from - 1])) return previous;
    if (to < before_.size() && !white(before_[to])) return next;
    std::uint32_t left = from, right = to;
    while (left > 0 && white(before_[left - 1]) && before_[left - 1] != '\n') --left;
    if (left > 0 && before_[left - 1] != '\n') return previous;
    while (right < before_.size() && white(before_[right]) && before_[right] != '\n') ++right;
    if (right < before_.size() && before_[right] != '\n') return next;
    return blank_line(previous, next, from - left);
  }

  // The tokens had a line to themselves: it may still be there, empty.
  std::uint32_t blank_line(std::uint32_t previous, std::uint32_t next, std::uint32_t indent) const {
    const std::size_t first = after_.substr(0, next).find('\n', previous);
    if (first == after_.npos || first + 1 < part_.start) return previous;
    const std::size_t second = after_.substr(0, next).find('\n', first + 1);
    if (second == after_.npos) return previous;
    return static_cast<std::uint32_t>(std::min(first + 1 + indent, second));
  }

  std::string_view before_, after_;
  std::vector<Gap>& gaps_;
  std::vector<Span> b_, a_;
  Span part_;
};

}  // namespace

std::vector<Span> split_tokens(std::string_view text, Span part) {
  std::vector<Span> tokens;
  for (std::uint32_t at = part.start; at < part.end;) {
    const std::uint32_t start = at++;
    if (std::isspace(static_cast<unsigned char>(text[start]))) continue;
    if (is_word(text[start]))
      while (at < part.end && is_word(text[at])) ++at;
    tokens.push_back({start, at});
  }
  return tokens;
}

std::vector<Gap> find_gaps(const FileView& after) {
  std::vector<Gap> gaps;
  const FileView& before = *after.before;
  const auto before_starts = line_starts(before.text), after_starts = line_starts(after.text);
  Comparison comparison(before.text, after.text, gaps);
  for (const RowHunk& hunk : row_hunks(before.changed, after.changed))
    comparison.run(
        {start_of(before_starts, hunk.before_start, before.text),
         start_of(before_starts, hunk.before_end, before.text)},
        {start_of(after_starts, hunk.after_start, after.text), start_of(after_starts, hunk.after_end, after.text)});
  return gaps;
}

std::vector<RowRange> touched_rows(const FileView& after) {
  std::vector<RowRange> rows;
  for (const RowHunk& hunk : row_hunks(after.before->changed, after.changed)) {
    const std::uint32_t first = hunk.after_start > 0 ? hunk.after_start - 1 : 0;
    if (!rows.empty() && rows.back().last >= first)
      rows.back().last = hunk.after_end;
    else
      rows.push_back({first, hunk.after_end});
  }
  return rows;
}

RowMap::RowMap(const FileView& after) {
  Piece piece{0, 0, 0};
  for (const RowHunk& hunk : row_hunks(after.before->changed, after.changed)) {
    piece.rows = hunk.after_start - piece.after_start;
    pieces_.push_back(piece);
    piece = {hunk.after_end, hunk.before_end, 0};
  }
  piece.rows = std::numeric_limits<std::uint32_t>::max() - piece.after_start;
  pieces_.push_back(piece);
}

std::int64_t RowMap::before(std::uint32_t row) const {
  auto next = std::ranges::upper_bound(pieces_, row, {}, &Piece::after_start);
  if (next == pieces_.begin()) return -1;
  const Piece& piece = *--next;
  return row - piece.after_start < piece.rows ? static_cast<std::int64_t>(row - piece.after_start) + piece.before_start
                                              : -1;
}

}  // namespace gate::syntax_check
