// How sure a problem is: legal code that a grammar cannot read must not block.
#pragma once

#include <span>
#include <string_view>

#include "analyzers/syntax/trials.h"

namespace gate::syntax_check {

// Tokens worth inserting where a parser stumbles, the likeliest first.
std::span<const std::string_view> insertable(syntax::Language language);

// What the change did at `span` of `text`, the text after it, was to put it in place of `was`; `tree` is the broken
// tree, and `trial` took it back, which mended it.
Confidence trust_change(const syntax::Tree& tree, const Trial& trial, std::string_view text, Span span,
                        std::string_view was, bool was_clean);

// `trial` mended `tree` by a token put in at, or taken out of, `span`; `clean` when nothing is left to mend.
Confidence trust_guess(const Trial& trial, const syntax::Tree& tree, Span span, bool clean);

// The line of byte `at` is not meant for a parser of the language: a template with placeholders, or (in a file without
// a version before) prose.
bool is_foreign(syntax::Language language, std::string_view text, std::size_t at, bool changed);

// Nothing small mends `tree`.
Confidence trust_unexplained(const syntax::Tree& tree);

}  // namespace gate::syntax_check
