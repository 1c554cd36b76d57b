// A rule's message with the code that its metavariables stand for.
#pragma once

#include <string>

#include "analyzers/patterns/rule.h"

namespace gate::patterns {

// `$X` becomes the text that it is bound to, at most 150 bytes of its first line; an unbound one stays as it is.
std::string render_message(std::string_view text, const Rule& rule, const Bindings& bindings);

}  // namespace gate::patterns
