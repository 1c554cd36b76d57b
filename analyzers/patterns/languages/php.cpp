#include <algorithm>
#include <cctype>

#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/languages/numbers.h"
#include "analyzers/patterns/languages/php_definitions.h"
#include "analyzers/patterns/languages/php_statements.h"
#include "analyzers/patterns/languages/php_strings.h"
#include "analyzers/patterns/languages/shapes.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kPhp = syntax::Language::php;

KindId php_kind(std::string_view kind) { return syntax::kind_id(kPhp, kind); }

// The '$' belongs to the name, but for the words of patterns.
void make_variable(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view text = lowering.text(node);
  const std::string_view name = text.substr(text.empty() ? 0 : 1);
  if (name == kEllipsisWord || name.starts_with(kMetavariableWord) || name.starts_with(kListWord)) text = name;
  lowering.leaf(Kind::identifier, role, node, text);
}

// Functions, classes and constants are known by their names in any case; members and variables are not.
void make_name(Lowering& lowering, syntax::Node node, Role role) {
  const std::string_view text = lowering.text(node);
  const bool own = text.starts_with(kMetavariableWord) || text.starts_with(kListWord) || text.starts_with(kTypedWord);
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (own || lower == text)
    lowering.leaf(Kind::identifier, role, node);
  else
    lowering.leaf(Kind::identifier, role, node, lowering.ast().keep(std::move(lower)));
}

void make_boolean(Lowering& lowering, syntax::Node node, Role role) {
  const bool yes = lowering.text(node).starts_with('t') || lowering.text(node).starts_with('T');
  lowering.leaf(Kind::boolean, role, node, yes ? "true" : "false");
}

void lower_member_name(Lowering& lowering, syntax::Node node) {
  static const KindId kName = php_kind("name");
  if (node && node.kind_id() == kName)
    lowering.leaf(Kind::identifier, name, node);
  else
    lowering.lower(node, name);
}

// \A\B\C is a chain; a name alone is itself.
void make_qualified_name(Lowering& lowering, syntax::Node node, Role role) { lower_php_name(lowering, node, role); }

// a->b, A::b.
void make_member(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::dot, role, node);
  lowering.lower(node.field("object") ? node.field("object") : node.field("scope"), object);
  lower_member_name(lowering, node.field("name"));
  lowering.close();
}

// A::B has no fields.
void make_constant_access(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::dot, role, node);
  bool first = true;
  for_named(node, [&](syntax::Node child) {
    if (first)
      lowering.lower(child, object);
    else
      lower_member_name(lowering, child);
    first = false;
  });
  lowering.close();
}

void make_member_call(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node arguments = node.field("arguments"), method = node.field("name");
  const syntax::Node owner = node.field("object") ? node.field("object") : node.field("scope");
  lowering.open(Kind::call, role, node);
  lowering.ast().open(Kind::dot, callee, node.start_byte(), method.end_byte(), node.kind_id());
  lowering.lower(owner, object);
  lower_member_name(lowering, method);
  lowering.close();
  lowering.lower(arguments, argument);
  lowering.close();
}

// new T(...), new class { ... }
void make_new(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kArguments = php_kind("arguments"), kClass = php_kind("anonymous_class");
  lowering.open(Kind::create, role, node);
  for_named(node, [&](syntax::Node child) {
    const KindId kind = child.kind_id();
    lowering.lower(child, kind == kArguments ? argument : kind == kClass ? body : type);
  });
  lowering.close();
}

void make_subscript(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::index, role, node);
  bool first = true;
  for_named(node, [&](syntax::Node child) {
    lowering.lower(child, first ? object : argument);
    first = false;
  });
  lowering.close();
}

// `value` or `key => value`; also within foreach.
void make_element(Lowering& lowering, syntax::Node node, Role role) {
  if (count_named(node) < 2) return lowering.lower(first_named(node), role);
  lowering.open(Kind::pair, role, node);
  bool first = true;
  for_named(node, [&](syntax::Node child) {
    lowering.lower(child, first ? name : value);
    first = false;
  });
  lowering.close();
}

