#include <algorithm>

#include "analyzers/patterns/matching.h"
#include "analyzers/patterns/names.h"

// Forms that say the same: operators, definitions and assignments, imports.
namespace gate::patterns {
namespace {

// a && b && c as a list; other operators of the same kind likewise.
void operands(const Ast& ast, NodeId id, std::string_view op, std::vector<NodeId>& out) {
  while (ast[id].kind == Kind::binary && ast[id].text == op) {
    const NodeId left = ast.child(id, Role::left), right = ast.child(id, Role::right);
    if (left == kNone || right == kNone) break;
    out.push_back(right);
    id = left;
  }
  out.push_back(id);
}

}  // namespace

bool Matching::operators(NodeId p, NodeId t, Next next) {
  const std::string_view op = p_[p].text;
  const NodeId left = p_.child(p, Role::left), right = p_.child(p, Role::right);
  const NodeId other_left = t_.child(t, Role::left), other_right = t_.child(t, Role::right);
  if (left == kNone || right == kNone || other_left == kNone || other_right == kNone) return false;
  if (op != t_[t].text) return false;
  if (node(left, other_left, [&] { return node(right, other_right, next); })) return true;
  // a + ... goes on through a + b + c.
  if (p_[right].kind == Kind::ellipsis && t_[other_left].kind == Kind::binary && t_[other_left].text == op)
    if (operators(p, other_left, next)) return true;
  if (p_[left].kind == Kind::ellipsis && t_[other_left].kind == Kind::binary && t_[other_left].text == op) {
    if (const NodeId inner = t_.child(other_left, Role::right); inner != kNone && node(right, inner, next)) return true;
    if (operators(p, other_left, next)) return true;
  }
  const bool boolean = op == "&&" || op == "||" || op == "and" || op == "or";
  const bool bitwise = op == "|" || op == "&" || op == "^";
  if (!options_.ac_matching || (!boolean && !bitwise)) {
    const bool equality = op == "==" || op == "!=" || op == "===" || op == "!==";
    if (options_.symmetric_eq && equality)
      return node(left, other_right, [&] { return node(right, other_left, next); });
    return false;
  }
  Nodes pattern, target;
  operands(p_, p, op, pattern);
  operands(t_, t, op, target);
  if (pattern.size() == 2 && target.size() == 2 && !bitwise && !options_.commutative_boolop) return false;
  std::ranges::reverse(pattern);
  std::ranges::reverse(target);
  if (bitwise || options_.commutative_boolop) {
    std::vector<bool> used(target.size());
    const bool rest = std::erase_if(pattern, [&](NodeId id) { return p_[id].kind == Kind::ellipsis; }) > 0;
    return any_order(pattern, target, used, rest, next);
  }
  return list(pattern, target, next);
}

// `x = e` against one of the assignments in `x, y = e, f`.
bool Matching::assignments(NodeId p, NodeId t, Next next) {
  const NodeId left = p_.child(p, Role::left), right = p_.child(p, Role::right);
  const NodeId lefts = t_.child(t, Role::left), rights = t_.child(t, Role::right);
  if (left == kNone || right == kNone || lefts == kNone || rights == kNone || !same_text(p_[p], t_[t])) return false;
  if (t_[lefts].kind != Kind::tuple || t_[rights].kind != Kind::tuple || p_[left].kind == Kind::tuple) return false;
  const Nodes names = in_role(t_, lefts, Role::element), values = in_role(t_, rights, Role::element);
  if (names.size() != values.size()) return false;
  for (std::size_t n = 0; n < names.size(); ++n)
    if (node(left, names[n], [&] { return node(right, values[n], next); })) return true;
  return false;
}

// `x = e` against `var x = e`, `function f() {}` against `var f = () => {}`.
bool Matching::definition(NodeId p, NodeId t, Next next) {
  const NodeId name = t_.child(t, Role::name), value = t_.child(t, Role::value);
  if (name == kNone || value == kNone) return false;
  if (p_[p].kind == Kind::assign) {
    const NodeId left = p_.child(p, Role::left), right = p_.child(p, Role::right);
    if (left == kNone || right == kNone) return false;
    return node(left, name, [&] { return node(right, value, next); });
  }
  if (t_[value].kind != Kind::lambda || !options_.arrow_is_function) return false;
  const NodeId own = p_.child(p, Role::name);
  if (own == kNone) return false;
  return node(own, name, [&] {
    static constexpr Role kParts[] = {Role::parameter, Role::body, Role::modifier};
    const std::size_t parts = p_.child(p, Role::modifier) == kNone ? 2 : 3;  // `async function f` is no `f = () => {}`
    return roles(p, value, 0, std::span(kParts, parts), next);
  });
}

// `import "m"` is also `const x = require("m")`, `import {a} from "m"` also `const {a} = require("m")`.
bool Matching::required(NodeId p, NodeId t, Next next) {
  const NodeId value = t_.child(t, Role::value), module = p_.child(p, Role::object);
  if (value == kNone || module == kNone || t_[value].kind != Kind::call || p_[module].kind != Kind::string)
    return false;
  const NodeId callee = t_.child(value, Role::callee), file = t_.child(value, Role::argument);
  if (callee == kNone || t_[callee].text != "require" || file == kNone || t_[file].kind != Kind::string) return false;
  const NodeId name = p_.child(p, Role::name), local = t_.child(t, Role::name);
  if (name == kNone) return node(module, file, next);
  if (local == kNone || t_[local].kind != Kind::dict || p_[name].text == "default") return false;
  bool stop = false;
  t_.children(local, [&](NodeId entry) {
    const NodeId own = t_.child(entry, Role::name);
    stop = stop || (own != kNone && node(module, file, [&] { return node(name, own, next); }));
  });
  return stop;
}

// The imported thing by its whole name, however it is imported; the alias only where the pattern has one.
bool Matching::import(NodeId p, NodeId t, Next next) {
  const NodeId left = p_.child(p, Role::left), other_left = t_.child(t, Role::left);
  const NodeId object = p_.child(p, Role::object), name = p_.child(p, Role::name);
  const NodeId other_object = t_.child(t, Role::object), other_name = t_.child(t, Role::name);
  const auto alias = [&]() -> bool {
    if (left == kNone) return next();
    if (other_left != kNone) return node(left, other_left, next);
    return other_name != kNone && node(left, other_name, next);
  };
  // `import "a"` is also where "a/b" is imported.
  const auto module = [&](Next rest) -> bool {
    const std::string_view path = p_[object].text, other = t_[other_object].text;
    const bool below = p_[object].kind == Kind::string && t_[other_object].kind == Kind::string &&
                       other.size() > path.size() && other.starts_with(path) && other[path.size()] == '/';
    return below ? rest() : node(object, other_object, rest);
  };
  if (object != kNone && other_object != kNone && (name == kNone) == (other_name == kNone)) {
    const bool found = module([&] {
      if (name == kNone) return alias();
      return node(name, other_name, alias);
    });
    if (found) return true;
  }
  const auto whole = dotted_import(p_, p), other = dotted_import(t_, t);
  // `import a.b` is also where a.b.c is imported.
  const bool below = whole && other && p_[object].kind != Kind::string && other->starts_with(*whole + ".");
  if (left == kNone && whole && other && (*whole == *other || below)) return next();
  // `import a` is also where something of a is imported.
  if (left == kNone && name == kNone && object != kNone && other_object != kNone) return module(next);
  return false;
}

}  // namespace gate::patterns
