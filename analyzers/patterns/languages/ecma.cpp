#include "analyzers/patterns/languages/ecma.h"

#include <algorithm>

#include "analyzers/patterns/languages/curly.h"
#include "analyzers/patterns/languages/ecma_definitions.h"
#include "analyzers/patterns/languages/ecma_jsx.h"

namespace gate::patterns {
namespace {

using syntax::Node;

void string(Lowering& to, Node node, Role role) { to.leaf(Kind::string, role, node, inner_text(to, node)); }

void regex(Lowering& to, Node node, Role role) {
  const Node pattern = node.field("pattern");
  to.leaf(Kind::regex, role, node, pattern ? to.text(pattern) : std::string_view{});
}

// Also without interpolations: what it then holds is a matter of constants.
void template_string(Lowering& to, Node node, Role role) {
  template_pieces(to, node, role, 1, 1, "template_substitution");
}

// f(a), f`a`: the latter's text is "`".
void call(Lowering& to, Node node, Role role) {
  to.open(Kind::call, role, node, has_child(node, "template_string") && !has_child(node, "arguments") ? "`" : "");
  bool callee = true;
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "type_arguments" || kind == "optional_chain") return;
    if (callee)
      to.lower(child, Role::callee);
    else if (kind == "template_string")
      template_string(to, child, Role::argument);
    else
      to.lower_children(child, Role::argument);
    callee = false;
  });
  to.close();
}

void create(Lowering& to, Node node, Role role) {
  to.open(Kind::create, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "arguments")
      to.lower_children(child, Role::argument);
    else if (child.kind() != "type_arguments")
      to.lower(child, Role::type);
  });
  to.close();
}

// `a?.b` reads from what `a?` stands for: `$X.b` finds it, `a.b` does not.
template <Kind kind, Role last>
void access(Lowering& to, Node node, Role role) {
  to.open(kind, role, node);
  const bool optional = has_child(node, "optional_chain");
  bool object = true;
  for_named(node, [&](Node child) {
    if (child.kind() == "optional_chain") return;
    if (!object) {
      to.lower(child, last);
    } else if (optional) {
      to.open(Kind::unary, Role::object, child, "?");
      to.lower(child, Role::operand);
      to.close();
    } else {
      to.lower(child, Role::object);
    }
    object = false;
  });
  to.close();
}

void update(Lowering& to, Node node, Role role) {
  const Node operand = node.field("argument");
  const bool prefix = operand && operand.start_byte() > node.start_byte();
  const bool plus = to.text(node).contains("++");
  to.open(Kind::unary, role, node, prefix ? (plus ? "++x" : "--x") : (plus ? "x++" : "x--"));
  to.lower(operand, Role::operand);
  to.close();
}

void as_expression(Lowering& to, Node node, Role role) {
  Node value, type;
  for_named(node, [&](Node child) { (value ? type : value) = child; });
  to.open(Kind::cast, role, node);
  to.lower(type, Role::type);
  to.lower(value, Role::value);
  to.close();
}

// <T>x
void type_assertion(Lowering& to, Node node, Role role) {
  to.open(Kind::cast, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "type_arguments")
      to.lower_children(child, Role::type);
    else
      to.lower(child, Role::value);
  });
  to.close();
}

// A name in quotes is that name; "=~/re/" is a pattern's.
void key(Lowering& to, Node node, Role role) {
  const std::string_view name = inner_text(to, node);
  to.leaf(name.starts_with("=~/") ? Kind::string : Kind::identifier, role, node, name);
}

// `a: b` in objects and object patterns. "a": b is the same.
void pair(Lowering& to, Node node, Role role) {
  to.open(Kind::pair, role, node);
  bool name = true;
  for_named(node, [&](Node child) {
    if (name && child.kind() == "string")
      key(to, child, Role::name);
    else
      to.lower(child, name ? Role::name : Role::value);
    name = false;
  });
  to.close();
}