void make_argument(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldId kName = syntax::field_id(kPhp, "name");
  const syntax::Node label = node.field("name");
  if (label) {
    lowering.open(Kind::keyword, role, node);
    lowering.lower(label, name);
  }
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (child.is_named() && field != kName) lowering.lower(child, label ? value : role);
  });
  if (label) lowering.close();
}

// echo, include and their like are calls of functions of that name.
void make_intrinsic(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view word = lowering.text(node.child(0));
  lowering.open(Kind::call, role, node);
  lowering.ast().leaf(Kind::identifier, callee, node.start_byte(),
                      node.start_byte() + static_cast<std::uint32_t>(word.size()), 0, word);
  lowering.lower_children(node, argument);
  lowering.close();
}

// `<?= e ?>` is an echo.
void make_expression_statement(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view before = lowering.tree().text().substr(0, node.start_byte());
  while (!before.empty() && (before.back() == ' ' || before.back() == '\t' || before.back() == '\n'))
    before.remove_suffix(1);
  if (!before.ends_with("<?=")) return lowering.lower_children(node, role);
  lowering.open(Kind::call, role, node);
  lowering.ast().leaf(Kind::identifier, callee, node.start_byte(), node.start_byte(), 0, "echo");
  lowering.lower_children(node, argument);
  lowering.close();
}

std::string_view operator_of(Lowering& lowering, syntax::Node node) {
  const std::string_view text = lowering.text(node.field("operator"));
  return text == "and" ? "&&" : text == "or" ? "||" : text == "<>" ? "!=" : text;
}

void make_binary(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kPhp, {{"left", left}, {"right", right}});
  lower_fields(lowering, node, Kind::binary, role, kRoles, none, operator_of(lowering, node));
}

void make_unary(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kPhp, {});
  lower_fields(lowering, node, Kind::unary, role, kRoles, operand, lowering.text(node.child(0)));
}

void make_update(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kPhp, {{"argument", operand}});
  const syntax::Node sign = node.field("operator");
  const bool plus = lowering.text(sign) == "++", before = sign.start_byte() == node.start_byte();
  lower_fields(lowering, node, Kind::unary, role, kRoles, none,
               plus ? (before ? "++x" : "x++") : (before ? "--x" : "x--"));
}

void make_assignment(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kPhp, {{"left", left}, {"right", right}});
  lower_fields(lowering, node, Kind::assign, role, kRoles);
}

void make_conditional(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kPhp, {{"condition", condition}, {"body", then}, {"alternative", otherwise}});
  lower_fields(lowering, node, Kind::conditional, role, kRoles);
}

