// Patterns for text in no particular language: words, marks and indentation, with `...`, `$X` and `$...X`. The
// semantics are those that Semgrep documents for `languages: [generic]`
// (https://semgrep.dev/docs/writing-rules/generic-pattern-matching):
// - blanks only part words; a pattern matches whole words;
// - `...` skips up to ten lines (option generic_ellipsis_max_span) below the last word matched before it; two in a row
//   skip twice as far; `$...X` is a `...` that keeps what it skipped;
// - `$X` is one word, and the same word wherever it stands again;
// - what a pattern indents must be indented in the text; what it does not indent may be;
// - option generic_comment_style (c, cpp, shell) takes comments for blanks;
// - option generic_engine: aliengrep: other semantics, see alien.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/regex.h"
#include "gate/base/error.h"
#include "gate/base/json.h"

namespace gate::patterns {

// False for what is no text written by people, which rules of generic skip: binary data, and lines of more than 150
// bytes on average (of more than 500 bytes in all). Judged by the first 4,096 bytes.
bool written_by_people(std::string_view text);

// A text as a tree of words and marks: indented lines, and what stands between brackets on one line, are lists. Made
// once a text, shared by all patterns; reading is safe from any thread. The text must outlive it and all matches.
class GenericText {
 public:
  using Id = std::uint32_t;
  static constexpr Id kList = 256;        // symbol of a list; marks and other bytes are their own symbols, words follow
  static constexpr Id kNowhere = ~Id{0};  // symbol of a word that is not in the text

  // In pre-order, beginning with the root, a list. Lists are never empty, except the root.
  struct Node {
    Id symbol = kList;
    std::uint32_t start = 0;  // bytes [start, end) of the text; of lists: unused
    std::uint32_t end = 0;    // of lists: one past the last node below
    std::uint32_t line = 0;   // 0-based; of lists: of the first leaf
    Id parent = 0;            // the list that it stands in
  };

  explicit GenericText(std::string_view text, const Json& options);
  ~GenericText();
  GenericText(GenericText&&) noexcept;
  GenericText& operator=(GenericText&&) noexcept;

  std::string_view text() const { return text_; }
  std::span<const Node> nodes() const { return nodes_; }
  Id symbol_of(std::string_view word) const;
  // The nodes of that symbol, ascending.
  std::span<const Id> places(Id symbol) const;

 private:
  std::string_view text_;
  std::vector<Node> nodes_;
  struct Index;
  std::unique_ptr<Index> index_;
};

// A compiled pattern. Immutable: used from any number of threads.
class GenericPattern {
 public:
  enum class Kind : std::uint8_t { word, mark, metavariable, dots, list };
  // In pre-order, as the text's nodes.
  struct Node {
    Kind kind = Kind::word;
    std::string text;         // word, mark
    Variable variable = 0;    // metavariable; dots: kUnnamed for "..."
    std::uint32_t after = 0;  // one past the last node below
    bool free = true;         // whether what follows matches or not does not depend on earlier bindings
  };
  static constexpr Variable kUnnamed = 0xffff;

  // `variables` are the rule's names so far; new ones are added. Error (usage): a pattern without any word, mark or
  // ellipsis, `...` directly before `$...X`, or indentation of more than 100 levels; at its line within the pattern.
  static Expected<GenericPattern> read(std::string_view text, std::vector<std::string>& variables, const Json& options);

  // Matches in order of their beginnings; no two share their beginning or their end. Stops early when `budget` is
  // spent.
  std::vector<Match> find(const GenericText& text, Budget& budget) const;
  // The same for a text that no other pattern is sought in, such as what a metavariable stands for.
  std::vector<Match> find(std::string_view text, Budget& budget) const;

 private:
  std::vector<Match> find_expression(std::string_view text, Budget& budget) const;

  std::vector<Node> nodes_;
  // Of `generic_engine: aliengrep`, in place of the nodes (see alien.h).
  std::optional<Regex> expression_;
  std::vector<std::pair<Variable, std::uint32_t>> groups_;
  std::uint32_t span_ = 10;
  Json options_;
};

}  // namespace gate::patterns
