// JSX elements: `other` nodes of the tag jsx_element, self-closing or not, with the children name, attribute*,
// element*.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void jsx_element(Lowering& to, syntax::Node node, Role role);
void jsx_self_closing(Lowering& to, syntax::Node node, Role role);
// A string for one with a value, an identifier for one without; `{...x}` is a spread.
void jsx_attribute(Lowering& to, syntax::Node node, Role role);
void jsx_text(Lowering& to, syntax::Node node, Role role);

}  // namespace gate::patterns
