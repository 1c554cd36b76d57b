#include "analyzers/patterns/taint/flow.h"

namespace gate::patterns::taint {
namespace {

constexpr std::string_view kNumbers[] = {"int",   "long", "short",   "byte",    "float",  "double", "Integer", "Long",
                                         "Short", "Byte", "Float",   "Double",  "number", "Int",    "uint",    "int32",
                                         "int64", "UInt", "float32", "float64", "i32",    "i64",    "u32",     "u64"};
constexpr std::string_view kBooleans[] = {"bool", "boolean", "Boolean", "Bool"};

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&words)[N]) {
  for (const std::string_view one : words)
    if (one == word) return true;
  return false;
}

}  // namespace

void Flow::note_type(NodeId declaration) {
  if (!a_.options.safe_booleans && !a_.options.safe_numbers) return;
  const NodeId type = ast_.child(declaration, Role::type);
  const auto name = plain_name(ast_.child(declaration, Role::name));
  if (type == kNone || !name) return;
  const std::string_view word = ast_.source(type);
  safe_types_[*name] =
      (a_.options.safe_numbers && among(word, kNumbers)) || (a_.options.safe_booleans && among(word, kBooleans));
}

void Flow::note_locals(NodeId names) {
  if (locals_.empty()) return;
  for (NodeId n = names; n < ast_[names].after; ++n)
    if (ast_[n].kind == Kind::identifier) locals_.back().push_back(a_.names.of(ast_[n].text));
}

// A lambda that a variable holds is walked where the variable is first used.
bool Flow::bind_lambda(NodeId name, NodeId value) {
  if (name == kNone || value == kNone || ast_[name].kind != Kind::identifier) return false;
  if (ast_[value].kind != Kind::lambda && ast_[value].kind != Kind::function) return false;
  const auto at = std::ranges::find(lambdas_, value);
  if (at == lambdas_.end()) return false;
  lambdas_.erase(at);
  bound_[a_.names.of(ast_[name].text)] = value;
  return true;
}

// A function within a function reads its variables as a lambda does.
void Flow::bind_function(NodeId function) {
  const NodeId name = ast_.child(function, Role::name);
  if (name != kNone && ast_[name].kind == Kind::identifier) bound_[a_.names.of(ast_[name].text)] = function;
}

Value Flow::assignment(NodeId n) {
  const NodeId left = ast_.child(n, Role::left), right = ast_.child(n, Role::right);
  if (left == kNone || right == kNone) return all_children(n);
  Value value = visit(right);
  Taints more = from_sources(n, value.taints, false);
  more.add(propagated(n, value.gathered()));
  value.taints.add(more);
  if (!value.taints.empty()) value.own = Value::Own::tainted;
  sinks(n, value.gathered());
  bind_lambda(left, right);
  if (ast_[n].kind == Kind::assign_op) {
    value = Value::of(value.gathered());
    value.taints.add(visit(left).gathered());
    if (!value.taints.empty()) value.own = Value::Own::tainted;
    store(left, value);
  } else {
    target(left, value);
  }
  return value;
}

Value Flow::definition(NodeId n) {
  note_type(n);
  std::vector<NodeId> names, values;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role == Role::name) names.push_back(child), note_locals(child);
    if (ast_[child].role == Role::value) values.push_back(child);
  });
  if (values.empty()) return {};
  std::vector<Value> made;
  for (const NodeId value : values) made.push_back(visit(value));
  Taints all;
  for (const Value& value : made) all.add(value.gathered());
  Taints more = from_sources(n, all, false);
  more.add(propagated(n, all));
  all.add(more);
  sinks(n, all);
  for (std::size_t i = 0; i < names.size(); ++i) {
    Value value = names.size() == values.size() ? made[i]
                  : names.size() == 1           ? made[0]
                                                : made[0].field(a_.names.of(std::to_string(i)));
    value.taints.add(more);
    if (!value.taints.empty()) value.own = Value::Own::tainted;
    if (i < values.size()) bind_lambda(names[i], values[i]);
    target(names[i], value);
  }
  return {};
}

// Assigns to a variable, a field, or all that a destructuring pattern names.
void Flow::target(NodeId n, const Value& value) {
  if (!a_.budget.spend()) return;
  if (is_lvalue(n)) return store(n, value);
  const Kind kind = ast_[n].kind;
  if (kind == Kind::assign || kind == Kind::parameter || kind == Kind::define) {  // with a default
    const NodeId name = ast_.child(n, kind == Kind::assign ? Role::left : Role::name);
    const NodeId fallback = ast_.child(n, kind == Kind::assign ? Role::right : Role::value);
    Value either = value;
    if (fallback != kNone) either = united(either, visit(fallback));
    if (name != kNone) target(name, either);
    return;
  }
  if (kind == Kind::pair) {
    const auto name = plain_name(ast_.child(n, Role::name));
    const NodeId to = ast_.child(n, Role::value);
    if (to != kNone)
      target(to, name ? value.field(*name) : Value::of(value.gathered()));
    else if (ast_.child(n, Role::name) != kNone)
      target(ast_.child(n, Role::name), name ? value.field(*name) : value);
    return;
  }
  std::size_t position = 0;
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (role == Role::type || role == Role::modifier || role == Role::attribute) return;
    const std::size_t at = position++;
    if (ast_[child].kind == Kind::pair || kind == Kind::spread) return target(child, value);
    if (ast_[child].kind == Kind::spread) return target(child, Value::of(value.gathered()));
    if (kind == Kind::dict) {
      const auto name = plain_name(ast_[child].kind == Kind::identifier ? child : ast_.child(child, Role::left));
      return target(child, name ? value.field(*name) : Value::of(value.gathered()));
    }
    if (kind == Kind::list || kind == Kind::tuple) return target(child, value.field(a_.names.of(std::to_string(at))));
    target(child, value);
  });
}

void Flow::store(NodeId n, const Value& value) {
  const auto where = path(n);
  const Value before = where ? env_.find(where->base) : Value{};
  // The variable itself may be a source by side effect, or a sink of what it held.
  const Lvalue seen = lvalue(n);
  Taints held = seen.fresh;
  held.add(seen.stored.gathered());
  const Kind around = ast_[ast_[n].parent].kind;
  if (around == Kind::assign || around == Kind::assign_op || around == Kind::define) sinks(ast_[n].parent, held);
  if (!where) return;
  if (value.empty()) {
    if (env_.find(where->base) == before) env_.assign(*where, Value{});
    return;
  }
  const auto through = [&](Taints taints) {
    Taints made;
    for (const Taint& taint : taints) made.add({taint.origin, a_.steps.add(n, taint.step)});
    return made;
  };
  Value now = value;
  now.taints = through(value.taints);
  env_.assign(*where, now);
}

}  // namespace gate::patterns::taint
