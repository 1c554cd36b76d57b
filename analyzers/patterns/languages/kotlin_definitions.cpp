#include "analyzers/patterns/languages/kotlin_definitions.h"

#include <vector>

#include "analyzers/patterns/languages/curly.h"

namespace gate::patterns::kotlin {
namespace {

using syntax::Node;

// The children of `modifiers` and `parameter_modifiers`.
void modifiers(Lowering& to, Node node) {
  for_named(node, [&](Node child) {
    if (child.kind() == "annotation")
      annotation(to, child, Role::attribute);
    else
      modifier(to, child);
  });
}

// name: Type
void named_and_typed(Lowering& to, Node node) {
  bool name = true;
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "modifiers")
      modifiers(to, child);
    else if (kind == "annotation")
      annotation(to, child, Role::attribute);
    else if (is_type(kind))
      to.lower(child, Role::type);
    else
      to.lower(child, name ? Role::name : Role::value);
    if (kind == "identifier") name = false;
  });
}

// Modifiers stand before a parameter, its value after it, all in the list itself.
void parameters(Lowering& to, Node list) {
  Node words;
  bool open = false;
  auto close = [&] {
    if (open) to.close();
    open = false;
  };
  for_named(list, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "parameter_modifiers") {
      close();
      words = child;
    } else if (kind == "parameter" || kind == "class_parameter") {
      close();
      const bool rest = words && to.text(words).contains("vararg");
      to.open(Kind::parameter, Role::parameter, child, rest ? "*" : "");
      open = true;
      if (words) modifiers(to, words);
      words = Node();
      named_and_typed(to, child);
    } else if (open) {
      to.lower(child, Role::value);
    }
  });
  close();
}

void lambda_parameters(Lowering& to, Node list) {
  for_named(list, [&](Node child) {
    if (is_ellipsis(to, child)) {
      to.leaf(Kind::identifier, Role::parameter, child);
      return;
    }
    to.open(Kind::parameter, Role::parameter, child);
    if (child.kind() == "multi_variable_declaration")
      to.lower(child, Role::name);
    else
      named_and_typed(to, child);
    to.close();
  });
}

void body(Lowering& to, Node node) {
  const Node inside = first_named(node);
  if (inside) as_block(to, inside, Role::body, "block");
}

void parents(Lowering& to, Node node) {
  for_named(node, [&](Node specifier) {
    const Node inside = first_named(specifier);
    if (inside && inside.kind() == "constructor_invocation")
      to.lower(first_named(inside), Role::superclass);
    else
      to.lower(inside, Role::superclass);
  });
}

std::string_view class_kind(const Lowering& to, Node node) {
  if (node.kind() != "class_declaration") return "object";
  std::string_view found;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (!child.is_named() && to.text(child) == "interface") found = "interface";
  });
  return found;
}

}  // namespace

bool is_type(std::string_view kind) { return kind.ends_with("_type"); }

void property(Lowering& to, Node node, Role role) {
  Node declared;
  for_named(node, [&](Node child) {
    if (child.kind() == "variable_declaration") declared = first_named(child);
  });
  if (declared && is_ellipsis(to, declared)) {
    to.leaf(Kind::identifier, role, declared);
    return;
  }
  bool value = false;
  to.open(Kind::define, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const std::string_view kind = child.kind();
    if (kind == "=") value = true;
    if (kind == "val" || kind == "var") modifier(to, child);
    if (!child.is_named() || child.is_extra() || kind == "type_parameters" || kind == "type_constraints") return;
    if (kind == "modifiers")
      modifiers(to, child);
    else if (kind == "variable_declaration")
      named_and_typed(to, child);
    else if (kind == "multi_variable_declaration")
      to.lower(child, Role::name);
    else if (kind == "getter" || kind == "setter")
      to.lower(child, Role::handler);
    else if (kind == "property_delegate")
      to.lower_children(child, Role::value);
    else if (value)
      to.lower(child, Role::value);
  });
  to.close();
}

void function(Lowering& to, Node node, Role role) {
  to.open(Kind::function, role, node);
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "type_parameters" || kind == "type_constraints" || kind == "type_modifiers") return;
    if (kind == "modifiers")
      modifiers(to, child);
    else if (kind == "function_value_parameters")
      parameters(to, child);
    else if (kind == "function_body")
      body(to, child);
    else if (kind == "block")
      to.lower(child, Role::body);
    else if (kind == "constructor_delegation_call")
      to.lower(child, Role::initializer);
    else
      to.lower(child, is_type(kind) ? Role::returns : Role::name);
  });
  to.close();
}

