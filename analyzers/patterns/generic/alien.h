// Patterns under the option `generic_engine: aliengrep`
// (https://semgrep.dev/docs/writing-rules/generic-pattern-matching): no indentation, brackets match as pairs, ellipses
// reach as far as need be. Such a pattern becomes one regular expression.
// Options: generic_multiline (true) makes line breaks blanks, else `....` and `$....X` alone cross them;
// generic_caseless; generic_extra_word_characters; generic_braces, generic_extra_braces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/patterns/match.h"
#include "gate/base/json.h"

namespace gate::patterns::generic {

struct AlienExpression {
  std::string text;                                        // PCRE2 syntax
  std::vector<std::pair<Variable, std::uint32_t>> groups;  // which group each variable is bound by
};

// `variables` are the rule's names so far; new ones are added.
AlienExpression alien_expression(std::string_view pattern, std::vector<std::string>& variables, const Json& options);

}  // namespace gate::patterns::generic
