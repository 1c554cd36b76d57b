// Rust's items: functions, types, implementations, modules, `use`.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void make_rust_function(Lowering& lowering, syntax::Node node, Role role);
void make_rust_parameter(Lowering& lowering, syntax::Node node, Role role);
// struct, enum, union, trait, impl, mod.
void make_rust_type(Lowering& lowering, syntax::Node node, Role role);
void make_rust_constant(Lowering& lowering, syntax::Node node, Role role);
// An import for each thing that is named.
void make_rust_use(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
