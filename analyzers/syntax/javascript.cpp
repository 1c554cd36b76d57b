// JavaScript and TypeScript: what ECMA-262 forbids by its grammar or as early errors that need no scope.
#include <charconv>

#include "analyzers/syntax/checks.h"

namespace gate::syntax_check {
namespace {

using syntax::Node;

// A single statement cannot be a declaration: if (a) const b = 1;
void check_single_statement(Checker& checker, Node parent, Node body) {
  const std::string_view kind = body.kind(), owner = parent.kind();
  const bool loop =
      owner.starts_with("for") || owner.starts_with("while") || owner == "do_statement" || owner == "with_statement";
  const bool function = kind == "generator_function_declaration" || (kind == "function_declaration" && loop);
  if (kind != "lexical_declaration" && kind != "class_declaration" && !function) return;
  checker.report(kForbiddenConstruct, body,
                 "a declaration cannot be the only statement of '" + std::string(checker.text(parent.child(0))) +
                     "': put it in a block");
}

void check_body(Checker& checker, Node node) { check_single_statement(checker, node, node.field("body")); }
void check_if(Checker& checker, Node node) { check_single_statement(checker, node, node.field("consequence")); }
void check_else(Checker& checker, Node node) { check_single_statement(checker, node, node.named_child(0)); }

void check_method(Checker& checker, Node node) {
  std::string_view accessor;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (!child.is_named() && (child.kind() == "get" || child.kind() == "set")) accessor = child.kind();
  });
  if (accessor.empty()) return;
  const Node parameters = node.field("parameters");
  std::uint32_t count = 0;
  bool rest = false, receiver = false;
  syntax::for_children(parameters, [&](Node child, syntax::FieldId) {
    if (!child.is_named() || child.is_extra()) return;
    ++count;
    rest = rest || child.kind() == "rest_pattern" || child.named_child(0).kind() == "rest_pattern";
    receiver = receiver || checker.text(child).starts_with("this");
  });
  if (receiver) --count;
  if (accessor == "get" && count > 0) checker.report(kForbiddenConstruct, parameters, "a getter has no parameters");
  if (accessor == "set" && (count != 1 || rest))
    checker.report(kForbiddenConstruct, parameters, "a setter has exactly one parameter");
}

// '...rest' is the last element of a pattern, and no ',' follows it.
void check_rest(Checker& checker, Node node) {
  Node rest;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const bool closes = child.kind() == "]" || child.kind() == "}" || child.kind() == ")";
    if (rest && !closes && !child.is_extra()) {
      checker.report(kForbiddenConstruct, rest, "a rest element must be the last one, without a ',' behind it");
      rest = {};
    }
    const bool parameter = child.kind() == "required_parameter" && child.named_child(0).kind() == "rest_pattern";
    if (child.kind() == "rest_pattern" || parameter) rest = child;
  });
}

void check_commas(Checker& checker, Node node) {
  bool expects = true;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.is_extra()) return;
    if (child.kind() == ",") {
      if (expects) checker.report(kUnexpectedToken, child, "unexpected ','");
      expects = true;
    } else if (child.is_named()) {
      expects = false;
    }
  });
}

void check_object_pattern(Checker& checker, Node node) {
  check_rest(checker, node);
  check_commas(checker, node);
}

// In a declaration every target is a name. Values of defaults are no targets.
void check_bindings(Checker& checker, Node pattern) {
  std::vector<Node> left = {pattern};
  while (!left.empty()) {
    const Node node = left.back();
    left.pop_back();
    const std::string_view kind = node.kind();
    if (kind == "member_expression" || kind == "subscript_expression") {
      checker.report(kForbiddenConstruct, node,
                     "only names can be declared, not '" + std::string(checker.text(node).substr(0, 40)) + "'");
    } else if (kind == "assignment_pattern" || kind == "object_assignment_pattern") {
      left.push_back(node.field("left"));
    } else if (kind == "pair_pattern") {
      left.push_back(node.field("value"));
    } else if (kind == "array_pattern" || kind == "object_pattern" || kind == "rest_pattern") {
      syntax::for_children(node, [&](Node child, syntax::FieldId) { left.push_back(child); });
    }
  }
}

void check_parameters(Checker& checker, Node node) {
  check_rest(checker, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind().ends_with("_pattern")) check_bindings(checker, child);
  });
}

void check_declarator(Checker& checker, Node node) {
  const Node name = node.field("name");
  const bool pattern = name.kind() == "array_pattern" || name.kind() == "object_pattern";
  if (pattern) check_bindings(checker, name);
  if (node.field("value")) return;
  const Node declaration = node.parent();
  if (declaration.parent().kind() == "ambient_declaration" || node.field("type")) return;
  if (declaration.previous_sibling().kind() == "declare") return;
  if (pattern) checker.report_after(kMissingToken, name, "missing '=' and value: a pattern must be initialised");
}

bool is_simple_target(Node node) {
  while (node.kind() == "parenthesized_expression") node = node.named_child(0);
  const std::string_view kind = node.kind();
  return kind == "identifier" || kind == "member_expression" || kind == "subscript_expression" ||
         kind == "non_null_expression" || kind == "undefined" || kind == "call_expression" || kind == "as_expression" ||
         kind == "satisfies_expression" || kind == "type_assertion" || kind == "ERROR" || kind == "comment";
}

