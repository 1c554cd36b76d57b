#include "analyzers/patterns/languages/csharp_definitions.h"
#include "analyzers/patterns/languages/curly.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::Node;

void string(Lowering& to, Node node, Role role) {
  const std::string_view text = to.text(node);
  const std::size_t first = text.find('"');
  if (first == text.npos) return;
  std::size_t quotes = text.find_first_not_of('"', first);
  quotes = (quotes == text.npos ? text.size() : quotes) - first;
  const std::size_t close = node.kind() == "raw_string_literal" ? quotes : 1;
  to.leaf(Kind::string, role, node, inner_text(to, node, first + close, close));
}

void interpolated(Lowering& to, Node node, Role role) {
  const std::string_view text = to.text(node);
  const std::size_t first = text.find('"');
  if (first == text.npos) return;
  const std::size_t quotes = text.substr(first).starts_with("\"\"\"") ? 3 : 1;
  template_pieces(to, node, role, first + quotes, quotes, "interpolation");
}

void call(Lowering& to, Node node, Role role) {
  to.open(Kind::call, role, node);
  to.lower(node.field("function"), Role::callee);
  to.lower_children(node.field("arguments"), Role::argument);
  to.close();
}

// f(name: value)
void argument(Lowering& to, Node node, Role role) {
  const Node name = node.field("name");
  if (!name) {
    to.lower_children(node, role);
    return;
  }
  to.open(Kind::keyword, role, node);
  for_named(node, [&](Node child) { to.lower(child, child == name ? Role::name : Role::value); });
  to.close();
}

// new T(a) {b}: what initializes is a last argument, there even when empty, so that `new T {...}` says "any".
void create(Lowering& to, Node node, Role role) {
  const Node arguments = node.field("arguments"), initializer = node.field("initializer");
  to.open(Kind::create, role, node);
  to.lower(node.field("type"), Role::type);
  for_named(node, [&](Node child) {
    if (child == arguments || child.kind() == "argument_list") to.lower_children(child, Role::argument);
  });
  if (initializer)
    to.lower(initializer, Role::argument);
  else
    to.ast().leaf(Kind::tuple, Role::argument, node.end_byte(), node.end_byte());
  to.close();
}

void create_array(Lowering& to, Node node, Role role) {
  to.open(Kind::create, role, node);
  for_named(node, [&](Node child) {
    to.lower(child, child.kind() == "initializer_expression" ? Role::argument : Role::type);
  });
  to.close();
}

void array_type(Lowering& to, Node node, Role role) {
  to.open(Kind::other, role, node);
  to.lower(node.field("type"), Role::element);
  to.close();
}

void generic_name(Lowering& to, Node node, Role role) {
  to.open(Kind::other, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "type_argument_list")
      to.lower_children(child, Role::type_parameter);
    else
      to.lower(child, Role::name);
  });
  to.close();
}

void assignment(Lowering& to, Node node, Role role) {
  const std::string_view word = to.text(node.field("operator"));
  to.open(word == "=" ? Kind::assign : Kind::assign_op, role, node, word == "=" ? "" : word);
  to.lower(node.field("left"), Role::left);
  to.lower(node.field("right"), Role::right);
  to.close();
}

void prefix(Lowering& to, Node node, Role role) {
  const std::string_view word = to.text(node.child(0));
  to.open(Kind::unary, role, node, word == "++" ? "++x" : word == "--" ? "--x" : word);
  to.lower_children(node, Role::operand);
  to.close();
}

void postfix(Lowering& to, Node node, Role role) {
  const std::string_view text = to.text(node);
  if (text.ends_with('!')) {
    to.lower_children(node, role);
    return;
  }
  to.open(Kind::unary, role, node, text.ends_with("++") ? "x++" : "x--");
  to.lower_children(node, Role::operand);
  to.close();
}

// a?.b and a?[b] read from what `a?` stands for.
void conditional_access(Lowering& to, Node node, Role role) {
  const Node object = node.field("condition");
  Node access;
  for_named(node, [&](Node child) { access = child; });
  const bool element = access && access.kind() == "element_binding_expression";
  to.open(element ? Kind::index : Kind::dot, role, node);
  to.open(Kind::unary, Role::object, object, "?");
  to.lower(object, Role::operand);
  to.close();
  to.lower_children(access, element ? Role::argument : Role::name);
  to.close();
}

void element_access(Lowering& to, Node node, Role role) {
  to.open(Kind::index, role, node);
  to.lower(node.field("expression"), Role::object);
  to.lower_children(node.field("subscript"), Role::argument);
  to.close();
}

void switch_statement(Lowering& to, Node node, Role role) {
  to.open(Kind::switch_, role, node);
  to.lower(node.field("value"), Role::condition);
  to.lower_children(node.field("body"), Role::element);
  to.close();
}

