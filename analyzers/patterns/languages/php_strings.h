// PHP's literals of text.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void make_php_string(Lowering& lowering, syntax::Node node, Role role);
void make_php_template(Lowering& lowering, syntax::Node node, Role role);
void make_php_heredoc(Lowering& lowering, syntax::Node node, Role role);
void make_php_command(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
