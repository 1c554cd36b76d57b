#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/languages/go_definitions.h"
#include "analyzers/patterns/languages/numbers.h"
#include "analyzers/patterns/languages/shapes.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kGo = syntax::Language::go;

KindId go_kind(std::string_view kind) { return syntax::kind_id(kGo, kind); }

// One expression stands for itself, several are a tuple.
void make_expression_list(Lowering& lowering, syntax::Node node, Role role) {
  const bool several = count_named(node) > 1;
  if (several) lowering.open(Kind::tuple, role, node);
  for_named(node, [&](syntax::Node child) { lowering.lower(child, several ? element : role); });
  if (several) lowering.close();
}

void make_string(Lowering& lowering, syntax::Node node, Role role) {
  lowering.leaf(Kind::string, role, node, unquoted(lowering.text(node)));
}

// `=`, `:=`, `+=`.
void make_assignment(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {{"left", left}, {"right", right}});
  const syntax::Node sign = node.field("operator");
  const std::string_view text = sign ? lowering.text(sign) : ":=";
  if (text == "=" || text == ":=")
    lower_fields(lowering, node, Kind::assign, role, kRoles, none, text == ":=" ? text : "");
  else
    lower_fields(lowering, node, Kind::assign_op, role, kRoles, none, text);
}

void make_increment(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {});
  static const KindId kIncrement = go_kind("inc_statement");
  lower_fields(lowering, node, Kind::unary, role, kRoles, operand, node.kind_id() == kIncrement ? "x++" : "x--");
}

void make_selector(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {{"operand", object}, {"field", name}});
  lower_fields(lowering, node, Kind::dot, role, kRoles);
}

void make_index(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {{"operand", object}, {"index", argument}});
  lower_fields(lowering, node, Kind::index, role, kRoles);
}

void make_slice(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::slice, role, node);
  lowering.lower(node.field("operand"), object);
  for (const std::string_view bound : {"start", "end", "capacity"}) {
    if (const syntax::Node child = node.field(bound))
      lowering.lower(child, argument);
    else if (bound != "capacity")
      lowering.leaf(Kind::token, argument, node, "");
  }
  lowering.close();
}

void make_call(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {{"function", callee}, {"arguments", argument}});
  lower_fields(lowering, node, Kind::call, role, kRoles);
}

// With a type that is a name, `T(x)` looks like a call, and the grammar may read one as the other.
void make_conversion(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kName = go_kind("type_identifier"), kQualified = go_kind("qualified_type");
  static const FieldRoles kCall(kGo, {{"type", callee}, {"operand", argument}});
  const KindId type_kind = node.field("type").kind_id();
  if (type_kind == kName || type_kind == kQualified) {
    lower_fields(lowering, node, Kind::call, role, kCall);
    return;
  }
  static const FieldRoles kRoles(kGo, {{"type", type}, {"operand", value}});
  lower_fields(lowering, node, Kind::cast, role, kRoles);
}

void make_pointer(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kGo, {});
  lower_fields(lowering, node, Kind::unary, role, kRoles, operand, "*");
}

// `T{a, Field: b}`.
void make_composite(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::create, role, node);
  lowering.lower(node.field("type"), type);
  lowering.lower_children(node.field("body"), argument);
  lowering.close();
}

// A field's name makes it a named argument; any other key a pair.
void make_keyed_element(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kIdentifier = go_kind("identifier");
  const syntax::Node key = first_named(node.field("key"));
  const bool named = key && key.kind_id() == kIdentifier;
  lowering.open(named ? Kind::keyword : Kind::pair, role, node);
  lowering.lower(node.field("key"), name);
  lowering.lower(node.field("value"), value);
  lowering.close();
}

// `Field: value` as a pattern of its own is read as a label.
void make_label(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kExpression = go_kind("expression_statement");
  const syntax::Node label = first_named(node);
  const syntax::Node statement_node = node.named_child(node.named_child_count() - 1);
  const bool entry = statement_node && statement_node.kind_id() == kExpression;
  lowering.open(entry ? Kind::keyword : Kind::other, role, node);
  lowering.lower(label, name);
  if (statement_node && !(statement_node == label)) lowering.lower(statement_node, entry ? value : body);
  lowering.close();
}

