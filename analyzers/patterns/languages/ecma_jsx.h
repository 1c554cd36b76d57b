// JSX elements: `other` nodes of the tags jsx_element and jsx_self_closing_element, with the children name,
// attribute*, element*.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void jsx_element(Lowering& to, syntax::Node node, Role role);
void jsx_self_closing(Lowering& to, syntax::Node node, Role role);
// A string for one with a value, an identifier for one without; `{...x}` is a spread.
void jsx_attribute(Lowering& to, syntax::Node node, Role role);
void jsx_text(Lowering& to, syntax::Node node, Role role);

}  // namespace gate::patterns
