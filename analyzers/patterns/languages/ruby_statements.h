// Ruby's statements: bodies with rescue, branches, loops, jumps.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// The body of a method, class or block.
void make_ruby_body(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_begin(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_rescue_modifier(Lowering& lowering, syntax::Node node, Role role);
// (a; b)
void make_ruby_parentheses(Lowering& lowering, syntax::Node node, Role role);
// if, unless, elsif, also behind the statement.
void make_ruby_if(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_while(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_for(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_case(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_when(Lowering& lowering, syntax::Node node, Role role);
// return a, b gives back a tuple.
void make_ruby_jump(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
