// Go's definitions: imports, variables, functions, types.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// `import x "a/b"`, `import . "a/b"`, from the word `import` on, which may stand lines before. The `...` of a pattern's
// import list seems to be the name of the next; it says nothing, since any import may stand among others.
void make_go_import(Lowering& lowering, syntax::Node node, Role role);
void make_go_var(Lowering& lowering, syntax::Node node, Role role);
void make_go_const(Lowering& lowering, syntax::Node node, Role role);
// Functions, methods, methods of interfaces.
void make_go_function(Lowering& lowering, syntax::Node node, Role role);
void make_go_lambda(Lowering& lowering, syntax::Node node, Role role);
void make_go_function_type(Lowering& lowering, syntax::Node node, Role role);
void make_go_parameter(Lowering& lowering, syntax::Node node, Role role);
void make_go_variadic(Lowering& lowering, syntax::Node node, Role role);
void make_go_field(Lowering& lowering, syntax::Node node, Role role);
// `type T struct { ... }` and interfaces are classes.
void make_go_type_specification(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
