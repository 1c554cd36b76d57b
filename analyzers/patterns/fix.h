// What a rule's `fix` or `fix-regex` makes of a match.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// `$X` and `$...X` replaced by the texts that they are bound to, and `value($X)` by the constant that $X is known to
// be; what is not bound stays as it is.
// `longest`: of each such text, only as many bytes of its first line (for messages).
std::string interpolate(std::string_view text, const Rule& rule, const Bindings& bindings,
                        std::optional<std::size_t> longest = std::nullopt);

// Bytes [start, end) of a file become `text`.
struct TextEdit {
  std::uint32_t start = 0, end = 0;
  std::string text;
};

// The edit that the rule suggests for a match in `file_text`, while the match's tree is there; nullopt: the rule has no
// fix, or its expression is none.
std::optional<TextEdit> render_fix(const Rule& rule, const Match& match, std::string_view file_text, Budget& budget);

// All edits at once. Of edits that overlap the one that begins first counts, of those at the same place the first.
std::string apply_edits(std::string_view text, std::vector<TextEdit> edits);

}  // namespace gate::patterns