void shorthand(Lowering& to, Node node, Role role) {
  if (is_ellipsis(to, node)) {
    to.leaf(Kind::identifier, role, node);
    return;
  }
  to.open(Kind::pair, role, node);
  to.leaf(Kind::identifier, Role::name, node);
  to.leaf(Kind::identifier, Role::value, node);
  to.close();
}

// `{a = 1}` as a pattern.
void default_entry(Lowering& to, Node node, Role role) {
  const Node left = node.field("left");
  to.open(Kind::pair, role, node);
  if (left && left.kind() == "shorthand_property_identifier_pattern")
    to.leaf(Kind::identifier, Role::name, left);
  else
    to.lower(left, Role::name);
  to.lower(node.field("right"), Role::value);
  to.close();
}

void condition(Lowering& to, Node node, Role role) { to.lower_children(node, role); }

void else_clause(Lowering& to, Node node, Role role) {
  const Node statement = first_named(node);
  if (statement && statement.kind() == "if_statement")
    to.lower(statement, role);
  else
    as_block(to, statement, role, "statement_block");
}

void switch_statement(Lowering& to, Node node, Role role) {
  to.open(Kind::switch_, role, node);
  to.lower(node.field("value"), Role::condition);
  to.lower_children(node.field("body"), Role::element);
  to.close();
}

void switch_case(Lowering& to, Node node, Role role) {
  const Node value = node.field("value");
  if (any_cases(to, node, value, role)) return;
  to.open(Kind::case_, role, node);
  for_named(node, [&](Node child) { to.lower(child, child == value ? Role::argument : Role::statement); });
  to.close();
}

void catch_clause(Lowering& to, Node node, Role role) {
  static const FieldRoles kRoles[] = {
      {syntax::Language::javascript, {{"parameter", Role::name}, {"body", Role::body}}},
      {syntax::Language::typescript, {{"parameter", Role::name}, {"type", Role::type}, {"body", Role::body}}},
      {syntax::Language::tsx, {{"parameter", Role::name}, {"type", Role::type}, {"body", Role::body}}}};
  const auto which = static_cast<int>(to.tree().language()) - static_cast<int>(syntax::Language::javascript);
  lower_fields(to, node, Kind::catch_, role, kRoles[which]);
}

// `{...}` alone reads as a block: it is any object.
bool is_any(const Lowering& to, Node block) {
  const Node inside = block.named_child_count() == 1 ? first_named(block.named_child(0)) : Node();
  return inside && is_ellipsis(to, inside);
}

// `a: b`, a pattern's object entry without its object, reads as a labelled expression; so do braces around it.
bool is_entry(const Lowering& to, Node node) {
  if (!node || node.kind() != "labeled_statement") return false;
  const Node body = node.field("body");
  if (!body) return false;
  if (body.kind() == "statement_block") return is_any(to, body);
  return body.kind() == "expression_statement" && body.child(body.child_count() - 1).kind() != std::string_view(";");
}

void labelled(Lowering& to, Node node, Role role) {
  const bool entry = is_entry(to, node);
  to.open(entry ? Kind::pair : Kind::other, role, node);
  to.lower(node.field("label"), Role::name);
  to.lower(node.field("body"), entry ? Role::value : Role::statement);
  to.close();
}

void block(Lowering& to, Node node, Role role) {
  const Node only = node.named_child_count() == 1 ? node.named_child(0) : Node();
  bool object = is_entry(to, only);
  if (!object && is_any(to, node)) {
    const std::string_view outer = node.parent().kind();
    object = outer == "program" || outer == "labeled_statement";
  }
  to.open(object ? Kind::dict : Kind::block, role, node);
  to.lower_children(node, object ? Role::element : Role::statement);
  to.close();
}