// What stands before the condition is a statement before the whole.
void lower_with_initializer(Lowering& lowering, syntax::Node node, Role role,
                            void (*rest)(Lowering&, syntax::Node, Role)) {
  const syntax::Node before = node.field("initializer");
  if (!before) return rest(lowering, node, role);
  const bool block = role != statement;
  if (block) lowering.open(Kind::block, role, node);
  lowering.lower(before, statement);
  rest(lowering, node, statement);
  if (block) lowering.close();
}

void make_if(Lowering& lowering, syntax::Node node, Role role) {
  lower_with_initializer(lowering, node, role, [](Lowering& into, syntax::Node inner, Role its_role) {
    static const FieldRoles kRoles(kGo, {{"condition", condition}, {"consequence", then}, {"alternative", otherwise}});
    lower_fields(into, inner, Kind::if_, its_role, kRoles);
  });
}

void make_switch(Lowering& lowering, syntax::Node node, Role role) {
  lower_with_initializer(lowering, node, role, [](Lowering& into, syntax::Node inner, Role its_role) {
    static const FieldId kInitializer = syntax::field_id(kGo, "initializer"), kValue = syntax::field_id(kGo, "value");
    into.open(Kind::switch_, its_role, inner);
    syntax::for_children(inner, [&](syntax::Node child, FieldId field) {
      if (child.is_named() && field != kInitializer) into.lower(child, field == kValue ? condition : element);
    });
    into.close();
  });
}

// `switch x := y.(type)`: the condition is an assignment.
void make_type_switch(Lowering& lowering, syntax::Node node, Role role) {
  lower_with_initializer(lowering, node, role, [](Lowering& into, syntax::Node inner, Role its_role) {
    static const FieldRoles kRoles(kGo, {});
    static const KindId kCase = go_kind("type_case"), kDefault = go_kind("default_case");
    into.open(Kind::switch_, its_role, inner);
    const syntax::Node alias = inner.field("alias");
    if (alias) {
      into.open(Kind::assign, condition, inner, ":=");
      into.lower(alias, left);
      into.lower(inner.field("value"), right);
      into.close();
    } else {
      into.lower(inner.field("value"), condition);
    }
    for_named(inner, [&](syntax::Node child) {
      if (child.kind_id() == kCase || child.kind_id() == kDefault) into.lower(child, element);
    });
    into.close();
  });
}

void make_case(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kList = go_kind("expression_list");
  static const FieldRoles kRoles(kGo, {{"value", argument}, {"communication", argument}, {"type", argument}});
  const syntax::Node values = node.field("value");
  if (!values || values.kind_id() != kList) {
    lower_fields(lowering, node, Kind::case_, role, kRoles, statement);
    return;
  }
  lowering.open(Kind::case_, role, node);
  lowering.lower_children(values, argument);
  for_named(node, [&](syntax::Node child) {
    if (!(child == values)) lowering.lower(child, statement);
  });
  lowering.close();
}

// `case x := <-c:`.
void make_receive(Lowering& lowering, syntax::Node node, Role role) {
  if (!node.field("left")) return lowering.lower(node.field("right"), role);
  make_assignment(lowering, node, role);
}

// `for range`, `for a; b; c`, `for condition`, `for`.
void make_for(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kRange = go_kind("range_clause"), kClause = go_kind("for_clause");
  const syntax::Node loop_body = node.field("body"), header = first_named(node);
  const bool each = header && header.kind_id() == kRange;
  lowering.open(each ? Kind::for_each : Kind::for_, role, node);
  if (each) {
    lowering.lower(header.field("left"), left);
    lowering.lower(header.field("right"), right);
  } else if (header && header.kind_id() == kClause) {
    lowering.lower(header.field("initializer"), initializer);
    lowering.lower(header.field("condition"), condition);
    lowering.lower(header.field("update"), update);
  } else if (header && !(header == loop_body)) {
    const bool anything = is_list_placeholder(lowering.text(header));  // `for ... { }` is a loop of any kind
    lowering.lower(header, anything ? initializer : condition);
  }
  lowering.lower(loop_body, body);
  lowering.close();
}

