// Macros of C and C++: what they stand for is not in the text.
#pragma once

#include <string>
#include <string_view>

#include "gate/syntax/tree.h"

namespace gate::syntax_check {

bool has_macros(syntax::Language language);

// A name that people give to macros only: two letters at least, no lower-case one.
bool is_macro_name(std::string_view word);

// `text` with macros that stand where no expression can (attributes, whole declarations, loop headers) blanked out, and
// with only the first branch kept of conditionals; byte for byte at the same places.
std::string blank_macros(std::string_view text);

// The word that ends before byte `at`, or that stands before the parentheses that end there, where it begins its
// statement: what the name of a macro that needs no ';' would be. Empty where the word is part of an expression.
std::string_view statement_name(std::string_view text, std::size_t at);

// Every other use of `name`, which is a part of `text`, has a ';' behind it, and there is one.
bool always_ended(std::string_view text, std::string_view name);

}  // namespace gate::syntax_check
