// What Java defines and imports.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns::java {

// `T a = 1, b;`: a definition each. One alone covers the statement.
void variables(Lowering& to, syntax::Node node, Role role);
// Of try (...): a definition or an expression.
void resource(Lowering& to, syntax::Node node, Role role);
// Methods and constructors.
void method(Lowering& to, syntax::Node node, Role role);
// A body that is an expression is a block of it.
void lambda(Lowering& to, syntax::Node node, Role role);
void parameter(Lowering& to, syntax::Node node, Role role);
// Of catch (...): types and name, into the catch_ that is open.
void caught(Lowering& to, syntax::Node node);
// Classes, interfaces, enums, records: `text` tells which, "" for classes.
void class_(Lowering& to, syntax::Node node, Role role);
// A definition, with its arguments as values.
void enum_constant(Lowering& to, syntax::Node node, Role role);
void annotation(Lowering& to, syntax::Node node, Role role);
void import(Lowering& to, syntax::Node node, Role role);

}  // namespace gate::patterns::java
