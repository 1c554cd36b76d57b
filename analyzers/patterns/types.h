// Types of expressions as far as a file alone tells them: declarations, literals, constructor calls, casts.
#pragma once

#include <string_view>

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// Whether the expression at `id` is known to be of `type`, as a pattern writes it ("String", "*http.Request",
// "java.util.List<$T>"). Blanks do not count; type arguments only where `type` has some; a qualified name and its last
// part are the same. A metavariable is any known type.
bool has_type(const Ast& ast, NodeId id, std::string_view type);

// The type of the expression at `id` as the file writes it, for a literal as Java calls it; empty: not known.
std::string_view known_type(const Ast& ast, NodeId id);

// The text of the type with which the name at `id` is declared in the nearest enclosing scope; empty: not known.
std::string_view declared_type(const Ast& ast, NodeId id);

}  // namespace gate::patterns
