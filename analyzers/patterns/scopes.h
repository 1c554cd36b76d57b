// Which variable a name means: names that are declared apart are different, however they are spelled.
#pragma once

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// Finds for every identifier that is a variable of the file where it is declared: by a parameter, a definition, a loop,
// a handler or, in languages that declare by assigning, its first assignment in the function. Sets Ast::variable; names
// that are declared nowhere keep none. A function sees what is declared around it; blocks hide what they define in the
// languages that define.
void resolve_variables(Ast& ast);

}  // namespace gate::patterns
