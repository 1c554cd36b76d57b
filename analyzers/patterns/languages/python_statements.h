// Python's statements and definitions, for its table: each lowers one construct of the grammar.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns::python {

// `a.b.c` in imports and match patterns: a chain of Kind::dot.
void dotted_name(Lowering& l, syntax::Node node, Role role);

// elif chains become if_ in role `otherwise`.
void if_statement(Lowering& l, syntax::Node node, Role role);
void try_statement(Lowering& l, syntax::Node node, Role role);
// Several items: a `with` within the former's body each.
void with_statement(Lowering& l, syntax::Node node, Role role);
void match_statement(Lowering& l, syntax::Node node, Role role);
void case_pattern(Lowering& l, syntax::Node node, Role role);
void class_pattern(Lowering& l, syntax::Node node, Role role);
void delete_statement(Lowering& l, syntax::Node node, Role role);
// Python 2's `print x` and `exec x`: calls.
void print_statement(Lowering& l, syntax::Node node, Role role);
// `import`, `from ... import`: one node for each imported thing.
void import_statement(Lowering& l, syntax::Node node, Role role);
// A function or class, decorated or not.
void definition(Lowering& l, syntax::Node node, Role role);
void decorator(Lowering& l, syntax::Node node, Role role);
// Of functions and lambdas.
void parameters(Lowering& l, syntax::Node node, Role role);

}  // namespace gate::patterns::python
