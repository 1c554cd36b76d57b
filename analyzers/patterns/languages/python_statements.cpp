#include "analyzers/patterns/languages/python_statements.h"

#include <algorithm>
#include <vector>

namespace gate::patterns::python {
namespace {

std::vector<syntax::Node> named_children(syntax::Node node, std::string_view kind = {}) {
  std::vector<syntax::Node> found;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra() && (kind.empty() || child.kind() == kind)) found.push_back(child);
  });
  return found;
}

// How many constructs of one statement are nested before the rest is flat.
constexpr std::size_t kMostNested = 100;

// One exception or several: `(A, B)`.
void caught(Lowering& l, syntax::Node node) {
  while (node.kind() == "parenthesized_expression") node = first_named(node);
  if (node.kind() == "tuple")
    l.lower_children(node, Role::type);
  else
    l.lower(node, Role::type);
}

void handler(Lowering& l, syntax::Node node) {
  l.open(Kind::catch_, Role::handler, node);
  Role next = Role::type;
  for (auto child : named_children(node)) {
    if (child.kind() == "block") {
      l.lower(child, Role::body);
    } else if (child.kind() == "as_pattern") {
      caught(l, first_named(child));
      l.lower(child.field("alias"), Role::name);
    } else if (next == Role::type) {
      caught(l, child);
      next = Role::name;
    } else {  // Python 2: `except E, name`
      l.lower(child, next);
      next = Role::name;
    }
  }
  l.close();
}

void one_parameter(Lowering& l, syntax::Node node) {
  const auto kind = node.kind();
  syntax::Node name = kind == "default_parameter" || kind == "typed_default_parameter" ? node.field("name")
                      : kind == "typed_parameter"                                      ? first_named(node)
                                                                                       : node;
  std::string_view text;
  if (name.kind() == "list_splat_pattern") text = "*";
  if (name.kind() == "dictionary_splat_pattern") text = "**";
  if (!text.empty()) name = first_named(name);
  if (kind == "keyword_separator") text = "*";
  if (kind == "positional_separator") text = "/";
  l.open(Kind::parameter, Role::parameter, node, text);
  if (kind != "keyword_separator" && kind != "positional_separator") l.lower(name, Role::name);
  l.lower(node.field("type"), Role::type);
  l.lower(node.field("value"), Role::value);
  l.close();
}

// The module: a chain; `..a.b` begins with an identifier of dots.
void module_name(Lowering& l, syntax::Node node) {
  if (node.kind() != "relative_import") {
    l.lower(node, Role::object);
    return;
  }
  const syntax::Node prefix = first_named(node);
  const auto parts = named_children(node, "dotted_name");
  auto names = parts.empty() ? std::vector<syntax::Node>{} : named_children(parts[0]);
  if (names.size() > kMostNested) names.resize(kMostNested);
  for (std::size_t n = names.size(); n-- > 0;)
    l.ast().open(Kind::dot, Role::object, node.start_byte(), names[n].end_byte(), node.kind_id());
  l.leaf(Kind::identifier, Role::object, prefix);
  for (auto name : names) {
    l.lower(name, Role::name);
    l.close();
  }
}

void imported_module(Lowering& l, syntax::Node statement, syntax::Node name, Role role) {
  const bool aliased = name.kind() == "aliased_import";
  l.open(Kind::import, role, statement);
  l.lower(aliased ? name.field("name") : name, Role::object);
  if (aliased) l.lower(name.field("alias"), Role::left);
  l.close();
}

void imported_name(Lowering& l, syntax::Node statement, syntax::Node name, Role role) {
  const bool aliased = name.kind() == "aliased_import";
  l.open(Kind::import, role, statement);
  if (const auto module = statement.field("module_name"))
    module_name(l, module);
  else
    l.leaf(Kind::identifier, Role::object, statement, "__future__");
  if (name.kind() == "wildcard_import")
    l.leaf(Kind::token, Role::name, name, "*");
  else
    l.lower(aliased ? name.field("name") : name, Role::name);
  if (aliased) l.lower(name.field("alias"), Role::left);
  l.close();
}

void function_parts(Lowering& l, syntax::Node node) {
  if (node.child(0).kind() == "async") l.leaf(Kind::token, Role::modifier, node.child(0));
  l.lower(node.field("name"), Role::name);
  l.lower(node.field("type_parameters"), Role::type_parameter);
  l.lower(node.field("parameters"), Role::parameter);
  l.lower(node.field("return_type"), Role::returns);
  l.lower(node.field("body"), Role::body);
}

void class_parts(Lowering& l, syntax::Node node) {
  l.lower(node.field("name"), Role::name);
  l.lower(node.field("type_parameters"), Role::type_parameter);
  l.lower(node.field("superclasses"), Role::superclass);
  l.lower(node.field("body"), Role::body);
}

void one_case(Lowering& l, syntax::Node node) {
  l.open(Kind::case_, Role::none, node);
  for (auto pattern : named_children(node, "case_pattern")) l.lower(pattern, Role::argument);
  if (const auto guard = node.field("guard")) l.lower(first_named(guard), Role::condition);
  l.lower_children(node.field("consequence"), Role::statement);
  l.close();
}

}  // namespace

