// What the indentation says about braces: which block its author thinks is open.
#pragma once

#include <optional>

#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// Where a brace is missing by the indentation of the lines that begin with '}': the end of the last token before it.
// nullopt where layout and braces agree. Looks at every token of the tree.
struct LayoutHint {
  std::optional<std::uint32_t> closer;  // for a missing '}'
  std::optional<std::uint32_t> opener;  // for a missing '{'
};
LayoutHint layout_hint(const syntax::Tree& tree);

// Openers minus closers, by the tokens of the tree: brackets in strings and comments do not count.
struct Balance {
  int round = 0, square = 0, curly = 0;
  int of(char bracket) const;
};
Balance bracket_balance(const syntax::Tree& tree);

}  // namespace gate::syntax_check
