#include "analyzers/patterns/languages/c_family.h"

#include "analyzers/patterns/languages/c_declarations.h"
#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/languages/numbers.h"
#include "analyzers/patterns/languages/shapes.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;

bool is_kind(syntax::Node node, std::string_view kind) { return node && node.kind() == kind; }

// a.b; a->b is (*a).b.
void make_field(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node owner = node.field("argument"), sign = node.field("operator");
  const bool arrow = sign && lowering.text(sign) == "->";
  lowering.open(Kind::dot, role, node);
  if (arrow) lowering.open(Kind::unary, object, owner, "*");
  lowering.lower(owner, arrow ? operand : object);
  if (arrow) lowering.close();
  lowering.lower(node.field("field"), name);
  lowering.close();
}

void make_subscript(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::index, role, node);
  lowering.lower(node.field("argument"), object);
  lowering.lower(node.field("index"), argument);
  lowering.lower(node.field("indices"), argument);
  lowering.close();
}

void make_unary(Lowering& lowering, syntax::Node node, Role role) {
  const std::string_view text = lowering.text(node.field("operator"));
  lowering.open(Kind::unary, role, node, text == "not" ? "!" : text == "compl" ? "~" : text);
  lowering.lower(node.field("argument"), operand);
  lowering.close();
}

void make_binary(Lowering& lowering, syntax::Node node, Role role) {
  const std::string_view text = lowering.text(node.field("operator"));
  lowering.open(Kind::binary, role, node,
                text == "and"      ? "&&"
                : text == "or"     ? "||"
                : text == "not_eq" ? "!="
                : text.empty()     ? ","
                                   : text);
  lowering.lower(node.field("left"), left);
  lowering.lower(node.field("right"), right);
  lowering.close();
}

void make_update(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node sign = node.field("operator");
  const bool plus = lowering.text(sign) == "++", before = sign.start_byte() == node.start_byte();
  lowering.open(Kind::unary, role, node, plus ? (before ? "++x" : "x++") : (before ? "--x" : "x--"));
  lowering.lower(node.field("argument"), operand);
  lowering.close();
}

void make_assignment(Lowering& lowering, syntax::Node node, Role role) {
  const std::string_view text = lowering.text(node.field("operator"));
  const bool plain = text == "=";
  lowering.open(plain ? Kind::assign : Kind::assign_op, role, node, plain ? "" : text);
  lowering.lower(node.field("left"), left);
  lowering.lower(node.field("right"), right);
  lowering.close();
}

// sizeof x, sizeof(T): a call.
void make_sizeof(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node word = node.child(0);
  lowering.open(Kind::call, role, node);
  lowering.leaf(Kind::identifier, callee, word);
  lowering.lower_children(node, argument);
  lowering.close();
}

// (T){...}, T{...}, new T(...)
void make_create(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node arguments = node.field("arguments") ? node.field("arguments") : node.field("value");
  lowering.open(Kind::create, role, node);
  lowering.lower(node.field("type"), type);
  if (arguments) lowering.lower_children(arguments, argument);
  lowering.close();
}

// {.x = v}
void make_designated(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kC(syntax::Language::c, {{"designator", name}, {"value", value}}),
      kCpp(syntax::Language::cpp, {{"designator", name}, {"value", value}});
  lower_fields(lowering, node, Kind::pair, role, lowering.tree().language() == syntax::Language::c ? kC : kCpp);
}

// A::b
void make_qualified(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node scope = node.field("scope");
  if (!scope) return lowering.lower(node.field("name"), role);
  lowering.open(Kind::dot, role, node);
  lowering.lower(scope, object);
  lowering.lower(node.field("name"), name);
  lowering.close();
}

void make_string(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view text = lowering.text(node);
  text.remove_prefix(std::min(text.find('"'), text.size()));
  lowering.leaf(Kind::string, role, node, unquoted(text));
}

void make_raw_string(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view text = lowering.text(node);
  const std::size_t open = text.find('('), close = text.rfind(')');
  if (open == text.npos || close == text.npos || close < open) return make_string(lowering, node, role);
  lowering.leaf(Kind::string, role, node, text.substr(open + 1, close - open - 1));
}

