#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/languages/numbers.h"
#include "analyzers/patterns/languages/rust_items.h"
#include "analyzers/patterns/languages/shapes.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kRust = syntax::Language::rust;

KindId rust_kind(std::string_view kind) { return syntax::kind_id(kRust, kind); }

void make_let(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kMutable = rust_kind("mutable_specifier");
  lowering.open(Kind::define, role, node);
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kMutable) lowering.leaf(Kind::token, modifier, child);
  });
  lowering.lower(node.field("type"), type);
  lowering.lower(node.field("pattern"), name);
  lowering.lower(node.field("value"), value);
  lowering.lower(node.field("alternative"), otherwise);
  lowering.close();
}

// a::b; ::b is b.
void make_scoped(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRust, {{"path", object}, {"name", name}});
  if (!node.field("path")) return lowering.lower(node.field("name"), role);
  lower_fields(lowering, node, Kind::dot, role, kRoles);
}

void make_field(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRust, {{"value", object}, {"field", name}});
  lower_fields(lowering, node, Kind::dot, role, kRoles);
}

void make_index(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::index, role, node);
  bool first = true;
  for_named(node, [&](syntax::Node child) {
    lowering.lower(child, first ? object : argument);
    first = false;
  });
  lowering.close();
}

// f::<T> is f.
void make_generic_function(Lowering& lowering, syntax::Node node, Role role) {
  lowering.lower(node.field("function"), role);
}

void make_reference(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::unary, role, node, "&");
  lowering.lower(node.field("value"), operand);
  lowering.lower(node.field("type"), operand);
  lowering.close();
}

// What a macro is given is read as arguments: tokens between commas. A single one is what it is elsewhere.
void lower_macro_arguments(Lowering& lowering, syntax::Node tree) {
  std::vector<syntax::Node> group;
  auto flush = [&] {
    if (group.size() == 1) {
      lowering.lower(group[0], argument);
    } else if (!group.empty()) {
      lowering.ast().open(Kind::other, argument, group.front().start_byte(), group.back().end_byte(), tree.kind_id());
      for (const syntax::Node token : group) {
        if (token.is_named())
          lowering.lower(token, none);
        else
          lowering.leaf(Kind::token, none, token);
      }
      lowering.close();
    }
    group.clear();
  };
  bool first = true;
  syntax::for_children(tree, [&](syntax::Node child, FieldId) {
    const std::string_view text = child.is_named() ? "" : lowering.text(child);
    if (text == ",")
      flush();
    else if (!first && !child.is_extra() && child.end_byte() != tree.end_byte())
      group.push_back(child);
    first = false;
  });
  flush();
}

// m!(...) is a call of `m!`.
void make_macro(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kTree = rust_kind("token_tree");
  const syntax::Node macro = node.field("macro");
  lowering.open(Kind::call, role, node);
  lowering.lower(macro, callee);
  lowering.leaf(Kind::token, modifier, macro, "!");
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kTree) lower_macro_arguments(lowering, child);
  });
  lowering.close();
}

void make_structure(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::create, role, node);
  lowering.lower(node.field("name"), type);
  if (const syntax::Node fields = node.field("body")) lowering.lower_children(fields, argument);
  lowering.close();
}

void make_initializer(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node field = node.field("field"), own = first_named(node);
  if (!field && is_list_placeholder(lowering.text(own))) return lowering.lower(own, role);
  lowering.open(Kind::keyword, role, node);
  lowering.lower(field ? field : own, name);
  lowering.lower(field ? node.field("value") : own, value);
  lowering.close();
}

void make_if(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::if_, role, node);
  lowering.lower(node.field("condition"), condition);
  lowering.lower(node.field("consequence"), then);
  if (const syntax::Node clause = node.field("alternative")) lowering.lower(first_named(clause), otherwise);
  lowering.close();
}

void make_for(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRust, {{"pattern", left}, {"value", right}, {"body", body}});
  lower_fields(lowering, node, Kind::for_each, role, kRoles);
}

void make_match(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::switch_, role, node);
  lowering.lower(node.field("value"), condition);
  if (const syntax::Node arms = node.field("body")) lowering.lower_children(arms, element);
  lowering.close();
}

void make_arm(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRust, {{"pattern", argument}, {"value", statement}});
  lower_fields(lowering, node, Kind::case_, role, kRoles);
}

