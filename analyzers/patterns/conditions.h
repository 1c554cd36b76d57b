// What metavariables must fulfil, but for metavariable-pattern (formula.cpp).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analyzers/patterns/comparison.h"
#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// metavariable-regex: whether the expression fits from the start of the binding's text (of a string literal with its
// quotes, unless the metavariable stands within them). nullopt: it does not; else what its groups bind, for each match.
std::optional<std::vector<Bindings>> check_regex(const Condition& condition, const Bindings& bindings, const Rule& rule,
                                                 Budget& budget);

// metavariable-comparison. False also where the expression has no value or none that is true or false.
bool check_comparison(const Condition& condition, const Comparison& comparison, const Bindings& bindings,
                      const Rule& rule, Budget& budget);

// metavariable-analysis, of the contents of a string literal or the text of other code.
bool check_analysis(const Condition& condition, const Bindings& bindings, Budget& budget);

// metavariable-type: whether the binding's declared or evident type is one of condition.types.
bool check_type(const Condition& condition, const Bindings& bindings, Budget& budget);

// The contents of a string literal without interpolation, also where text alone is bound; nullopt: no such.
std::optional<std::string_view> string_contents(const Binding& binding);

// Whether a text looks like a secret: more than 64 bits of information, and more than 0.6 of what random bytes hold,
// against what English text lets expect.
bool high_entropy(std::string_view text);

// Whether a regular expression can take exponential time: a repeated group that itself repeats something, and after
// it what can fail (https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS).
bool slow_regex(std::string_view expression);

}  // namespace gate::patterns
