#include "analyzers/patterns/languages/curly.h"
#include "analyzers/patterns/languages/java_definitions.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::Node;

void string(Lowering& to, Node node, Role role) {
  const std::size_t quotes = to.text(node).starts_with("\"\"\"") ? 3 : 1;
  if (has_child(node, "string_interpolation"))
    template_pieces(to, node, role, quotes, quotes, "string_interpolation");
  else
    to.leaf(Kind::string, role, node, inner_text(to, node, quotes, quotes));
}

// a.f(b): the callee is the access a.f.
void call(Lowering& to, Node node, Role role) {
  const Node object = node.field("object"), name = node.field("name");
  to.open(Kind::call, role, node);
  if (object && name) {
    to.ast().open(Kind::dot, Role::callee, object.start_byte(), name.end_byte(), node.kind_id());
    to.lower(object, Role::object);
    to.lower(name, Role::name);
    to.close();
  } else {
    to.lower(name, Role::callee);
  }
  to.lower_children(node.field("arguments"), Role::argument);
  to.close();
}

// this(a), super(a) as the first statement of a constructor.
void constructor_call(Lowering& to, Node node, Role role) {
  to.open(Kind::call, role, node);
  to.lower(node.field("constructor"), Role::callee);
  to.lower_children(node.field("arguments"), Role::argument);
  to.close();
}

void create(Lowering& to, Node node, Role role) {
  to.open(Kind::create, role, node);
  const Node type = node.field("type"), arguments = node.field("arguments");
  for_named(node, [&](Node child) {
    if (child == type)
      to.lower(child, Role::type);
    else if (child == arguments)
      to.lower_children(child, Role::argument);
    else if (child.kind() == "class_body")
      to.lower(child, Role::body);
    else if (child.start_byte() < type.start_byte())
      to.lower(child, Role::object);
  });
  to.close();
}

// new T[n], new T[] {a}: sizes and contents are arguments, the type is an array's.
void create_array(Lowering& to, Node node, Role role) {
  const Node type = node.field("type");
  to.open(Kind::create, role, node);
  to.ast().open(Kind::other, Role::type, type.start_byte(), type.end_byte(),
                syntax::kind_id(to.tree().language(), "array_type"));
  to.lower(type, Role::element);
  to.close();
  for_named(node, [&](Node child) {
    if (child.kind() == "dimensions_expr")
      to.lower_children(child, Role::argument);
    else if (child.kind() == "array_initializer")
      to.lower(child, Role::argument);
  });
  to.close();
}

void array_type(Lowering& to, Node node, Role role) {
  to.open(Kind::other, role, node);
  to.lower(node.field("element"), Role::element);
  to.close();
}

// a.b.C in type position.
void scoped_type(Lowering& to, Node node, Role role) {
  to.open(Kind::dot, role, node);
  bool first = true;
  for_named(node, [&](Node child) {
    if (child.kind().contains("annotation")) return;
    to.lower(child, first ? Role::object : Role::name);
    first = false;
  });
  to.close();
}

void generic_type(Lowering& to, Node node, Role role) {
  to.open(Kind::other, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "type_arguments")
      to.lower_children(child, Role::type_parameter);
    else
      to.lower(child, Role::name);
  });
  to.close();
}

void annotated_type(Lowering& to, Node node, Role role) {
  for_named(node, [&](Node child) {
    if (!child.kind().contains("annotation")) to.lower(child, role);
  });
}

void assignment(Lowering& to, Node node, Role role) {
  const std::string_view word = to.text(node.field("operator"));
  to.open(word == "=" ? Kind::assign : Kind::assign_op, role, node, word == "=" ? "" : word);
  to.lower(node.field("left"), Role::left);
  to.lower(node.field("right"), Role::right);
  to.close();
}

void update(Lowering& to, Node node, Role role) {
  const Node operand = first_named(node);
  const bool prefix = operand && operand.start_byte() > node.start_byte();
  const bool plus = to.text(node).contains("++");
  to.open(Kind::unary, role, node, prefix ? (plus ? "++x" : "--x") : (plus ? "x++" : "x--"));
  to.lower(operand, Role::operand);
  to.close();
}

void instance_of(Lowering& to, Node node, Role role) {
  to.open(Kind::binary, role, node, "instanceof");
  to.lower(node.field("left"), Role::left);
  to.lower(node.field("right"), Role::right);
  to.lower(node.field("pattern"), Role::right);
  to.close();
}