void switch_section(Lowering& to, Node node, Role role) {
  const Node first = first_named(node);
  if (any_cases(to, node, first && first.kind() == "constant_pattern" ? first_named(first) : first, role)) return;
  bool label = true;
  to.open(Kind::case_, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == ":")
      label = false;
    else if (child.is_named())
      to.lower(child, label ? Role::argument : Role::statement);
  });
  to.close();
}

void catch_clause(Lowering& to, Node node, Role role) {
  to.open(Kind::catch_, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "catch_declaration") {
      to.lower(child.field("type"), Role::type);
      to.lower(child.field("name"), Role::name);
    } else {
      to.lower(child, child.kind() == "block" ? Role::body : Role::condition);
    }
  });
  to.close();
}

void finally_clause(Lowering& to, Node node, Role role) {
  (void)role;
  to.lower_children(node, Role::finalizer);
}

void for_each(Lowering& to, Node node, Role role) {
  const Node type = node.field("type"), left = node.field("left");
  to.open(Kind::for_each, role, node);
  if (type && left) {
    to.ast().open(Kind::define, Role::left, type.start_byte(), left.end_byte(), node.kind_id());
    to.lower(type, Role::type);
    to.lower(left, Role::name);
    to.close();
  } else {
    to.lower(left, Role::left);
  }
  to.lower(node.field("right"), Role::right);
  as_block(to, node.field("body"), Role::body, "block");
  to.close();
}

void using_statement(Lowering& to, Node node, Role role) {
  const Node body = node.field("body");
  to.open(Kind::with, role, node);
  for_named(node, [&](Node child) {
    if (child != body) to.lower(child, Role::argument);
  });
  as_block(to, body, Role::body, "block");
  to.close();
}

