// Conditional compilation: `#if` blocks of C, C++ and C#.
#pragma once

#include <string>

#include "gate/syntax/tree.h"

namespace gate::syntax_check {

bool has_conditionals(syntax::Language language);

// Blanks all but the first branch of every conditional (the second of `#if 0`) and the conditional's own lines, byte
// for byte at the same places: what one compiler would see, where the branches together are no program.
void keep_first_branches(std::string& text);

}  // namespace gate::syntax_check
