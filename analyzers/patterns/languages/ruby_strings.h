// Ruby's literals of text.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void make_ruby_string(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_chained_string(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_heredoc(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_regex(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_subshell(Lowering& lowering, syntax::Node node, Role role);
// :name, :"name".
void make_ruby_symbol(Lowering& lowering, syntax::Node node, Role role);
// An element of %w[...] or %i[...].
void make_ruby_bare_string(Lowering& lowering, syntax::Node node, Role role);
void make_ruby_bare_symbol(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
