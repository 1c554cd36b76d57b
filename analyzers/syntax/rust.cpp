// Rust: the reference's items and statements.
#include "analyzers/syntax/checks.h"

namespace gate::syntax_check {
namespace {

using syntax::Node;

// A file holds items; the grammar here takes statements too.
void check_file(Checker& checker, Node node) {
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const std::string_view kind = child.kind();
    if (kind == "empty_statement") checker.report(kUnexpectedToken, child, "unexpected ';' after an item");
    if (kind == "let_declaration")
      checker.report(kForbiddenConstruct, child.child(0), "'let' outside of a function: use 'const' or 'static'");
    if (kind == "expression_statement" && child.named_child(0).kind() != "macro_invocation")
      checker.report(kForbiddenConstruct, child, "an expression outside of a function");
  });
}

void check_parameters(Checker& checker, Node node) {
  if (node.parent().kind() != "function_item") return;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "type_identifier")
      checker.report_after(kMissingToken, child, "missing ':' and type of the parameter");
  });
}

void check_static(Checker& checker, Node node) {
  const Node name = node.field("name");
  if (checker.text(name) == "_") checker.report(kForbiddenConstruct, name, "a static needs a name");
}

// let x = value { } else: the compiler cannot tell whose 'else' it is.
void check_let(Checker& checker, Node node) {
  if (!node.field("alternative")) return;
  const Node value = node.field("value");
  if (value && checker.text(value).ends_with('}') && value.kind() != "macro_invocation")
    checker.report(kForbiddenConstruct, value, "a value that ends with '}' before 'else' must be in parentheses");
}

void check_modifiers(Checker& checker, Node node) {
  constexpr std::string_view kOrder[] = {"default", "const", "async", "gen", "unsafe", "extern"};
  std::size_t reached = 0;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    std::string_view word = checker.text(child);
    word = word.substr(0, word.find_first_of(" \t\n\""));
    for (std::size_t i = 0; i < std::size(kOrder); ++i) {
      if (word != kOrder[i]) continue;
      if (i < reached)
        checker.report(kForbiddenConstruct, child,
                       "'" + std::string(word) + "' must come earlier in the list of modifiers");
      reached = i;
    }
  });
}

constexpr NodeCheck kChecks[] = {
    {"source_file", check_file},    {"parameters", check_parameters},        {"static_item", check_static},
    {"let_declaration", check_let}, {"function_modifiers", check_modifiers},
};

}  // namespace

std::span<const NodeCheck> rust_checks() { return kChecks; }

}  // namespace gate::syntax_check
