#include "analyzers/patterns/languages/php_definitions.h"

#include <array>

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kPhp = syntax::Language::php;

KindId php_kind(std::string_view kind) { return syntax::kind_id(kPhp, kind); }

bool is_modifier(KindId kind) {
  static const std::array kModifiers = {php_kind("visibility_modifier"), php_kind("static_modifier"),
                                        php_kind("abstract_modifier"),   php_kind("final_modifier"),
                                        php_kind("readonly_modifier"),   php_kind("var_modifier")};
  for (const KindId modifier_kind : kModifiers)
    if (kind == modifier_kind) return true;
  return false;
}

void lower_modifiers(Lowering& lowering, syntax::Node node) {
  lowering.lower(node.field("attributes"), attribute);
  for_named(node, [&](syntax::Node child) {
    if (is_modifier(child.kind_id())) lowering.leaf(Kind::token, modifier, child);
  });
}

// The names of a chain, from the first to the last.
std::vector<syntax::Node> names_of(syntax::Node node) {
  static const KindId kName = php_kind("name");
  std::vector<syntax::Node> names;
  syntax::visit(node, [&](syntax::Node inner) {
    if (inner.kind_id() == kName && inner.is_named()) names.push_back(inner);
    return names.size() < 100 ? syntax::Visit::into : syntax::Visit::stop;
  });
  return names;
}

void lower_chain(Lowering& lowering, const std::vector<syntax::Node>& names, std::size_t count, Role role) {
  if (count == 0) return;
  if (count == 1) return lowering.lower(names[0], role);
  lowering.ast().open(Kind::dot, role, names[0].start_byte(), names[count - 1].end_byte(), names[0].kind_id());
  lower_chain(lowering, names, count - 1, object);
  lowering.lower(names[count - 1], name);
  lowering.close();
}

void lower_parameters(Lowering& lowering, syntax::Node node) {
  lowering.lower(node.field("parameters"), parameter);
  lowering.lower(node.field("return_type"), returns);
}

// `use A\B as C`, with the group's prefix before it.
void lower_use(Lowering& lowering, syntax::Node clause, const std::vector<syntax::Node>& prefix, Role role) {
  const syntax::Node alias = clause.field("alias");
  std::vector<syntax::Node> names = prefix;
  for_named(clause, [&](syntax::Node child) {
    if (child == alias) return;
    for (const syntax::Node part : names_of(child)) names.push_back(part);
  });
  lowering.open(Kind::import, role, clause);
  if (names.size() > 1) lower_chain(lowering, names, names.size() - 1, object);
  if (!names.empty()) lowering.lower(names.back(), names.size() > 1 ? name : object);
  lowering.lower(alias, left);
  lowering.close();
}

}  // namespace

void lower_php_name(Lowering& lowering, syntax::Node node, Role role) {
  const auto names = names_of(node);
  lower_chain(lowering, names, names.size(), role);
}

// A method that does not say who sees it is public.
void make_php_function(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kMethod = php_kind("method_declaration"), kVisibility = php_kind("visibility_modifier");
  bool visible = node.kind_id() != kMethod || !node.field("body");
  for_named(node, [&](syntax::Node child) { visible = visible || child.kind_id() == kVisibility; });
  lowering.open(Kind::function, role, node);
  lower_modifiers(lowering, node);
  if (!visible) lowering.leaf(Kind::token, modifier, node, "public");
  lowering.leaf(Kind::identifier, name, node.field("name"));
  lower_parameters(lowering, node);
  lowering.lower(node.field("body"), body);
  lowering.close();
}

// function (...) { ... }, fn (...) => e
void make_php_lambda(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kBlock = php_kind("compound_statement");
  const syntax::Node own = node.field("body");
  lowering.open(Kind::lambda, role, node);
  lower_parameters(lowering, node);
  if (own && own.kind_id() != kBlock) {
    lowering.open(Kind::block, body, own);
    lowering.lower(own, statement);
    lowering.close();
  } else {
    lowering.lower(own, body);
  }
  lowering.close();
}

void make_php_parameter(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kVariadic = php_kind("variadic_parameter");
  lowering.open(Kind::parameter, role, node, node.kind_id() == kVariadic ? "*" : "");
  lower_modifiers(lowering, node);
  lowering.lower(node.field("type"), type);
  lowering.lower(node.field("name"), name);
  lowering.lower(node.field("default_value"), value);
  lowering.close();
}

void make_php_class(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kBase = php_kind("base_clause"), kInterfaces = php_kind("class_interface_clause"),
                      kArguments = php_kind("arguments");
  lowering.open(Kind::class_, role, node);
  lower_modifiers(lowering, node);
  lowering.lower(node.field("name"), name);
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kBase || child.kind_id() == kInterfaces) lowering.lower_children(child, superclass);
    if (child.kind_id() == kArguments) lowering.lower(child, argument);
  });
  if (const syntax::Node members = node.field("body")) {
    lowering.open(Kind::block, body, members);
    lowering.lower_children(members, statement);
    lowering.close();
  }
  lowering.close();
}

void make_php_property(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kProperty = php_kind("property_element"), kConstant = php_kind("const_element");
  for_named(node, [&](syntax::Node child) {
    const bool constant = child.kind_id() == kConstant;
    if (!constant && child.kind_id() != kProperty) return;
    lowering.open(Kind::define, role, node);
    lower_modifiers(lowering, node);
    if (constant) lowering.leaf(Kind::token, modifier, child, "const");
    lowering.lower(node.field("type"), type);
    bool first = true;
    for_named(child, [&](syntax::Node part) {
      lowering.lower(part, first ? name : value);
      first = false;
    });
    lowering.close();
  });
}

void make_php_static(Lowering& lowering, syntax::Node node, Role role) {
  for_named(node, [&](syntax::Node child) {
    lowering.open(Kind::define, role, child);
    lowering.leaf(Kind::token, modifier, child, "static");
    lowering.lower(child.field("name"), name);
    lowering.lower(child.field("value"), value);
    lowering.close();
  });
}

void make_php_attribute(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::attribute, role, node);
  lowering.lower(first_named(node), callee);
  lowering.lower(node.field("parameters"), argument);
  lowering.close();
}

// What a namespace's braces hold stands beside it, as where it has none.
void make_php_namespace(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::other, role, node);
  lowering.leaf(Kind::token, none, node, "namespace");
  lowering.lower(node.field("name"), name);
  lowering.close();
  if (const syntax::Node inner = node.field("body")) lowering.lower_children(inner, role);
}

void make_php_use(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kClause = php_kind("namespace_use_clause"), kPrefix = php_kind("namespace_name");
  std::vector<syntax::Node> prefix;
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kPrefix) prefix = names_of(child);
    if (child.kind_id() == kClause) lower_use(lowering, child, {}, role);
  });
  if (const syntax::Node group = node.field("body"))
    for_named(group, [&](syntax::Node clause) { lower_use(lowering, clause, prefix, role); });
}

}  // namespace gate::patterns