void check_assignment(Checker& checker, Node node) {
  const Node left = node.field("left");
  const std::string_view kind = left.kind();
  if (kind == "array_pattern" || kind == "object_pattern" || is_simple_target(left)) return;
  checker.report(kForbiddenConstruct, left, "cannot assign to '" + std::string(checker.text(left).substr(0, 40)) + "'");
}

void check_update(Checker& checker, Node node) {
  const Node argument = node.field("argument");
  if (!is_simple_target(argument))
    checker.report(kForbiddenConstruct, argument,
                   "cannot change '" + std::string(checker.text(argument).substr(0, 40)) + "'");
}

void check_for_in(Checker& checker, Node node) {
  const Node left = node.field("left");
  if (left.kind() == "parenthesized_expression" && !is_simple_target(left))
    checker.report(kForbiddenConstruct, left,
                   "cannot assign to '" + std::string(checker.text(left).substr(0, 40)) + "'");
  if (const Node value = node.field("value"); value && checker.text(node.field("operator")) == "of")
    checker.report(kForbiddenConstruct, value, "the variable of 'for ... of' cannot have a value");
  check_body(checker, node);
}

// \u{10FFFF} is the last character.
bool is_beyond_unicode(std::string_view escape) {
  if (!escape.starts_with("\\u{")) return false;
  std::uint64_t value = 0;
  const auto result = std::from_chars(escape.data() + 3, escape.data() + escape.size(), value, 16);
  return result.ec == std::errc::result_out_of_range || value > 0x10FFFF;
}

void check_string(Checker& checker, Node node) {
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "escape_sequence" && is_beyond_unicode(checker.text(child)))
      checker.report(kForbiddenConstruct, child, "there is no character " + std::string(checker.text(child)));
  });
}

void check_template(Checker& checker, Node node) {
  if (node.parent().kind() == "call_expression") return;  // a tag may read escapes as it likes
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const std::string_view escape = checker.text(child);
    if (child.kind() != "escape_sequence" || escape.size() < 2) return;
    const bool octal = escape[1] >= '0' && escape[1] <= '9' && (escape[1] != '0' || escape.size() > 2);
    if (octal || is_beyond_unicode(escape))
      checker.report(kForbiddenConstruct, child, "escape not allowed in a template: " + std::string(escape));
  });
  check_string(checker, node);
}

void check_switch(Checker& checker, Node node) {
  bool seen = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() != "switch_default") return;
    if (seen) checker.report(kForbiddenConstruct, child.child(0), "a second 'default' in one 'switch'");
    seen = true;
  });
}

void check_export(Checker& checker, Node node) {
  const std::string_view parent = node.parent().kind();
  if (parent == "statement_block" && node.parent().parent().kind() != "internal_module" &&
      node.parent().parent().kind() != "module")
    checker.report(kForbiddenConstruct, node.child(0), "'export' is allowed at the top level only");
}

// a number directly followed by a name: 3in []
void check_number(Checker& checker, Node node) {
  const std::uint32_t end = node.end_byte();
  const std::string_view text = checker.tree().text();
  if (end >= text.size()) return;
  const char next = text[end];
  if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_' || next == '$')
    checker.report(kUnexpectedToken, node, "a name directly behind the number " + std::string(checker.text(node)));
}

// No line may end between the parameters and '=>'.
void check_arrow(Checker& checker, Node node) {
  Node previous;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "=>" && previous && previous.end().row != child.start().row)
      checker.report(kUnexpectedToken, child, "'=>' must stand on the line of its parameters");
    previous = child;
  });
}

void check_class(Checker& checker, Node node) {
  if (node.parent().kind() == "expression_statement" && node.parent().start_byte() == node.start_byte() &&
      !node.field("name"))
    checker.report_after(kMissingToken, node.child(0), "missing name of the class");
}

void check_const(Checker& checker, Node node) {
  if (checker.text(node.child(0)) != "const" || node.parent().kind() == "ambient_declaration") return;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "variable_declarator" && !child.field("value") && !child.field("type") &&
        checker.tree().language() == syntax::Language::javascript)
      checker.report_after(kMissingToken, child, "missing '=' and value of the constant");
  });
}

constexpr NodeCheck kChecks[] = {
    {"for_statement", check_body},
    {"while_statement", check_body},
    {"do_statement", check_body},
    {"with_statement", check_body},
    {"if_statement", check_if},
    {"else_clause", check_else},
    {"for_in_statement", check_for_in},
    {"method_definition", check_method},
    {"array_pattern", check_rest},
    {"object_pattern", check_object_pattern},
    {"named_imports", check_commas},
    {"export_clause", check_commas},
    {"formal_parameters", check_parameters},
    {"variable_declarator", check_declarator},
    {"assignment_expression", check_assignment},
    {"augmented_assignment_expression", check_assignment},
    {"update_expression", check_update},
    {"string", check_string},
    {"template_string", check_template},
    {"switch_body", check_switch},
    {"export_statement", check_export},
    {"number", check_number},
    {"arrow_function", check_arrow},
    {"class", check_class},
    {"lexical_declaration", check_const},
};

}  // namespace

std::span<const NodeCheck> javascript_checks() { return kChecks; }

}  // namespace gate::syntax_check
