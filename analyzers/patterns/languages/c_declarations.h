// Declarations of C and C++: declarators are unwrapped, so that `char *x[3]` is a definition of x of type char*[3].
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// Declarations of variables, prototypes, fields: a node for each declarator.
void make_c_declaration(Lowering& lowering, syntax::Node node, Role role);
void make_c_function(Lowering& lowering, syntax::Node node, Role role);
void make_c_parameter(Lowering& lowering, syntax::Node node, Role role);
// A type with its pointers, as in casts.
void make_c_type(Lowering& lowering, syntax::Node node, Role role);
// struct, union, class with a body; without one it is a type's name.
void make_c_class(Lowering& lowering, syntax::Node node, Role role);
void make_cpp_namespace(Lowering& lowering, syntax::Node node, Role role);
void make_cpp_lambda(Lowering& lowering, syntax::Node node, Role role);
void make_cpp_range_loop(Lowering& lowering, syntax::Node node, Role role);

// The loop's or branch's body: a block, whatever it is written as.
void lower_c_body(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