// "a" "b"; with a macro among them it is no string that is known.
void make_concatenated(Lowering& lowering, syntax::Node node, Role role) {
  std::string joined;
  bool plain = true;
  for_named(node, [&](syntax::Node part) {
    const std::string_view text = lowering.text(part);
    plain = plain && is_kind(part, "string_literal");
    joined += unquoted(text.substr(std::min(text.find('"'), text.size())));
  });
  if (plain) {
    lowering.leaf(Kind::string, role, node, lowering.ast().keep(std::move(joined)));
    return;
  }
  lowering.open(Kind::other, role, node);
  lowering.lower_children(node, element);
  lowering.close();
}

void make_include(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node path = node.field("path");
  if (!path) return;
  lowering.open(Kind::import, role, node);
  if (is_kind(path, "system_lib_string"))
    lowering.leaf(Kind::string, object, path, lowering.text(path));
  else
    lowering.lower(path, object);
  lowering.close();
}

// using namespace a; using a::b;
void make_using(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node what = first_named(node);
  lowering.open(Kind::import, role, node);
  if (is_kind(what, "qualified_identifier") && node.child(1) == what) {
    lowering.lower(what.field("scope"), object);
    lowering.lower(what.field("name"), name);
  } else {
    lowering.lower(what, object);
    lowering.leaf(Kind::token, name, node, "*");
  }
  lowering.close();
}

// What stands under a condition of the preprocessor stands there all the same.
void make_conditional_lines(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node test = node.field("condition"), word = node.field("name");
  for_named(node, [&](syntax::Node child) {
    if (!(child == test) && !(child == word)) lowering.lower(child, role);
  });
}

void lower_otherwise(Lowering& lowering, syntax::Node clause) {
  const syntax::Node inner = clause ? first_named(clause) : clause;
  if (!inner) return;
  if (is_kind(inner, "if_statement"))
    lowering.lower(inner, otherwise);
  else
    lower_c_body(lowering, inner, otherwise);
}

void make_if(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::if_, role, node);
  lowering.lower(node.field("condition"), condition);
  lower_c_body(lowering, node.field("consequence"), then);
  lower_otherwise(lowering, node.field("alternative"));
  lowering.close();
}

void make_loop(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(is_kind(node, "do_statement") ? Kind::do_while : Kind::while_, role, node);
  lowering.lower(node.field("condition"), condition);
  lower_c_body(lowering, node.field("body"), body);
  lowering.close();
}

void make_for(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::for_, role, node);
  lowering.lower(node.field("initializer"), initializer);
  lowering.lower(node.field("condition"), condition);
  lowering.lower(node.field("update"), update);
  lower_c_body(lowering, node.field("body"), body);
  lowering.close();
}

void make_switch(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::switch_, role, node);
  lowering.lower(node.field("condition"), condition);
  if (const syntax::Node cases = node.field("body")) lowering.lower_children(cases, element);
  lowering.close();
}

void make_case(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node label = node.field("value");
  lowering.open(Kind::case_, role, node);
  lowering.lower(label, argument);
  for_named(node, [&](syntax::Node child) {
    if (!(child == label)) lowering.lower(child, statement);
  });
  lowering.close();
}

// The label stands before its statement.
void make_label(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node label = node.field("label");
  lowering.ast().open(Kind::other, role, label.start_byte(), label.end_byte(), node.kind_id());
  lowering.lower(label, name);
  lowering.close();
  for_named(node, [&](syntax::Node child) {
    if (!(child == label)) lowering.lower(child, role);
  });
}

void make_try(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node tried = node.field("body");
  lowering.open(Kind::try_, role, node);
  lowering.lower(tried, body);
  for_named(node, [&](syntax::Node child) {
    if (!(child == tried)) lowering.lower(child, handler);
  });
  lowering.close();
}

