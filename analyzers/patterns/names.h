// What names stand for: imports and their aliases.
#pragma once

#include <optional>
#include <string>

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// Gives every use of an imported name its alias (Ast::alias): `np` of `import numpy as np` is `numpy`; `c` of `from a
// import b as c` is `a.b`; `x` of `const x = require('m')` is `m`. A parameter or definition of the same name in an
// enclosing function hides the import.
void resolve_imports(Ast& ast);

// "a.b" for a chain of plain names; nullopt for anything else.
std::optional<std::string> dotted_name(const Ast& ast, NodeId id);
// The whole name of what an import brings in: module and name.
std::optional<std::string> dotted_import(const Ast& ast, NodeId import);

// Whether the pattern's chain `a.b.c` may be meant by the plain name `c` at `t`, where `import a.b.*` stands.
bool is_wildcard_import(const Ast& pattern, NodeId p, const Ast& target, NodeId t);

}  // namespace gate::patterns
