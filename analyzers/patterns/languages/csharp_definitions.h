// What C# defines and imports.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns::csharp {

// `T a = 1, b;`: a definition each. One alone covers the statement. `var` is no type.
void variables(Lowering& to, syntax::Node node, Role role);
// The same without a statement around it, in headers of loops and `using`.
void bare_variables(Lowering& to, syntax::Node node, Role role);
void property(Lowering& to, syntax::Node node, Role role);
// Methods, constructors, local functions, accessors. `=> e` as a body returns e.
void method(Lowering& to, syntax::Node node, Role role);
// A body that is an expression is a block of it.
void lambda(Lowering& to, syntax::Node node, Role role);
void parameters(Lowering& to, syntax::Node node, Role role);
// Classes, interfaces, structs, records, enums: `text` tells which, "" for classes.
void class_(Lowering& to, syntax::Node node, Role role);
void attributes(Lowering& to, syntax::Node node, Role role);
void attribute(Lowering& to, syntax::Node node, Role role);
void import(Lowering& to, syntax::Node node, Role role);

}  // namespace gate::patterns::csharp