constexpr Shape kShapes[] = {
    splice("expression_statement"),
    splice("parenthesized_expression"),
    splice("condition_clause"),
    splice("init_statement"),
    splice("argument_list"),
    splice("subscript_argument_list"),
    splice("parameter_list"),
    splice("declaration_list"),
    splice("linkage_specification"),
    splice("attributed_statement"),
    splice("extension_expression"),
    splice("field_designator"),
    splice("dependent_name"),
    splice("friend_declaration"),
    {"access_specifier", As::drop},
    {"attribute_declaration", As::drop},
    {"attribute_specifier", As::drop},
    {"template_parameter_list", As::drop},
    splice("template_declaration"),
    node("compound_statement", Kind::block, statement),
    custom("declaration", make_c_declaration),
    custom("field_declaration", make_c_declaration),
    custom("function_definition", make_c_function, Kind::function),
    custom("parameter_declaration", make_c_parameter),
    custom("optional_parameter_declaration", make_c_parameter),
    custom("variadic_parameter_declaration", make_c_parameter),
    custom("type_descriptor", make_c_type),
    custom("struct_specifier", make_c_class),
    custom("union_specifier", make_c_class),
    custom("class_specifier", make_c_class),
    custom("namespace_definition", make_cpp_namespace),
    custom("lambda_expression", make_cpp_lambda),
    custom("for_range_loop", make_cpp_range_loop),
    leaf("sized_type_specifier", Kind::identifier),
    leaf("primitive_type", Kind::identifier),
    node("call_expression", Kind::call),
    node("cast_expression", Kind::cast),
    node("conditional_expression", Kind::conditional),
    node("initializer_list", Kind::list, element),
    custom("initializer_pair", make_designated),
    custom("field_expression", make_field),
    custom("subscript_expression", make_subscript),
    custom("pointer_expression", make_unary),
    custom("unary_expression", make_unary),
    custom("update_expression", make_update),
    custom("binary_expression", make_binary),
    custom("comma_expression", make_binary),
    custom("assignment_expression", make_assignment),
    custom("sizeof_expression", make_sizeof),
    custom("compound_literal_expression", make_create),
    custom("new_expression", make_create),
    node("delete_expression", Kind::unary, operand, "delete"),
    custom("qualified_identifier", make_qualified),
    custom("nested_namespace_specifier", make_qualified),
    custom("string_literal", make_string, Kind::string),
    custom("raw_string_literal", make_raw_string, Kind::string),
    custom("concatenated_string", make_concatenated, Kind::string),
    leaf("char_literal", Kind::other),
    custom("number_literal", make_integer, Kind::number),
    leaf("true", Kind::boolean, "true"),
    leaf("false", Kind::boolean, "false"),
    leaf("null", Kind::null, "null"),
    custom("preproc_include", make_include),
    custom("using_declaration", make_using),
    custom("preproc_if", make_conditional_lines),
    custom("preproc_ifdef", make_conditional_lines),
    custom("preproc_elif", make_conditional_lines),
    custom("preproc_elifdef", make_conditional_lines),
    custom("preproc_else", make_conditional_lines),
    custom("if_statement", make_if, Kind::if_),
    custom("while_statement", make_loop),
    custom("do_statement", make_loop),
    custom("for_statement", make_for),
    custom("switch_statement", make_switch),
    custom("case_statement", make_case),
    custom("labeled_statement", make_label),
    custom("try_statement", make_try),
    node("catch_clause", Kind::catch_),
    node("return_statement", Kind::return_, operand),
    node("co_return_statement", Kind::return_, operand),
    node("break_statement", Kind::break_),
    node("continue_statement", Kind::continue_),
    node("throw_statement", Kind::throw_, operand),
    node("co_await_expression", Kind::await, operand),
    node("co_yield_statement", Kind::yield, operand),
};

// Statements; what stands outside of functions; members of a class.
constexpr Wrapper kWrappers[] = {
    {"void gdummy() { ", "\n}"}, {"void gdummy() { ", ";\n}"}, {"", "\n"}, {"struct gdummy { ", "\n};"}, {"", ";\n"}};
constexpr std::string_view kEllipses[] = {"@", "@;", "@;;", "gdummy @;", "case @: gdummy;"};
constexpr std::string_view kMetavariables[] = {"@", "@;"};

}  // namespace

LanguageTable c_family_table(syntax::Language language) {
  return {language, kShapes, {}, kWrappers, kEllipses, kMetavariables};
}

}  // namespace gate::patterns
