// What expressions always hold: strings and numbers propagated through names that are given a value once, or last given
// one before the use in a block around it.
#pragma once

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// Sets Ast::constant for names, concatenations and templates whose value is known.
void propagate_constants(Ast& ast);

}  // namespace gate::patterns
