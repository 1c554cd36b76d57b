#include "analyzers/patterns/languages/ecma_definitions.h"

#include "analyzers/patterns/languages/curly.h"

namespace gate::patterns::ecma {
namespace {

using syntax::Node;

bool is_type(std::string_view kind) {
  return kind == "type_annotation" || kind == "asserts_annotation" || kind == "type_predicate_annotation";
}

bool is_modifier(std::string_view token) {
  constexpr std::string_view kWords[] = {"async",    "static",  "get",    "set",      "*",    "readonly",
                                         "abstract", "declare", "export", "accessor", "const"};
  for (const std::string_view word : kWords)
    if (token == word) return true;
  return false;
}

bool is_modifier_node(std::string_view kind) { return kind == "accessibility_modifier" || kind == "override_modifier"; }

// Modifiers and decorators; true when `child` was one.
bool attribute(Lowering& to, Node child) {
  const std::string_view kind = child.kind();
  if (kind == "decorator")
    to.lower(child, Role::attribute);
  else if (is_modifier_node(kind) || (!child.is_named() && is_modifier(kind)))
    modifier(to, child);
  else
    return false;
  return true;
}

// Decorators that the grammar puts before `node`, as its siblings, into the node that is open: `id` begins with them.
void decorators_before(Lowering& to, Node node, NodeId id) {
  Node first;
  for (Node at = node.previous_sibling(); at; at = at.previous_sibling()) {
    const std::string_view kind = at.kind();
    if (kind == "decorator")
      first = at;
    else if (kind != "export" && kind != "default" && !at.is_extra())
      break;
  }
  if (!first) return;
  to.ast().at(id).start = first.start_byte();
  for (Node at = first; at && !(at == node); at = at.next_sibling())
    if (at.kind() == "decorator") to.lower(at, Role::attribute);
}

void name(Lowering& to, Node node) {
  if (node.kind() == "string")
    to.leaf(Kind::identifier, Role::name, node, inner_text(to, node));
  else
    to.lower(node, Role::name);
}

// What an arrow gives, as a block that returns it.
void returned(Lowering& to, Node value) {
  to.open(Kind::block, Role::body, value);
  to.open(Kind::return_, Role::statement, value);
  to.lower(value, Role::operand);
  to.close();
  to.close();
}

void parameter(Lowering& to, Node node, Role role) {
  const std::string_view kind = node.kind();
  to.open(Kind::parameter, role, node, kind == "rest_pattern" ? "*" : "");
  if (kind == "assignment_pattern") {
    to.lower(node.field("left"), Role::name);
    to.lower(node.field("right"), Role::value);
  } else if (kind == "rest_pattern") {
    to.lower(first_named(node), Role::name);
  } else {
    to.lower(node, Role::name);
  }
  to.close();
}

// TypeScript's: decorators, modifiers, a pattern, its type, its value.
void typed_parameter(Lowering& to, Node node, Role role) {
  const Node pattern = node.field("pattern");
  const bool rest = pattern && pattern.kind() == "rest_pattern";
  to.open(Kind::parameter, role, node, rest ? "*" : "");
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (attribute(to, child) || !child.is_named()) return;
    if (child == pattern)
      to.lower(rest ? first_named(child) : child, Role::name);
    else
      to.lower(child, is_type(child.kind()) ? Role::type : Role::value);
  });
  to.close();
}

void callable(Lowering& to, Node node, Role role, Kind kind) {
  const NodeId id = to.open(kind, role, node);
  if (kind == Kind::function) decorators_before(to, node, id);
  bool arrow = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.is_extra() || attribute(to, child)) return;
    const std::string_view part = child.kind();
    if (part == "=>") arrow = true;
    if (!child.is_named() || part == "type_parameters") return;
    if (part == "formal_parameters")
      parameters(to, child, Role::parameter);
    else if (is_type(part))
      to.lower(child, Role::returns);
    else if (part == "statement_block")
      to.lower(child, Role::body);
    else if (arrow)
      returned(to, child);
    else if (node.kind() == "arrow_function")
      parameter(to, child, Role::parameter);
    else if (kind == Kind::function)
      name(to, child);
  });
  to.close();
}

void heritage(Lowering& to, Node node) {
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "extends_clause" || kind == "implements_clause")
      heritage(to, child);
    else if (kind != "type_arguments")
      to.lower(child, Role::superclass);
  });
}

struct ImportedName {
  Node name, alias;
  std::string_view text;  // instead of a name: "default", "*"
};

