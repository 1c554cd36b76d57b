#include "analyzers/patterns/languages/csharp_definitions.h"

#include "analyzers/patterns/languages/curly.h"

namespace gate::patterns::csharp {
namespace {

using syntax::Node;

// Modifiers and attributes; true when `child` was one.
bool decoration(Lowering& to, Node child) {
  if (child.kind() == "modifier")
    modifier(to, child);
  else if (child.kind() == "attribute_list")
    attributes(to, child, Role::attribute);
  else
    return false;
  return true;
}

// One definition for each declarator of `declaration`; `outer`: the statement around it, with its modifiers.
void define(Lowering& to, Node declaration, Node outer, Role role) {
  const Node type = declaration.field("type");
  std::size_t count = 0;
  for_named(declaration, [&](Node child) { count += child.kind() == "variable_declarator"; });
  for_named(declaration, [&](Node declarator) {
    if (declarator.kind() != "variable_declarator") return;
    const Node name = declarator.field("name");
    to.open(Kind::define, role, count == 1 ? outer : declarator);
    for_named(outer, [&](Node child) { decoration(to, child); });
    to.lower(type, Role::type);
    bool first = !name;
    for_named(declarator, [&](Node child) {
      if (child.kind() == "bracketed_argument_list") return;
      to.lower(child, child == name || first ? Role::name : Role::value);
      first = false;
    });
    to.close();
  });
}

// `=> e`: a block that returns it.
void returned(Lowering& to, Node clause) {
  const Node value = first_named(clause);
  if (!value) return;
  to.open(Kind::block, Role::body, clause);
  to.open(Kind::return_, Role::statement, value);
  to.lower(value, Role::operand);
  to.close();
  to.close();
}

void parameter(Lowering& to, Node node, Role role) {
  const Node name = node.field("name"), type = node.field("type");
  to.open(Kind::parameter, role, node);
  for_named(node, [&](Node child) {
    if (decoration(to, child)) return;
    to.lower(child, child == name ? Role::name : child == type ? Role::type : Role::value);
  });
  to.close();
}

std::string_view class_kind(std::string_view construct) {
  if (construct == "interface_declaration") return "interface";
  if (construct == "struct_declaration") return "struct";
  if (construct == "enum_declaration") return "enum";
  return "";
}

}  // namespace

void variables(Lowering& to, Node node, Role role) {
  for_named(node, [&](Node child) {
    if (child.kind() == "variable_declaration") define(to, child, node, role);
  });
}

void bare_variables(Lowering& to, Node node, Role role) { define(to, node, node, role); }

void property(Lowering& to, Node node, Role role) {
  const Node type = node.field("type"), name = node.field("name");
  to.open(Kind::define, role, node);
  for_named(node, [&](Node child) {
    if (decoration(to, child)) return;
    const std::string_view kind = child.kind();
    if (child == type)
      to.lower(child, Role::type);
    else if (child == name)
      to.lower(child, Role::name);
    else if (kind == "accessor_list")
      to.lower_children(child, Role::handler);
    else if (kind == "arrow_expression_clause")
      returned(to, child);
    else if (kind != "explicit_interface_specifier")
      to.lower(child, Role::value);
  });
  to.close();
}

void method(Lowering& to, Node node, Role role) {
  const Node name = node.field("name");
  Node returns = node.field("returns");
  if (!returns) returns = node.field("type");
  to.open(Kind::function, role, node);
  for_named(node, [&](Node child) {
    if (decoration(to, child)) return;
    const std::string_view kind = child.kind();
    if (child == name)
      to.lower(child, Role::name);
    else if (child == returns)
      to.lower(child, Role::returns);
    else if (kind == "parameter_list")
      parameters(to, child, Role::parameter);
    else if (kind == "block")
      to.lower(child, Role::body);
    else if (kind == "arrow_expression_clause")
      returned(to, child);
    else if (kind == "constructor_initializer")
      to.lower(child, Role::initializer);
  });
  to.close();
}

void lambda(Lowering& to, Node node, Role role) {
  const Node parameters_node = node.field("parameters");
  bool body = false;
  to.open(Kind::lambda, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "=>") body = true;
    if (!child.is_named() || child.is_extra() || decoration(to, child)) return;
    if (child == parameters_node && child.kind() == "parameter_list") {
      parameters(to, child, Role::parameter);
    } else if (child == parameters_node && is_ellipsis(to, child)) {
      to.leaf(Kind::identifier, Role::parameter, child);
    } else if (child == parameters_node) {
      to.open(Kind::parameter, Role::parameter, child);
      to.leaf(Kind::identifier, Role::name, child);
      to.close();
    } else if (body || child.kind() == "block") {
      as_block(to, child, Role::body, "block");
    }
  });
  to.close();
}

// The last one may be `params T[] name`, whose parts stand in the list itself.
void parameters(Lowering& to, Node node, Role role) {
  Node type;
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "attribute_list") return;
    if (kind == "parameter") {
      parameter(to, child, role);
    } else if (!type) {
      type = child;
    } else {
      to.ast().open(Kind::parameter, role, type.start_byte(), child.end_byte(), node.kind_id(), "*");
      to.lower(type, Role::type);
      to.lower(child, Role::name);
      to.close();
    }
  });
}

void class_(Lowering& to, Node node, Role role) {
  const Node name = node.field("name"), body = node.field("body");
  to.open(Kind::class_, role, node, class_kind(node.kind()));
  for_named(node, [&](Node child) {
    if (decoration(to, child)) return;
    if (child == name)
      to.lower(child, Role::name);
    else if (child == body)
      to.lower(child, Role::body);
    else if (child.kind() == "base_list")
      to.lower_children(child, Role::superclass);
    else if (child.kind() == "parameter_list")
      parameters(to, child, Role::parameter);
  });
  to.close();
}

void attributes(Lowering& to, Node node, Role role) {
  for_named(node, [&](Node child) {
    if (child.kind() == "attribute") attribute(to, child, role);
  });
}

void attribute(Lowering& to, Node node, Role role) {
  to.open(Kind::attribute, role, node);
  to.lower(node.field("name"), Role::callee);
  for_named(node, [&](Node list) {
    if (list.kind() != "attribute_argument_list") return;
    for_named(list, [&](Node given) {
      const bool named = count_named(given) == 2;
      if (!named) {
        to.lower_children(given, Role::argument);
        return;
      }
      to.open(Kind::keyword, Role::argument, given);
      to.lower(given.named_child(0), Role::name);
      to.lower(given.named_child(1), Role::value);
      to.close();
    });
  });
  to.close();
}

// using a.b; using c = a.b;
void import(Lowering& to, Node node, Role role) {
  const Node alias = node.field("name");
  to.open(Kind::import, role, node);
  for_named(node, [&](Node child) {
    if (child != alias) to.lower(child, Role::object);
  });
  if (alias) to.lower(alias, Role::left);
  to.close();
}

}  // namespace gate::patterns::csharp
