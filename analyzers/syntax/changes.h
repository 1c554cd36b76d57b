// The change of one file, token by token.
#pragma once

#include <string_view>
#include <vector>

#include "analyzers/syntax/problem.h"
#include "gate/analyzer.h"

namespace gate::syntax_check {

// A run of tokens that the change replaced, inserted (before is empty) or dropped (after is empty).
struct Gap {
  Span before;
  Span after;                 // start == end where tokens were dropped: the place in the new text that they belong to
  std::uint32_t dropped = 0;  // tokens of the run before ...
  std::uint32_t added = 0;    // ... and after
};

// Words (letters, digits, '_', '$', bytes above 127) and single punctuation characters; white space only parts them.
std::vector<Span> split_tokens(std::string_view text, Span part);

// All gaps in text order. Needs view.before; a run of lines too long to be compared token by token is one gap.
std::vector<Gap> find_gaps(const FileView& after);

// 0-based rows of the new text, both ends included.
struct RowRange {
  std::uint32_t first = 0, last = 0;
};

// The rows that the change put in, and those beside a place where it took rows out; ascending. Needs view.before.
std::vector<RowRange> touched_rows(const FileView& after);

// Maps 0-based rows of the new text to the old.
class RowMap {
 public:
  explicit RowMap(const FileView& after);
  // The row before the change; -1 when the change added the row.
  std::int64_t before(std::uint32_t row) const;

 private:
  struct Piece {
    std::uint32_t after_start, before_start;  // first unchanged row of the piece
    std::uint32_t rows;
  };
  std::vector<Piece> pieces_;
};

}  // namespace gate::syntax_check
