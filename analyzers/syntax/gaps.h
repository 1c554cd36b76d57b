// Legal code that the grammars here cannot read, told from broken code by rewriting it.
#pragma once

#include <string>
#include <string_view>

#include "gate/syntax/tree.h"

namespace gate::syntax_check {

// `text` with every construct that the language has and the grammar lacks replaced by one that the grammar reads, byte
// for byte at the same places. Equal to `text` where there is none. Where the rewritten text parses and the original
// does not, the fault is the grammar's.
std::string rewrite_gaps(syntax::Language language, std::string_view text);

}  // namespace gate::syntax_check