constexpr Shape kShapes[] = {
    // Leaves.
    {.construct = "string", .as = As::custom, .make = string},
    {.construct = "number", .as = As::leaf, .kind = Kind::number},
    {.construct = "true", .as = As::leaf, .kind = Kind::boolean},
    {.construct = "false", .as = As::leaf, .kind = Kind::boolean},
    {.construct = "null", .as = As::leaf, .kind = Kind::null, .text = "null"},
    {.construct = "regex", .as = As::custom, .make = regex},
    {.construct = "template_string", .as = As::custom, .make = template_string},
    {.construct = "predefined_type", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "hash_bang_line", .as = As::drop},
    {.construct = "empty_statement", .as = As::drop},
    // Expressions.
    {.construct = "call_expression", .as = As::custom, .kind = Kind::call, .make = call},
    {.construct = "new_expression", .as = As::custom, .kind = Kind::create, .make = create},
    {.construct = "arguments", .as = As::splice},
    {.construct = "member_expression", .as = As::custom, .kind = Kind::dot, .make = access<Kind::dot, Role::name>},
    {.construct = "nested_identifier", .as = As::custom, .kind = Kind::dot, .make = access<Kind::dot, Role::name>},
    {.construct = "nested_type_identifier", .as = As::custom, .kind = Kind::dot, .make = access<Kind::dot, Role::name>},
    {.construct = "subscript_expression", .as = As::custom, .make = access<Kind::index, Role::argument>},
    {.construct = "parenthesized_expression", .as = As::splice},
    {.construct = "non_null_expression", .as = As::splice},
    {.construct = "unary_expression", .kind = Kind::unary, .rest = Role::operand},
    {.construct = "update_expression", .as = As::custom, .make = update},
    {.construct = "binary_expression", .kind = Kind::binary},
    {.construct = "ternary_expression", .kind = Kind::conditional},
    {.construct = "await_expression", .kind = Kind::await, .rest = Role::operand},
    {.construct = "yield_expression", .kind = Kind::yield, .rest = Role::operand},
    {.construct = "as_expression", .as = As::custom, .make = as_expression},
    {.construct = "satisfies_expression", .as = As::custom, .make = as_expression},
    {.construct = "type_assertion", .as = As::custom, .make = type_assertion},
    {.construct = "assignment_expression", .kind = Kind::assign},
    {.construct = "assignment_pattern", .kind = Kind::assign},
    {.construct = "augmented_assignment_expression", .kind = Kind::assign_op},
    {.construct = "spread_element", .kind = Kind::spread, .rest = Role::operand, .text = "..."},
    {.construct = "rest_pattern", .kind = Kind::spread, .rest = Role::operand, .text = "..."},
    {.construct = "array", .kind = Kind::list, .rest = Role::element},
    {.construct = "array_pattern", .kind = Kind::list, .rest = Role::element},
    {.construct = "object", .kind = Kind::dict, .rest = Role::element},
    {.construct = "object_pattern", .kind = Kind::dict, .rest = Role::element},
    {.construct = "pair", .as = As::custom, .make = pair},
    {.construct = "pair_pattern", .as = As::custom, .make = pair},
    {.construct = "shorthand_property_identifier", .as = As::custom, .make = shorthand},
    {.construct = "shorthand_property_identifier_pattern", .as = As::custom, .make = shorthand},
    {.construct = "object_assignment_pattern", .as = As::custom, .make = default_entry},
    {.construct = "jsx_element", .as = As::custom, .make = jsx_element},
    {.construct = "jsx_self_closing_element", .as = As::custom, .make = jsx_self_closing},
    {.construct = "jsx_attribute", .as = As::custom, .make = jsx_attribute},
    {.construct = "jsx_expression", .as = As::splice},
    {.construct = "jsx_text", .as = As::custom, .make = jsx_text},
    // Statements.
    {.construct = "expression_statement", .as = As::splice},
    {.construct = "statement_block", .as = As::custom, .kind = Kind::block, .make = block},
    {.construct = "if_statement", .kind = Kind::if_},
    {.construct = "else_clause", .as = As::custom, .make = else_clause},
    {.construct = "while_statement", .kind = Kind::while_},
    {.construct = "do_statement", .kind = Kind::do_while},
    {.construct = "for_statement", .kind = Kind::for_},
    {.construct = "for_in_statement", .kind = Kind::for_each},
    {.construct = "switch_statement", .as = As::custom, .make = switch_statement},
    {.construct = "switch_case", .as = As::custom, .make = switch_case},
    {.construct = "switch_default", .as = As::custom, .make = switch_case},
    {.construct = "return_statement", .kind = Kind::return_, .rest = Role::operand},
    {.construct = "break_statement", .kind = Kind::break_, .rest = Role::operand},
    {.construct = "continue_statement", .kind = Kind::continue_, .rest = Role::operand},
    {.construct = "throw_statement", .kind = Kind::throw_, .rest = Role::operand},
    {.construct = "try_statement", .kind = Kind::try_},
    {.construct = "catch_clause", .as = As::custom, .make = catch_clause},
    {.construct = "finally_clause", .as = As::custom, .make = condition},
    {.construct = "labeled_statement", .as = As::custom, .make = labelled},
    // Definitions.
    {.construct = "variable_declaration", .as = As::custom, .make = ecma::variables},
    {.construct = "lexical_declaration", .as = As::custom, .make = ecma::variables},
    {.construct = "function_declaration", .as = As::custom, .make = ecma::function},
    {.construct = "generator_function_declaration", .as = As::custom, .make = ecma::function},
    {.construct = "function_signature", .as = As::custom, .make = ecma::function},
    {.construct = "method_definition", .as = As::custom, .make = ecma::function},
    {.construct = "method_signature", .as = As::custom, .make = ecma::function},
    {.construct = "abstract_method_signature", .as = As::custom, .make = ecma::function},
    {.construct = "function_expression", .as = As::custom, .make = ecma::lambda},
    {.construct = "generator_function", .as = As::custom, .make = ecma::lambda},
    {.construct = "arrow_function", .as = As::custom, .make = ecma::lambda},
    {.construct = "formal_parameters", .as = As::custom, .make = ecma::parameters},
    {.construct = "class_declaration", .as = As::custom, .make = ecma::class_},
    {.construct = "abstract_class_declaration", .as = As::custom, .make = ecma::class_},
    {.construct = "class", .as = As::custom, .make = ecma::class_},
    {.construct = "interface_declaration", .as = As::custom, .make = ecma::class_},
    {.construct = "class_body", .as = As::custom, .kind = Kind::block, .make = ecma::class_body},
    {.construct = "interface_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "field_definition", .as = As::custom, .make = ecma::field},
    {.construct = "public_field_definition", .as = As::custom, .make = ecma::field},
    {.construct = "property_signature", .as = As::custom, .make = ecma::field},
    {.construct = "enum_declaration", .kind = Kind::class_},
    {.construct = "enum_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_assignment", .kind = Kind::define},
    {.construct = "decorator", .as = As::custom, .make = ecma::decorator},
    {.construct = "ambient_declaration", .as = As::splice},
    {.construct = "type_annotation", .as = As::splice},
    {.construct = "asserts_annotation", .as = As::splice},
    {.construct = "type_predicate_annotation", .as = As::splice},
    {.construct = "parenthesized_type", .as = As::splice},
    {.construct = "import_statement", .as = As::custom, .make = ecma::import},
    {.construct = "export_statement", .as = As::custom, .make = ecma::export_},
};

constexpr FieldRole kFields[] = {{"argument", Role::operand}, {"label", Role::operand}};

constexpr Wrapper kWrappers[] = {
    {"", ""},
    {"try {} ", ""},
    {"({", "})"},
    {"class Gdummy { ", " }"},
    {"(", ")"},
    {"async function gdummy() { ", " }"},
    {"let gdummy: ", ";"},
    {"", " {}"},
    {"", " finally {}"},
    {"switch (gdummy) { ", " }"},
};
constexpr std::string_view kEllipses[] = {"@", "@;", "{@}", "@;;", "case @:", ";@;"};
constexpr std::string_view kMetavariables[] = {"@", "@;", "{@}"};

}  // namespace

LanguageTable ecma_table(syntax::Language language) {
  return {language, kShapes, kFields, kWrappers, kEllipses, kMetavariables};
}

}  // namespace gate::patterns