constexpr Shape kShapes[] = {
    drop("php_tag"),
    drop("text"),
    drop("text_interpolation"),
    drop("empty_statement"),
    splice("parenthesized_expression"),
    splice("sequence_expression"),
    splice("arguments"),
    splice("formal_parameters"),
    splice("switch_block"),
    splice("type_list"),
    splice("named_type"),
    splice("declaration_list"),
    splice("enum_declaration_list"),
    splice("attribute_list"),
    splice("attribute_group"),
    custom("name", make_name),
    custom("variable_name", make_variable),
    custom("qualified_name", make_qualified_name),
    custom("namespace_name", make_qualified_name),
    custom("relative_name", make_qualified_name),
    custom("expression_statement", make_expression_statement),
    node("compound_statement", Kind::block, statement),
    node("colon_block", Kind::block, statement),
    node("function_call_expression", Kind::call),
    custom("member_call_expression", make_member_call),
    custom("nullsafe_member_call_expression", make_member_call),
    custom("scoped_call_expression", make_member_call),
    custom("member_access_expression", make_member),
    custom("nullsafe_member_access_expression", make_member),
    custom("scoped_property_access_expression", make_member),
    custom("class_constant_access_expression", make_constant_access),
    custom("object_creation_expression", make_new),
    custom("subscript_expression", make_subscript),
    custom("argument", make_argument),
    custom("echo_statement", make_intrinsic),
    custom("print_intrinsic", make_intrinsic),
    custom("include_expression", make_intrinsic),
    custom("include_once_expression", make_intrinsic),
    custom("require_expression", make_intrinsic),
    custom("require_once_expression", make_intrinsic),
    custom("exit_statement", make_intrinsic),
    custom("unset_statement", make_intrinsic),
    node("array_creation_expression", Kind::list, element),
    node("list_literal", Kind::list, element),
    custom("array_element_initializer", make_element),
    custom("pair", make_element),
    custom("binary_expression", make_binary),
    custom("unary_op_expression", make_unary),
    custom("error_suppression_expression", make_unary),
    custom("clone_expression", make_unary),
    custom("update_expression", make_update),
    node("by_ref", Kind::unary, operand, "&"),
    node("variadic_unpacking", Kind::spread, operand, "..."),
    custom("assignment_expression", make_assignment),
    custom("reference_assignment_expression", make_assignment),
    node("augmented_assignment_expression", Kind::assign_op),
    custom("conditional_expression", make_conditional),
    node("cast_expression", Kind::cast),
    node("yield_expression", Kind::yield, operand),
    node("throw_expression", Kind::throw_, operand),
    node("return_statement", Kind::return_, operand),
    node("break_statement", Kind::break_, operand),
    node("continue_statement", Kind::continue_, operand),
    custom("if_statement", make_php_if, Kind::if_),
    custom("while_statement", make_php_loop),
    custom("do_statement", make_php_loop),
    custom("for_statement", make_php_for),
    custom("foreach_statement", make_php_foreach),
    node("switch_statement", Kind::switch_, element),
    {"case_statement",
     As::custom,
     Kind::case_,
     none,
     {},
     [](Lowering& lowering, syntax::Node node, Role role) {
       static const FieldRoles kRoles(kPhp, {{"value", argument}});
       lower_fields(lowering, node, Kind::case_, role, kRoles, statement);
     }},
    node("default_statement", Kind::case_, statement),
    custom("try_statement", make_php_try),
    node("catch_clause", Kind::catch_),
    custom("string", make_php_string, Kind::string),
    custom("encapsed_string", make_php_template, Kind::string),
    custom("heredoc", make_php_heredoc, Kind::string),
    custom("nowdoc", make_php_heredoc, Kind::string),
    custom("shell_command_expression", make_php_command),
    custom("function_definition", make_php_function, Kind::function),
    custom("method_declaration", make_php_function, Kind::function),
    custom("anonymous_function", make_php_lambda),
    custom("arrow_function", make_php_lambda),
    custom("simple_parameter", make_php_parameter),
    custom("variadic_parameter", make_php_parameter),
    custom("property_promotion_parameter", make_php_parameter),
    custom("class_declaration", make_php_class, Kind::class_),
    custom("interface_declaration", make_php_class, Kind::class_),
    custom("trait_declaration", make_php_class, Kind::class_),
    custom("enum_declaration", make_php_class, Kind::class_),
    custom("anonymous_class", make_php_class, Kind::class_),
    custom("property_declaration", make_php_property),
    custom("const_declaration", make_php_property),
    custom("function_static_declaration", make_php_static),
    custom("attribute", make_php_attribute),
    custom("namespace_definition", make_php_namespace),
    custom("namespace_use_declaration", make_php_use),
    leaf("relative_scope", Kind::identifier),
    leaf("primitive_type", Kind::identifier),
    custom("boolean", make_boolean, Kind::boolean),
    leaf("null", Kind::null, "null"),
    custom("integer", make_integer, Kind::number),
    leaf("float", Kind::number),
};

// Statements, what an array holds, members of a class.
constexpr Wrapper kWrappers[] = {{"<?php ", "\n;"}, {"<?php [", "];"}, {"<?php class gdummy { ", "\n}"}};
constexpr std::string_view kEllipses[] = {"@", "@;", "$@", "function gdummy($@);", "case @: gdummy;"};
constexpr std::string_view kMetavariables[] = {"@", "$@"};

}  // namespace

const LanguageTable& php_table() {
  static const LanguageTable table{kPhp, kShapes, {}, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