void lambda(Lowering& to, Node node, Role role) {
  to.open(Kind::lambda, role, node);
  if (node.kind() == "anonymous_function") {
    for_named(node, [&](Node child) {
      const std::string_view kind = child.kind();
      if (kind == "function_value_parameters")
        parameters(to, child);
      else if (kind == "function_body")
        body(to, child);
      else if (is_type(kind))
        to.lower(child, Role::returns);
    });
  } else {
    for_named(node, [&](Node child) {
      if (child.kind() == "lambda_parameters") lambda_parameters(to, child);
    });
    to.open(Kind::block, Role::body, node);
    for_named(node, [&](Node child) {
      if (child.kind() != "lambda_parameters") to.lower(child, Role::statement);
    });
    to.close();
  }
  to.close();
}

void class_(Lowering& to, Node node, Role role) {
  to.open(Kind::class_, role, node, class_kind(to, node));
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "modifiers")
      modifiers(to, child);
    else if (kind == "primary_constructor")
      for_named(child, [&](Node part) {
        if (part.kind() == "class_parameters") parameters(to, part);
      });
    else if (kind == "delegation_specifiers")
      parents(to, child);
    else if (kind == "class_body" || kind == "enum_class_body")
      to.lower(child, Role::body);
    else if (kind == "identifier")
      to.lower(child, Role::name);
  });
  to.close();
}

void enum_entry(Lowering& to, Node node, Role role) {
  if (is_ellipsis(to, node)) {
    to.leaf(Kind::identifier, role, node);
    return;
  }
  to.open(Kind::define, role, node);
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "modifiers")
      modifiers(to, child);
    else if (kind == "value_arguments")
      to.lower_children(child, Role::value);
    else
      to.lower(child, kind == "class_body" ? Role::body : Role::name);
  });
  to.close();
}

void annotation(Lowering& to, Node node, Role role) {
  to.open(Kind::attribute, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "constructor_invocation") {
      for_named(child, [&](Node part) {
        if (part.kind() == "value_arguments")
          to.lower_children(part, Role::argument);
        else
          to.lower(part, Role::callee);
      });
    } else if (child.kind() != "use_site_target") {
      to.lower(child, Role::callee);
    }
  });
  to.close();
}

// import a.b.C, import a.b.C as D, import a.b.*
void import(Lowering& to, Node node, Role role) {
  Node path, alias, all;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "qualified_identifier")
      path = child;
    else if (child.is_named())
      alias = child;
    else if (to.text(child) == "*")
      all = child;
  });
  std::vector<Node> parts;
  if (path) for_named(path, [&](Node part) { parts.push_back(part); });
  const bool member = parts.size() > 1 && !all;
  to.open(Kind::import, role, node);
  const std::size_t length = parts.size() - (member ? 1 : 0);
  for (std::size_t n = length; n > 1; --n)
    to.ast().open(Kind::dot, Role::object, parts.front().start_byte(), parts[n - 1].end_byte());
  for (std::size_t n = 0; n < length; ++n) {
    to.lower(parts[n], n == 0 ? Role::object : Role::name);
    if (n > 0) to.close();
  }
  if (member) to.lower(parts.back(), Role::name);
  if (all) to.leaf(Kind::token, Role::name, all, "*");
  if (alias) to.lower(alias, Role::left);
  to.close();
}

void dotted(Lowering& to, Node node, Role role) {
  std::vector<Node> parts;
  Node arguments;
  for_named(node, [&](Node child) {
    if (child.kind() == "type_arguments")
      arguments = child;
    else if (child.kind() == "identifier")
      parts.push_back(child);
  });
  if (parts.empty()) return;
  if (arguments) to.open(Kind::other, role, node);
  const Role outer = arguments ? Role::name : role;
  for (std::size_t n = parts.size(); n > 1; --n)
    to.ast().open(Kind::dot, n == parts.size() ? outer : Role::object, parts.front().start_byte(),
                  parts[n - 1].end_byte());
  for (std::size_t n = 0; n < parts.size(); ++n) {
    to.lower(parts[n], n > 0 ? Role::name : parts.size() > 1 ? Role::object : outer);
    if (n > 0) to.close();
  }
  if (arguments) {
    to.lower_children(arguments, Role::type_parameter);
    to.close();
  }
}

}  // namespace gate::patterns::kotlin
