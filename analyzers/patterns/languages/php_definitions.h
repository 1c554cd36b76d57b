// PHP's definitions: functions, classes, properties, namespaces and what is used of them.
#pragma once

#include "analyzers/patterns/lowering.h"

namespace gate::patterns {

// A\B\C as a chain, without the leading backslash.
void lower_php_name(Lowering& lowering, syntax::Node node, Role role);

void make_php_function(Lowering& lowering, syntax::Node node, Role role);
void make_php_lambda(Lowering& lowering, syntax::Node node, Role role);
void make_php_parameter(Lowering& lowering, syntax::Node node, Role role);
void make_php_class(Lowering& lowering, syntax::Node node, Role role);
// Properties and constants: a definition each.
void make_php_property(Lowering& lowering, syntax::Node node, Role role);
void make_php_static(Lowering& lowering, syntax::Node node, Role role);
void make_php_attribute(Lowering& lowering, syntax::Node node, Role role);
void make_php_namespace(Lowering& lowering, syntax::Node node, Role role);
void make_php_use(Lowering& lowering, syntax::Node node, Role role);

}  // namespace gate::patterns