void import_node(Lowering& to, Role role, Node whole, Node module, const ImportedName& imported) {
  to.open(Kind::import, role, whole);
  to.lower(module, Role::object);
  if (imported.name)
    name(to, imported.name);
  else if (imported.text == "*")
    to.leaf(Kind::token, Role::name, whole, "*");
  else if (!imported.text.empty())
    to.leaf(Kind::identifier, Role::name, whole, imported.text);
  if (imported.alias) to.lower(imported.alias, Role::left);
  to.close();
}

// What stands between `import` and `from`; each(ImportedName).
template <class Each>
void imported_names(Node clause, Each&& each) {
  for_named(clause, [&](Node part) {
    const std::string_view kind = part.kind();
    if (kind == "identifier") {
      each(ImportedName{{}, part, "default"});
    } else if (kind == "namespace_import") {
      each(ImportedName{{}, first_named(part), "*"});
    } else if (kind == "named_imports") {
      for_named(part, [&](Node specifier) {
        const Node original = specifier.field("name"), alias = specifier.field("alias");
        each(ImportedName{original, alias, {}});
      });
    }
  });
}

}  // namespace

void variables(Lowering& to, Node node, Role role) {
  const Node word = node.child(0);
  std::size_t count = 0;
  for_named(node, [&](Node) { ++count; });
  for_named(node, [&](Node declarator) {
    const Node whole = count == 1 ? node : declarator, type = declarator.field("type");
    to.open(Kind::define, role, whole);
    modifier(to, word);
    if (type) to.lower(type, Role::type);
    to.lower(declarator.field("name"), Role::name);
    to.lower(declarator.field("value"), Role::value);
    to.close();
  });
}

void function(Lowering& to, Node node, Role role) { callable(to, node, role, Kind::function); }

void lambda(Lowering& to, Node node, Role role) { callable(to, node, role, Kind::lambda); }

void parameters(Lowering& to, Node node, Role role) {
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "required_parameter" || kind == "optional_parameter")
      typed_parameter(to, child, role);
    else
      parameter(to, child, role);
  });
}

void class_(Lowering& to, Node node, Role role) {
  decorators_before(to, node, to.open(Kind::class_, role, node));
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.is_extra() || attribute(to, child) || !child.is_named()) return;
    const std::string_view kind = child.kind();
    if (kind == "type_parameters") return;
    if (kind == "class_heritage" || kind == "extends_type_clause")
      heritage(to, child);
    else
      to.lower(child, kind == "class_body" || kind == "interface_body" ? Role::body : Role::name);
  });
  to.close();
}

void class_body(Lowering& to, Node node, Role role) {
  to.open(Kind::block, role, node);
  for_named(node, [&](Node member) {
    if (member.kind() != "decorator") to.lower(member, Role::statement);
  });
  to.close();
}

void field(Lowering& to, Node node, Role role) {
  if (const Node only = first_named(node); only && is_ellipsis(to, only) && node.named_child_count() == 1) {
    to.leaf(Kind::identifier, role, only);
    return;
  }
  const Node value = node.field("value");
  bool named = false;
  decorators_before(to, node, to.open(Kind::define, role, node));
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.is_extra() || attribute(to, child) || !child.is_named()) return;
    if (is_type(child.kind()))
      to.lower(child, Role::type);
    else if (named && child == value)
      to.lower(child, Role::value);
    else
      name(to, child);
    named = true;
  });
  to.close();
}

void decorator(Lowering& to, Node node, Role role) {
  const Node what = first_named(node);
  to.open(Kind::attribute, role, node);
  if (what && what.kind() == "call_expression") {
    to.lower(what.field("function"), Role::callee);
    to.lower(what.field("arguments"), Role::argument);
  } else {
    to.lower(what, Role::callee);
  }
  to.close();
}

void import(Lowering& to, Node node, Role role) {
  Node module = node.field("source");
  bool any = false;
  for_named(node, [&](Node child) {
    if (child.kind() == "import_require_clause") {
      module = child.field("source");
      import_node(to, role, node, module, {{}, first_named(child), "*"});
      any = true;
    } else if (child.kind() == "import_clause") {
      imported_names(child, [&](const ImportedName& imported) {
        // `...` among the names: others may be imported too, which needs no saying.
        if (imported.name && is_ellipsis(to, imported.name)) return;
        import_node(to, role, node, module, imported);
        any = true;
      });
    }
  });
  if (!any) import_node(to, role, node, module, {});
}

void export_(Lowering& to, Node node, Role role) {
  const Node declaration = node.field("declaration"), value = node.field("value");
  if (declaration) {
    to.lower(declaration, role);
    return;
  }
  if (value && (value.kind() == "function_expression" || value.kind() == "class")) {
    to.lower(value, role);
    return;
  }
  to.open(Kind::other, role, node);
  to.lower_children(node, Role::none, true);
  to.close();
}

}  // namespace gate::patterns::ecma