constexpr Shape kShapes[] = {
    // Leaves.
    {.construct = "string_literal", .as = As::custom, .make = string},
    {.construct = "verbatim_string_literal", .as = As::custom, .make = string},
    {.construct = "raw_string_literal", .as = As::custom, .make = string},
    {.construct = "interpolated_string_expression", .as = As::custom, .make = interpolated},
    {.construct = "interpolation_brace", .as = As::drop},
    {.construct = "interpolation_format_clause", .as = As::drop},
    {.construct = "interpolation_alignment_clause", .as = As::drop},
    {.construct = "character_literal", .as = As::leaf, .kind = Kind::other},
    {.construct = "integer_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "real_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "boolean_literal", .as = As::leaf, .kind = Kind::boolean},
    {.construct = "null_literal", .as = As::leaf, .kind = Kind::null, .text = "null"},
    {.construct = "implicit_type", .as = As::drop},
    {.construct = "type_parameter_list", .as = As::drop},
    {.construct = "type_parameter_constraints_clause", .as = As::drop},
    {.construct = "empty_statement", .as = As::drop},
    // Expressions.
    {.construct = "invocation_expression", .as = As::custom, .make = call},
    {.construct = "argument_list", .as = As::splice},
    {.construct = "argument", .as = As::custom, .make = argument},
    {.construct = "member_access_expression", .kind = Kind::dot},
    {.construct = "qualified_name", .kind = Kind::dot},
    {.construct = "alias_qualified_name", .kind = Kind::dot},
    {.construct = "generic_name", .as = As::custom, .make = generic_name},
    {.construct = "array_type", .as = As::custom, .make = array_type},
    {.construct = "element_access_expression", .as = As::custom, .make = element_access},
    {.construct = "conditional_access_expression", .as = As::custom, .make = conditional_access},
    {.construct = "object_creation_expression", .as = As::custom, .make = create},
    {.construct = "implicit_object_creation_expression", .as = As::custom, .make = create},
    {.construct = "array_creation_expression", .as = As::custom, .make = create_array},
    {.construct = "implicit_array_creation_expression", .as = As::custom, .make = create_array},
    {.construct = "initializer_expression", .kind = Kind::tuple, .rest = Role::element},
    {.construct = "collection_expression", .kind = Kind::list, .rest = Role::element},
    {.construct = "collection_element", .as = As::splice},
    {.construct = "tuple_expression", .kind = Kind::tuple, .rest = Role::element},
    {.construct = "assignment_expression", .as = As::custom, .make = assignment},
    {.construct = "binary_expression", .kind = Kind::binary},
    {.construct = "is_expression", .kind = Kind::binary},
    {.construct = "as_expression", .kind = Kind::binary},
    {.construct = "prefix_unary_expression", .as = As::custom, .make = prefix},
    {.construct = "postfix_unary_expression", .as = As::custom, .make = postfix},
    {.construct = "conditional_expression", .kind = Kind::conditional},
    {.construct = "cast_expression", .kind = Kind::cast},
    {.construct = "await_expression", .kind = Kind::await, .rest = Role::operand},
    {.construct = "lambda_expression", .as = As::custom, .make = csharp::lambda},
    {.construct = "anonymous_method_expression", .as = As::custom, .make = csharp::lambda},
    {.construct = "parenthesized_expression", .as = As::splice},
    {.construct = "constant_pattern", .as = As::splice},
    {.construct = "throw_expression", .kind = Kind::throw_, .rest = Role::operand},
    // Statements.
    {.construct = "global_statement", .as = As::splice},
    {.construct = "expression_statement", .as = As::splice},
    {.construct = "block", .kind = Kind::block, .rest = Role::statement},
    {.construct = "if_statement", .kind = Kind::if_},
    {.construct = "while_statement", .kind = Kind::while_},
    {.construct = "do_statement", .kind = Kind::do_while},
    {.construct = "for_statement", .kind = Kind::for_},
    {.construct = "foreach_statement", .as = As::custom, .make = for_each},
    {.construct = "switch_statement", .as = As::custom, .make = switch_statement},
    {.construct = "switch_section", .as = As::custom, .make = switch_section},
    {.construct = "return_statement", .kind = Kind::return_, .rest = Role::operand},
    {.construct = "break_statement", .kind = Kind::break_},
    {.construct = "continue_statement", .kind = Kind::continue_},
    {.construct = "yield_statement", .kind = Kind::yield, .rest = Role::operand},
    {.construct = "throw_statement", .kind = Kind::throw_, .rest = Role::operand},
    {.construct = "try_statement", .kind = Kind::try_, .rest = Role::handler},
    {.construct = "catch_clause", .as = As::custom, .make = catch_clause},
    {.construct = "catch_filter_clause", .as = As::splice},
    {.construct = "finally_clause", .as = As::custom, .make = finally_clause},
    {.construct = "using_statement", .as = As::custom, .make = using_statement},
    // Definitions.
    {.construct = "local_declaration_statement", .as = As::custom, .make = csharp::variables},
    {.construct = "field_declaration", .as = As::custom, .make = csharp::variables},
    {.construct = "event_field_declaration", .as = As::custom, .make = csharp::variables},
    {.construct = "variable_declaration", .as = As::custom, .make = csharp::bare_variables},
    {.construct = "property_declaration", .as = As::custom, .make = csharp::property},
    {.construct = "accessor_declaration", .as = As::custom, .make = csharp::method},
    {.construct = "method_declaration", .as = As::custom, .make = csharp::method},
    {.construct = "local_function_statement", .as = As::custom, .make = csharp::method},
    {.construct = "constructor_declaration", .as = As::custom, .make = csharp::method},
    {.construct = "destructor_declaration", .as = As::custom, .make = csharp::method},
    {.construct = "parameter_list", .as = As::custom, .make = csharp::parameters},
    {.construct = "class_declaration", .as = As::custom, .make = csharp::class_},
    {.construct = "interface_declaration", .as = As::custom, .make = csharp::class_},
    {.construct = "struct_declaration", .as = As::custom, .make = csharp::class_},
    {.construct = "record_declaration", .as = As::custom, .make = csharp::class_},
    {.construct = "enum_declaration", .as = As::custom, .make = csharp::class_},
    {.construct = "declaration_list", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_member_declaration_list", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_member_declaration", .kind = Kind::define},
    {.construct = "attribute_list", .as = As::custom, .make = csharp::attributes},
    {.construct = "attribute", .as = As::custom, .make = csharp::attribute},
    {.construct = "using_directive", .as = As::custom, .make = csharp::import},
};

constexpr FieldRole kFields[] = {
    {"expression", Role::object}, {"qualifier", Role::object}, {"alias", Role::object}, {"returns", Role::returns}};

constexpr Wrapper kWrappers[] = {
    {"", ""},
    {"", ";"},
    {"try {} ", ""},
    {"gdummy = ", ";"},
    {"class Gdummy { ", " }"},
    {"", " class Gdummy {}"},
    {"class Gdummy { ", ";}"},
    {"class Gdummy { void gdummy() { ", " } }"},
    {"class Gdummy { void gdummy() { ", "; } }"},
    {"", " {}"},
    {"", " gdummy;"},
};
constexpr std::string_view kEllipses[] = {"@", "@;", "@ = gdummy", "gdummy @", "gdummy @;", "@;;", "case @:"};
constexpr std::string_view kMetavariables[] = {"@", "gdummy @"};

}  // namespace

const LanguageTable& csharp_table() {
  static const LanguageTable table{syntax::Language::csharp, kShapes, kFields, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
