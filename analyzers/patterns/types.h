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

// The node of the type with which the name at `id` is declared in the nearest enclosing scope; kNone: not known.
NodeId declared_type(const Ast& ast, NodeId id);

// The node of the type that the file writes for the expression at `id`; kNone: none is written.
NodeId written_type(const Ast& ast, NodeId id);

}  // namespace gate::patterns