void switch_expression(Lowering& to, Node node, Role role) {
  to.open(Kind::switch_, role, node);
  to.lower(node.field("condition"), Role::condition);
  to.lower_children(node.field("body"), Role::element);
  to.close();
}

void switch_case(Lowering& to, Node node, Role role) {
  const Node label = first_named(node);
  if (label && any_cases(to, node, first_named(label), role)) return;
  to.open(Kind::case_, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "switch_label")
      to.lower_children(child, Role::argument);
    else
      to.lower(child, Role::statement);
  });
  to.close();
}

void finally_clause(Lowering& to, Node node, Role role) {
  (void)role;
  to.lower_children(node, Role::finalizer);
}

void catch_clause(Lowering& to, Node node, Role role) {
  to.open(Kind::catch_, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "catch_formal_parameter")
      java::caught(to, child);
    else
      to.lower(child, Role::body);
  });
  to.close();
}

// try (a) {...}: a `with` around the `try`.
void try_with(Lowering& to, Node node, Role role) {
  to.open(Kind::with, role, node);
  to.lower_children(node.field("resources"), Role::argument);
  to.open(Kind::try_, Role::body, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "block")
      to.lower(child, Role::body);
    else if (child.kind() != "resource_specification")
      to.lower(child, Role::handler);
  });
  to.close();
  to.close();
}

void for_each(Lowering& to, Node node, Role role) {
  const Node type = node.field("type"), name = node.field("name");
  to.open(Kind::for_each, role, node);
  if (type && name) {
    to.ast().open(Kind::define, Role::left, type.start_byte(), name.end_byte(), node.kind_id());
    to.lower(type, Role::type);
    to.lower(name, Role::name);
    to.close();
  }
  to.lower(node.field("value"), Role::right);
  as_block(to, node.field("body"), Role::body, "block");
  to.close();
}

