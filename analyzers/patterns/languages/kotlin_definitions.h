// What Kotlin defines and imports.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns::kotlin {

// `val x: T = e`: `val` and `var` are modifiers; accessors have the role handler.
void property(Lowering& to, syntax::Node node, Role role);
// Named functions, constructors, accessors. `= e` as a body is a block of it.
void function(Lowering& to, syntax::Node node, Role role);
// { a -> b } and `fun (a) {...}` without a name.
void lambda(Lowering& to, syntax::Node node, Role role);
// Classes, interfaces, objects: `text` tells which, "" for classes.
void class_(Lowering& to, syntax::Node node, Role role);
// A definition, with its arguments as values.
void enum_entry(Lowering& to, syntax::Node node, Role role);
void annotation(Lowering& to, syntax::Node node, Role role);
void import(Lowering& to, syntax::Node node, Role role);
// a.b.c, a.b<c>: types and qualified names.
void dotted(Lowering& to, syntax::Node node, Role role);
bool is_type(std::string_view kind);

}  // namespace gate::patterns::kotlin