constexpr Shape kShapes[] = {
    splice("expression_statement"),
    splice("parenthesized_expression"),
    splice("parenthesized_type"),
    splice("argument_list"),
    splice("parameter_list"),
    splice("type_arguments"),
    splice("type_elem"),
    splice("type_constraint"),
    splice("literal_element"),
    splice("statement_list", statement),
    splice("import_declaration"),
    splice("import_spec_list"),
    splice("var_declaration"),
    splice("var_spec_list"),
    splice("const_declaration"),
    splice("type_declaration"),
    splice("field_declaration_list"),
    {"empty_statement", As::drop},
    {"block", As::node, Kind::block, statement},
    {"binary_expression", As::node, Kind::binary},
    {"unary_expression", As::node, Kind::unary},
    {"variadic_argument", As::node, Kind::spread, operand, "..."},
    {"return_statement", As::node, Kind::return_, operand},
    {"break_statement", As::node, Kind::break_, operand},
    {"continue_statement", As::node, Kind::continue_, operand},
    {"literal_value", As::node, Kind::list, element},
    {"qualified_type",
     As::custom,
     Kind::dot,
     none,
     {},
     [](Lowering& lowering, syntax::Node node, Role role) {
       static const FieldRoles kRoles(kGo, {{"package", object}, {"name", name}});
       lower_fields(lowering, node, Kind::dot, role, kRoles);
     }},
    custom("expression_list", make_expression_list),
    custom("import_spec", make_go_import),
    custom("interpreted_string_literal", make_string),
    custom("raw_string_literal", make_string),
    custom("var_spec", make_go_var),
    custom("const_spec", make_go_const),
    custom("assignment_statement", make_assignment),
    custom("short_var_declaration", make_assignment),
    custom("receive_statement", make_receive),
    custom("inc_statement", make_increment),
    custom("dec_statement", make_increment),
    custom("selector_expression", make_selector),
    custom("index_expression", make_index),
    custom("slice_expression", make_slice),
    custom("call_expression", make_call),
    custom("type_conversion_expression", make_conversion),
    custom("pointer_type", make_pointer),
    custom("composite_literal", make_composite),
    custom("keyed_element", make_keyed_element),
    custom("labeled_statement", make_label),
    custom("function_declaration", make_go_function),
    custom("method_declaration", make_go_function),
    custom("method_elem", make_go_function),
    custom("func_literal", make_go_lambda),
    custom("function_type", make_go_function_type),
    custom("parameter_declaration", make_go_parameter),
    custom("variadic_parameter_declaration", make_go_variadic),
    custom("field_declaration", make_go_field),
    custom("type_spec", make_go_type_specification),
    custom("if_statement", make_if, Kind::if_),
    custom("expression_switch_statement", make_switch),
    custom("type_switch_statement", make_type_switch),
    {"select_statement", As::node, Kind::switch_, element, "select"},
    custom("expression_case", make_case),
    custom("type_case", make_case),
    custom("communication_case", make_case),
    {"default_case", As::node, Kind::case_, statement},
    custom("for_statement", make_for),
    custom("int_literal", make_integer, Kind::number),
    leaf("float_literal", Kind::number),
    leaf("imaginary_literal", Kind::number),
    leaf("rune_literal", Kind::other),
    leaf("true", Kind::boolean, "true"),
    leaf("false", Kind::boolean, "false"),
    leaf("nil", Kind::null, "null"),
};

constexpr Wrapper kWrappers[] = {{"", "\n"},
                                 {"gdummy = gdummy{", "}"},
                                 {"func gdummy() { ", "\n}"},
                                 {"switch gdummy { ", "\n}"},
                                 {"type gdummy interface { ", "\n}"}};
constexpr std::string_view kEllipses[] = {"@", "@;", "case @: gdummy", "@: gdummy", "@ gdummy", "@ \"gdummy\"", "@()"};
constexpr std::string_view kMetavariables[] = {"@"};

}  // namespace

const LanguageTable& go_table() {
  static const LanguageTable table{kGo, kShapes, {}, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