void make_closure(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kParameter = rust_kind("parameter"), kBlock = rust_kind("block");
  const syntax::Node parameters = node.field("parameters"), own = node.field("body");
  lowering.open(Kind::lambda, role, node);
  for_named(parameters, [&](syntax::Node child) {
    if (child.kind_id() == kParameter) return lowering.lower(child, parameter);
    lowering.open(Kind::parameter, parameter, child);
    lowering.lower(child, name);
    lowering.close();
  });
  lowering.lower(node.field("return_type"), returns);
  const bool block = own && own.kind_id() == kBlock;
  if (!block) lowering.open(Kind::block, body, own);
  lowering.lower(own, block ? body : statement);
  if (!block) lowering.close();
  lowering.close();
}

void make_string(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view text = lowering.text(node);
  const std::size_t open = text.find('"'), close = text.rfind('"');
  const bool whole = open != text.npos && close > open;
  lowering.leaf(Kind::string, role, node, whole ? text.substr(open + 1, close - open - 1) : text);
}

constexpr Shape kShapes[] = {
    splice("expression_statement"),
    splice("parenthesized_expression"),
    splice("arguments"),
    splice("parameters"),
    splice("match_pattern"),
    {"empty_statement", As::drop},
    node("block", Kind::block, statement),
    custom("let_declaration", make_let),
    custom("const_item", make_rust_constant),
    custom("static_item", make_rust_constant),
    custom("field_declaration", make_rust_constant),
    custom("function_item", make_rust_function, Kind::function),
    custom("function_signature_item", make_rust_function, Kind::function),
    custom("parameter", make_rust_parameter),
    custom("self_parameter", make_rust_parameter),
    custom("struct_item", make_rust_type),
    custom("enum_item", make_rust_type),
    custom("union_item", make_rust_type),
    custom("trait_item", make_rust_type),
    custom("impl_item", make_rust_type),
    custom("mod_item", make_rust_type),
    custom("use_declaration", make_rust_use),
    node("call_expression", Kind::call),
    custom("generic_function", make_generic_function),
    custom("macro_invocation", make_macro),
    custom("scoped_identifier", make_scoped),
    custom("scoped_type_identifier", make_scoped),
    custom("field_expression", make_field),
    custom("index_expression", make_index),
    custom("reference_expression", make_reference),
    custom("reference_type", make_reference),
    node("unary_expression", Kind::unary, operand),
    node("negative_literal", Kind::unary, operand),
    node("try_expression", Kind::unary, operand, "?"),
    node("await_expression", Kind::await, operand),
    node("yield_expression", Kind::yield, operand),
    node("binary_expression", Kind::binary),
    node("assignment_expression", Kind::assign),
    node("compound_assignment_expr", Kind::assign_op),
    node("type_cast_expression", Kind::cast),
    node("array_expression", Kind::list, element),
    node("tuple_expression", Kind::tuple, element),
    node("tuple_pattern", Kind::tuple, element),
    custom("struct_expression", make_structure),
    custom("field_initializer", make_initializer),
    custom("shorthand_field_initializer", make_initializer),
    node("base_field_initializer", Kind::spread, operand, ".."),
    custom("if_expression", make_if, Kind::if_),
    custom("for_expression", make_for),
    node("while_expression", Kind::while_),
    node("loop_expression", Kind::while_),
    custom("match_expression", make_match),
    custom("match_arm", make_arm),
    custom("closure_expression", make_closure),
    node("return_expression", Kind::return_, operand),
    node("break_expression", Kind::break_, operand),
    node("continue_expression", Kind::continue_, operand),
    custom("string_literal", make_string, Kind::string),
    custom("raw_string_literal", make_string, Kind::string),
    leaf("char_literal", Kind::other),
    custom("integer_literal", make_integer, Kind::number),
    leaf("float_literal", Kind::number),
    leaf("boolean_literal", Kind::boolean),
    leaf("lifetime", Kind::other),
};

constexpr Wrapper kWrappers[] = {{"fn gdummy() { ", "\n}"}, {"impl gdummy { ", "\n}"}, {"", "\n"}};
// A statement, a parameter, a field, an arm of match, a member.
constexpr std::string_view kEllipses[] = {"@", "@;", "@: gdummy", "@ => gdummy", "fn gdummy(@: gdummy);"};
constexpr std::string_view kMetavariables[] = {"@", "@;"};

}  // namespace

const LanguageTable& rust_table() {
  static const LanguageTable table{kRust, kShapes, {}, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
