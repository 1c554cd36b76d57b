#include "analyzers/patterns/languages/java_definitions.h"

#include "analyzers/patterns/languages/curly.h"

namespace gate::patterns::java {
namespace {

using syntax::Node;

bool is_annotation(std::string_view kind) { return kind == "annotation" || kind == "marker_annotation"; }

// `@A public static`: attributes and modifiers of the node that is open.
void modifiers(Lowering& to, Node node) {
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.is_extra()) return;
    if (is_annotation(child.kind()))
      to.lower(child, Role::attribute);
    else
      modifier(to, child);
  });
}

Node modifiers_of(Node node) {
  const Node first = first_named(node);
  return first && first.kind() == "modifiers" ? first : Node();
}

// Types of `extends A`, `implements A, B`.
void parents(Lowering& to, Node node) {
  for_named(node, [&](Node child) {
    if (child.kind() == "type_list")
      parents(to, child);
    else
      to.lower(child, Role::superclass);
  });
}

bool is_body(std::string_view kind) { return kind.ends_with("_body") || kind == "block"; }

std::string_view class_kind(std::string_view construct) {
  if (construct == "interface_declaration" || construct == "annotation_type_declaration") return "interface";
  if (construct == "enum_declaration") return "enum";
  if (construct == "record_declaration") return "record";
  return "";
}

}  // namespace

void variables(Lowering& to, Node node, Role role) {
  const Node type = node.field("type"), words = modifiers_of(node);
  std::size_t count = 0;
  for_named(node, [&](Node child) { count += child.kind() == "variable_declarator"; });
  for_named(node, [&](Node declarator) {
    if (declarator.kind() != "variable_declarator") return;
    const Node whole = count == 1 ? node : declarator;
    to.open(Kind::define, role, whole);
    if (words) modifiers(to, words);
    to.lower(type, Role::type);
    to.lower(declarator.field("name"), Role::name);
    to.lower(declarator.field("value"), Role::value);
    to.close();
  });
}

void resource(Lowering& to, Node node, Role role) {
  if (!node.field("name")) {
    to.lower_children(node, role);
    return;
  }
  to.open(Kind::define, role, node);
  to.lower(node.field("type"), Role::type);
  to.lower(node.field("name"), Role::name);
  to.lower(node.field("value"), Role::value);
  to.close();
}

void method(Lowering& to, Node node, Role role) {
  const Node name = node.field("name"), type = node.field("type");
  to.open(Kind::function, role, node);
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "modifiers")
      modifiers(to, child);
    else if (child == name)
      to.lower(child, Role::name);
    else if (child == type)
      to.lower(child, Role::returns);
    else if (kind == "formal_parameters")
      to.lower(child, Role::parameter);
    else if (kind == "throws")
      to.lower_children(child, Role::throws);
    else if (is_body(kind))
      to.lower(child, Role::body);
  });
  to.close();
}

void lambda(Lowering& to, Node node, Role role) {
  auto plain = [&](Node name) {
    if (is_ellipsis(to, name)) {
      to.leaf(Kind::identifier, Role::parameter, name);
      return;
    }
    to.open(Kind::parameter, Role::parameter, name);
    to.lower(name, Role::name);
    to.close();
  };
  const Node parameters = node.field("parameters");
  to.open(Kind::lambda, role, node);
  if (parameters && parameters.kind() == "identifier")
    plain(parameters);
  else if (parameters && parameters.kind() == "inferred_parameters")
    for_named(parameters, plain);
  else
    to.lower(parameters, Role::parameter);
  as_block(to, node.field("body"), Role::body, "block");
  to.close();
}

void parameter(Lowering& to, Node node, Role role) {
  const bool rest = node.kind() == "spread_parameter";
  const Node type = node.field("type"), name = node.field("name");
  to.open(Kind::parameter, role, node, rest ? "*" : "");
  for_named(node, [&](Node child) {
    if (child.kind() == "modifiers")
      modifiers(to, child);
    else if (child.kind() == "variable_declarator")
      to.lower(child.field("name"), Role::name);
    else if (child == name)
      to.lower(child, Role::name);
    else if (child == type || rest)
      to.lower(child, Role::type);
  });
  to.close();
}

void caught(Lowering& to, Node node) {
  for_named(node, [&](Node child) {
    if (child.kind() == "catch_type") to.lower_children(child, Role::type);
  });
  to.lower(node.field("name"), Role::name);
}

void class_(Lowering& to, Node node, Role role) {
  const Node name = node.field("name");
  to.open(Kind::class_, role, node, class_kind(node.kind()));
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "modifiers")
      modifiers(to, child);
    else if (child == name)
      to.lower(child, Role::name);
    else if (kind == "superclass" || kind == "super_interfaces" || kind == "extends_interfaces")
      parents(to, child);
    else if (kind == "formal_parameters")
      to.lower(child, Role::parameter);
    else if (is_body(kind))
      to.lower(child, Role::body);
  });
  to.close();
}

void enum_constant(Lowering& to, Node node, Role role) {
  if (is_ellipsis(to, node)) {
    to.leaf(Kind::identifier, role, node);
    return;
  }
  to.open(Kind::define, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "modifiers") modifiers(to, child);
  });
  to.lower(node.field("name"), Role::name);
  if (const Node arguments = node.field("arguments")) to.lower_children(arguments, Role::value);
  to.lower(node.field("body"), Role::body);
  to.close();
}

void annotation(Lowering& to, Node node, Role role) {
  to.open(Kind::attribute, role, node);
  to.lower(node.field("name"), Role::callee);
  if (const Node arguments = node.field("arguments")) to.lower_children(arguments, Role::argument);
  to.close();
}

void import(Lowering& to, Node node, Role role) {
  Node path, asterisk;
  for_named(node, [&](Node child) { (child.kind() == "asterisk" ? asterisk : path) = child; });
  const bool member = path && path.kind() == "scoped_identifier" && !asterisk;
  to.open(Kind::import, role, node);
  to.lower(member ? path.field("scope") : path, Role::object);
  if (member) to.lower(path.field("name"), Role::name);
  if (asterisk) to.leaf(Kind::token, Role::name, asterisk, "*");
  to.close();
}

}  // namespace gate::patterns::java
