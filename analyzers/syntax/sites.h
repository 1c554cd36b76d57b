// Where a tree says that its text is not in the language.
#pragma once

#include <vector>

#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// An error node, or a token that the parser made up (then start == end).
struct Site {
  syntax::Node node;
  std::uint32_t start = 0, end = 0;
  std::uint32_t row = 0;  // 0-based, of the start
  bool missing = false;
};

// The outermost errors of the tree in text order, at most `most` of them. Walks only into nodes that have errors.
std::vector<Site> find_sites(const syntax::Tree& tree, std::size_t most = 400);

// Identity of a site's text for comparing two versions of a file.
std::uint64_t site_hash(const syntax::Tree& tree, const Site& site);

}  // namespace gate::syntax_check
