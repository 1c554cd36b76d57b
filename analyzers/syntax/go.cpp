// Go: the specification's statements and declarations.
#include "analyzers/syntax/checks.h"

namespace gate::syntax_check {
namespace {

using syntax::Node;

void check_call(Checker& checker, Node node) {
  const Node what = node.named_child(0);
  if (what.kind() == "call_expression" || what.kind() == "type_conversion_expression") return;
  checker.report(kForbiddenConstruct, what, "'" + std::string(checker.text(node.child(0))) + "' needs a function call");
}

// The first constant of a group has a value; later ones may repeat it.
void check_const(Checker& checker, Node node) {
  const Node first = node.named_child(0);
  if (first.kind() == "const_spec" && !first.field("value"))
    checker.report_after(kMissingToken, first, "missing value of the constant");
}

void check_short_declaration(Checker& checker, Node node) {
  syntax::for_children(node.field("left"), [&](Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra() && child.kind() != "identifier" && child.kind() != "ERROR")
      checker.report(kForbiddenConstruct, child, "only names can stand to the left of ':='");
  });
}

constexpr NodeCheck kChecks[] = {
    {"go_statement", check_call},
    {"defer_statement", check_call},
    {"const_declaration", check_const},
    {"short_var_declaration", check_short_declaration},
};

}  // namespace

std::span<const NodeCheck> go_checks() { return kChecks; }

}  // namespace gate::syntax_check
