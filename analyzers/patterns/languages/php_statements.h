// PHP's branches and loops.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

void make_php_if(Lowering& lowering, syntax::Node node, Role role);
void make_php_loop(Lowering& lowering, syntax::Node node, Role role);
void make_php_for(Lowering& lowering, syntax::Node node, Role role);
// foreach (right as left) body
void make_php_foreach(Lowering& lowering, syntax::Node node, Role role);
void make_php_try(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
