// What JavaScript and TypeScript define, import and export.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns::ecma {

// `var a = 1, b`: a definition each. One alone covers the statement.
void variables(Lowering& to, syntax::Node node, Role role);
void function(Lowering& to, syntax::Node node, Role role);
// `function` expressions and arrows; what an arrow gives is a returned value. Their own name is left out.
void lambda(Lowering& to, syntax::Node node, Role role);
void parameters(Lowering& to, syntax::Node node, Role role);
void class_(Lowering& to, syntax::Node node, Role role);
void class_body(Lowering& to, syntax::Node node, Role role);
void field(Lowering& to, syntax::Node node, Role role);
void decorator(Lowering& to, syntax::Node node, Role role);
void import(Lowering& to, syntax::Node node, Role role);
// What is exported stands as if it were not.
void export_(Lowering& to, syntax::Node node, Role role);

}  // namespace gate::patterns::ecma