void dotted_name(Lowering& l, syntax::Node node, Role role) {
  auto names = named_children(node);
  if (names.empty()) return;
  if (names.size() > kMostNested) names.resize(kMostNested);
  for (std::size_t n = names.size(); n-- > 1;)
    l.ast().open(Kind::dot, n + 1 == names.size() ? role : Role::object, node.start_byte(), names[n].end_byte(),
                 node.kind_id());
  l.lower(names[0], names.size() == 1 ? role : Role::object);
  for (std::size_t n = 1; n < names.size(); ++n) {
    l.lower(names[n], Role::name);
    l.close();
  }
}

void if_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::if_, role, node);
  l.lower(node.field("condition"), Role::condition);
  l.lower(node.field("consequence"), Role::then);
  std::size_t nested = 0;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.kind() == "else_clause") l.lower(child.field("body"), Role::otherwise);
    if (child.kind() != "elif_clause") return;
    l.ast().open(Kind::if_, Role::otherwise, child.start_byte(), node.end_byte(), child.kind_id());
    l.lower(child.field("condition"), Role::condition);
    l.lower(child.field("consequence"), Role::then);
    if (nested < kMostNested)
      ++nested;
    else
      l.close();
  });
  for (; nested > 0; --nested) l.close();
  l.close();
}

void try_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::try_, role, node);
  l.lower(node.field("body"), Role::body);
  for (auto child : named_children(node)) {
    if (child.kind() == "except_clause" || child.kind() == "except_group_clause") handler(l, child);
    if (child.kind() == "else_clause") l.lower(child.field("body"), Role::otherwise);
    if (child.kind() == "finally_clause") l.lower(first_named(child), Role::finalizer);
  }
  l.close();
}

void with_statement(Lowering& l, syntax::Node node, Role role) {
  std::vector<syntax::Node> items;
  for (auto clause : named_children(node, "with_clause"))
    for (auto item : named_children(clause, "with_item")) items.push_back(item);
  std::size_t nested = 0;
  l.open(Kind::with, role, node);
  for (std::size_t n = 0; n < items.size(); ++n) {
    if (n > 0 && nested < kMostNested) {
      l.ast().open(Kind::block, Role::body, items[n].start_byte(), node.end_byte());
      l.ast().open(Kind::with, Role::statement, items[n].start_byte(), node.end_byte(), node.kind_id());
      ++nested;
    }
    l.lower(items[n].field("value"), Role::argument);
  }
  l.lower(node.field("body"), Role::body);
  for (; nested > 0; --nested) {
    l.close();
    l.close();
  }
  l.close();
}

void match_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::switch_, role, node);
  for (auto child : named_children(node))
    if (child.kind() != "block") l.lower(child, Role::condition);
  for (auto clause : named_children(node.field("body"), "case_clause")) one_case(l, clause);
  l.close();
}

void case_pattern(Lowering& l, syntax::Node node, Role role) {
  if (const auto child = first_named(node))
    l.lower(child, role);
  else
    l.leaf(Kind::identifier, role, node);
}

void class_pattern(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::call, role, node);
  Role next = Role::callee;
  for (auto child : named_children(node)) {
    l.lower(child, next);
    next = Role::argument;
  }
  l.close();
}

void delete_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::other, role, node);
  syntax::Node operand = first_named(node);
  if (operand.kind() == "expression_list")
    l.lower_children(operand, Role::argument);
  else
    l.lower(operand, Role::argument);
  l.close();
}

void print_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::call, role, node);
  l.leaf(Kind::identifier, Role::callee, node.child(0));
  for (auto child : named_children(node))
    if (child.kind() != "chevron") l.lower(child, Role::argument);
  l.close();
}

void import_statement(Lowering& l, syntax::Node node, Role role) {
  const bool whole = node.kind() == "import_statement";
  const syntax::Node module = node.field("module_name");
  for (auto child : named_children(node)) {
    if (child == module) continue;
    if (whole)
      imported_module(l, node, child, role);
    else
      imported_name(l, node, child, role);
  }
}

void definition(Lowering& l, syntax::Node node, Role role) {
  const bool decorated = node.kind() == "decorated_definition";
  const syntax::Node defined = decorated ? node.field("definition") : node;
  const bool is_class = defined.kind() == "class_definition";
  l.ast().open(is_class ? Kind::class_ : Kind::function, role, node.start_byte(), node.end_byte(), defined.kind_id());
  if (decorated)
    for (auto child : named_children(node, "decorator")) l.lower(child, Role::attribute);
  if (is_class)
    class_parts(l, defined);
  else
    function_parts(l, defined);
  l.close();
}

void decorator(Lowering& l, syntax::Node node, Role role) {
  const syntax::Node expression = first_named(node);
  l.open(Kind::attribute, role, node);
  if (expression.kind() == "call") {
    l.lower(expression.field("function"), Role::callee);
    l.lower(expression.field("arguments"), Role::argument);
  } else {
    l.lower(expression, Role::callee);
  }
  l.close();
}

void parameters(Lowering& l, syntax::Node node, Role) {
  for (auto child : named_children(node)) one_parameter(l, child);
}

}  // namespace gate::patterns::python