constexpr Shape kShapes[] = {
    // Leaves.
    {.construct = "string_literal", .as = As::custom, .make = string},
    {.construct = "character_literal", .as = As::leaf, .kind = Kind::other},
    {.construct = "decimal_integer_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "hex_integer_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "octal_integer_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "binary_integer_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "decimal_floating_point_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "hex_floating_point_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "true", .as = As::leaf, .kind = Kind::boolean},
    {.construct = "false", .as = As::leaf, .kind = Kind::boolean},
    {.construct = "null_literal", .as = As::leaf, .kind = Kind::null, .text = "null"},
    {.construct = "integral_type", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "floating_point_type", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "boolean_type", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "void_type", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "type_parameters", .as = As::drop},
    {.construct = "dimensions", .as = As::drop},
    // Expressions.
    {.construct = "method_invocation", .as = As::custom, .make = call},
    {.construct = "explicit_constructor_invocation", .as = As::custom, .make = constructor_call},
    {.construct = "argument_list", .as = As::splice},
    {.construct = "field_access", .kind = Kind::dot, .rest = Role::object},
    {.construct = "scoped_identifier", .kind = Kind::dot},
    {.construct = "scoped_type_identifier", .as = As::custom, .make = scoped_type},
    {.construct = "generic_type", .as = As::custom, .make = generic_type},
    {.construct = "array_type", .as = As::custom, .make = array_type},
    {.construct = "annotated_type", .as = As::custom, .make = annotated_type},
    {.construct = "array_access", .kind = Kind::index},
    {.construct = "array_creation_expression", .as = As::custom, .make = create_array},
    {.construct = "array_initializer", .kind = Kind::list, .rest = Role::element},
    {.construct = "element_value_array_initializer", .kind = Kind::list, .rest = Role::element},
    {.construct = "object_creation_expression", .as = As::custom, .make = create},
    {.construct = "assignment_expression", .as = As::custom, .make = assignment},
    {.construct = "binary_expression", .kind = Kind::binary},
    {.construct = "unary_expression", .kind = Kind::unary},
    {.construct = "update_expression", .as = As::custom, .make = update},
    {.construct = "ternary_expression", .kind = Kind::conditional},
    {.construct = "instanceof_expression", .as = As::custom, .make = instance_of},
    {.construct = "cast_expression", .kind = Kind::cast},
    {.construct = "lambda_expression", .as = As::custom, .make = java::lambda},
    {.construct = "parenthesized_expression", .as = As::splice},
    {.construct = "switch_expression", .as = As::custom, .make = switch_expression},
    {.construct = "switch_block_statement_group", .as = As::custom, .make = switch_case},
    {.construct = "switch_rule", .as = As::custom, .make = switch_case},
    // Statements.
    {.construct = "expression_statement", .as = As::splice},
    {.construct = "block", .kind = Kind::block, .rest = Role::statement},
    {.construct = "constructor_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "if_statement", .kind = Kind::if_},
    {.construct = "while_statement", .kind = Kind::while_},
    {.construct = "do_statement", .kind = Kind::do_while},
    {.construct = "for_statement", .kind = Kind::for_},
    {.construct = "enhanced_for_statement", .as = As::custom, .make = for_each},
    {.construct = "return_statement", .kind = Kind::return_, .rest = Role::operand},
    {.construct = "break_statement", .kind = Kind::break_, .rest = Role::operand},
    {.construct = "continue_statement", .kind = Kind::continue_, .rest = Role::operand},
    {.construct = "yield_statement", .kind = Kind::yield, .rest = Role::operand},
    {.construct = "throw_statement", .kind = Kind::throw_, .rest = Role::operand},
    {.construct = "assert_statement", .kind = Kind::assert_, .rest = Role::argument},
    {.construct = "try_statement", .kind = Kind::try_, .rest = Role::handler},
    {.construct = "try_with_resources_statement", .as = As::custom, .make = try_with},
    {.construct = "catch_clause", .as = As::custom, .make = catch_clause},
    {.construct = "finally_clause", .as = As::custom, .make = finally_clause},
    // Definitions.
    {.construct = "local_variable_declaration", .as = As::custom, .make = java::variables},
    {.construct = "field_declaration", .as = As::custom, .make = java::variables},
    {.construct = "constant_declaration", .as = As::custom, .make = java::variables},
    {.construct = "resource", .as = As::custom, .make = java::resource},
    {.construct = "method_declaration", .as = As::custom, .make = java::method},
    {.construct = "constructor_declaration", .as = As::custom, .make = java::method},
    {.construct = "compact_constructor_declaration", .as = As::custom, .make = java::method},
    {.construct = "formal_parameters", .as = As::splice, .rest = Role::parameter},
    {.construct = "formal_parameter", .as = As::custom, .make = java::parameter},
    {.construct = "spread_parameter", .as = As::custom, .make = java::parameter},
    {.construct = "class_declaration", .as = As::custom, .make = java::class_},
    {.construct = "interface_declaration", .as = As::custom, .make = java::class_},
    {.construct = "enum_declaration", .as = As::custom, .make = java::class_},
    {.construct = "record_declaration", .as = As::custom, .make = java::class_},
    {.construct = "annotation_type_declaration", .as = As::custom, .make = java::class_},
    {.construct = "class_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "interface_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_constant", .as = As::custom, .make = java::enum_constant},
    {.construct = "enum_body_declarations", .as = As::splice},
    {.construct = "annotation_type_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "marker_annotation", .as = As::custom, .make = java::annotation},
    {.construct = "annotation", .as = As::custom, .make = java::annotation},
    {.construct = "element_value_pair", .kind = Kind::keyword},
    {.construct = "import_declaration", .as = As::custom, .make = java::import},
};

constexpr FieldRole kFields[] = {{"array", Role::object}, {"scope", Role::object}};

constexpr Wrapper kWrappers[] = {
    {"", ""},
    {"", ";"},
    {"try {} ", ""},
    {"class Gdummy { ", " }"},
    {"", " class Gdummy {}"},
    {"class Gdummy { ", ";}"},
    {"class Gdummy { void gdummy() { ", " } }"},
    {"", " {}"},
    {"", " finally {}"},
    {"class Gdummy { Gdummy() { ", " } }"},
    {"class Gdummy { Gdummy() { ", "; } }"},
    {"", " gdummy;"},
};
constexpr std::string_view kEllipses[] = {"@",   "@;",          "gdummy @",          "gdummy @;", "@ = gdummy",
                                          "@;;", "@, gdummy @", "gdummy @ = gdummy", "case @:"};
constexpr std::string_view kMetavariables[] = {"@", "gdummy @"};

}  // namespace

const LanguageTable& java_table() {
  static const LanguageTable table{syntax::Language::java, kShapes, kFields, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
