#include <algorithm>
#include <cctype>
#include <iterator>

#include "analyzers/patterns/taint/flow.h"

namespace gate::patterns::taint {
namespace {

constexpr std::string_view kFillers[] = {"append", "appendleft", "extend", "insert", "push",   "unshift", "add",
                                         "addAll", "put",        "putAll", "Add",    "Append", "AddRange"};

// Methods that call a lambda with the elements, or the value, of what they are called on.
constexpr std::string_view kCallers[] = {"forEach", "map",    "filter",         "flatMap",   "find",           "some",
                                         "every",   "reduce", "then",           "each",      "collect",        "select",
                                         "let",     "also",   "forEachOrdered", "ifPresent", "each_with_index"};

}  // namespace

bool Flow::calls_back(NodeId callee) const {
  if (callee == kNone || ast_[callee].kind != Kind::dot) return false;
  const NodeId name = ast_.child(callee, Role::name);
  return name != kNone && std::ranges::find(kCallers, ast_[name].text) != std::end(kCallers);
}

Value Flow::call(NodeId n) {
  const std::size_t lambdas_before = lambdas_.size();
  Call made;
  arguments(n, made);
  const NodeId callee = ast_.child(n, Role::callee);
  const Taints own = callee == kNone ? Taints{} : called(callee, made);
  sinks(n, made.all, true);
  if (!throws_.empty() && a_.budget.spend(env_.variables.size())) throws_.back().unite(env_);
  Value result = result_of(n, callee, made);
  if (!a_.options.only_through_assignments) {
    result.taints.add(own);
    if (!result.taints.empty()) result.own = Value::Own::tainted;
  }
  if (!made.all.empty()) fill_receiver(callee, made);
  walk_lambdas(lambdas_before, calls_back(callee) ? made.object : Taints{});
  return result;
}

// Taints of the function itself, as a value; notes what it is called on.
Taints Flow::called(NodeId callee, Call& made) {
  if (!is_lvalue(callee)) return visit(callee).gathered();
  if (sanitized(callee)) return {};
  const Lvalue function = lvalue(callee);
  made.object = function.object;
  if (ast_[callee].kind == Kind::dot) made.receiver = ast_.child(callee, Role::object);
  Taints own = function.fresh;
  own.add(function.stored.taints);
  Taints at_sink = own;
  at_sink.add(function.stored.gathered());
  sinks(callee, at_sink);
  return own;
}

// As the called function's summary says; of a function that is not to be seen, all that went in.
Value Flow::result_of(NodeId n, NodeId callee, const Call& made) {
  if (callee != kNone) {
    if (auto known = by_summary(callee, made)) return std::move(*known);
    if (auto known = accessor(callee, made)) return std::move(*known);
  }
  if (a_.options.only_through_assignments) return {};
  if (a_.options.safe_functions) return ast_[n].kind == Kind::create ? Value::of(made.all) : Value{};
  Taints all = made.all;
  all.add(made.object);
  return Value::of(std::move(all));
}

// Methods that put their arguments into what they are called on: a collection, a text under construction.
void Flow::fill_receiver(NodeId callee, const Call& made) {
  if (made.receiver == kNone || a_.options.only_through_assignments || a_.options.safe_functions) return;
  const NodeId name = ast_.child(callee, Role::name);
  if (name == kNone) return;
  const bool mutable_text = ast_[name].text == "concat" && ast_.language() == syntax::Language::ruby;
  if (!mutable_text && std::ranges::find(kFillers, ast_[name].text) == std::end(kFillers)) return;
  if (const auto where = path(made.receiver)) env_.add(*where, made.all);
}

void Flow::arguments(NodeId n, Call& made) {
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    // PHP's `new $x`: which class it is may come from anywhere.
    const bool computed =
        role == Role::type && ast_[n].kind == Kind::create && ast_.language() == syntax::Language::php;
    if (computed) visit(child);
    if (role == Role::callee || role == Role::type || role == Role::type_parameter) return;
    if (ast_[n].kind == Kind::create && (role == Role::name || role == Role::body)) return;
    const Taints taints = visit(child).gathered();
    made.arguments.emplace_back(child, taints);
    made.all.add(taints);
  });
}

// The argument at `position` of the parameters; the receiver, where it is one of them, stands at 0.
NodeId Flow::passed_node(const Function& callee, std::uint32_t position, const Call& made) const {
  if (callee.receiver_first) {
    if (position == 0) return made.receiver;
    --position;
  }
  const std::string_view name = callee.parameters[position + (callee.receiver_first ? 1 : 0)].name;
  std::uint32_t at = 0;
  for (const auto& [node, taints] : made.arguments) {
    if (ast_[node].kind == Kind::keyword) {
      const NodeId keyword = ast_.child(node, Role::name);
      if (keyword != kNone && ast_[keyword].text == name) return node;
    } else if (at++ == position) {
      return node;
    }
  }
  return kNone;
}

Taints Flow::passed(const Function& callee, std::uint32_t position, const Call& made) const {
  if (callee.receiver_first && position == 0) return made.object;
  Taints all;
  bool spread = false;
  const std::uint32_t first = position - (callee.receiver_first ? 1 : 0);
  std::uint32_t at = 0;
  const NodeId own = passed_node(callee, position, made);
  for (const auto& [node, taints] : made.arguments) {
    spread |= ast_[node].kind == Kind::spread;
    const bool further = callee.parameters[position].rest && at >= first;
    if (spread || further || node == own) all.add(taints);
    ++at;
  }
  return all;
}

std::optional<Value> Flow::by_summary(NodeId callee, const Call& made) {
  Function* function = a_.callee(callee);
  if (function == nullptr || !function->summary.known) return std::nullopt;
  if (!a_.budget.spend(1 + function->parameters.size() * (1 + made.arguments.size()))) return std::nullopt;
  std::vector<Taints> given;
  for (std::uint32_t i = 0; i < function->parameters.size(); ++i) given.push_back(passed(*function, i, made));
  // Not by reference: in a recursive function the walk adds to it.
  const std::vector<Reach> reaches = function->summary.reaches;
  for (const Reach& reach : reaches) {
    const Taints taints = replaced(reach.taints, *function, given);
    if (!taints.empty()) a_.reach(*reach.sink, taints, function_);
  }
  const auto written = function->summary.written;
  for (const auto& [position, taints] : written) {
    const NodeId argument = passed_node(*function, position, made);
    if (argument == kNone || !is_lvalue(argument)) continue;
    if (const auto where = path(argument)) env_.add(*where, replaced(taints, *function, given));
  }
  return replaced(function->summary.returned, *function, given);
}

Taints Flow::replaced(const Taints& taints, const Function& callee, const std::vector<Taints>& given) const {
  Taints made;
  const std::uint32_t number = a_.number(callee);
  for (const Taint& taint : taints) {
    const Origins::Data& from = a_.origins[taint.origin];
    if (!from.parameter)
      made.add(taint);
    else if (from.number == number && from.position < given.size())
      made.add(given[from.position]);
  }
  return made;
}

Value Flow::replaced(const Value& value, const Function& callee, const std::vector<Taints>& given) const {
  Value made = value;
  made.taints = replaced(value.taints, callee, given);
  if (made.own == Value::Own::tainted && made.taints.empty()) made.own = Value::Own::inherits;
  if (!value.fields) return made;
  auto fields = std::make_shared<Fields>(*value.fields);
  for (Field& field : *fields) field.value = replaced(field.value, callee, given);
  made.fields = std::move(fields);
  return made;
}

// `o.getName()` reads o.name and `o.setName(x)` writes it, where the class is not to be seen.
std::optional<Value> Flow::accessor(NodeId callee, const Call& made) {
  if (ast_.language() != syntax::Language::java || ast_[callee].kind != Kind::dot) return std::nullopt;
  const NodeId name = ast_.child(callee, Role::name);
  if (name == kNone || made.receiver == kNone || ast_[made.receiver].kind != Kind::identifier) return std::nullopt;
  const std::string_view method = ast_[name].text;
  if (method.size() <= 3) return std::nullopt;
  std::string field(method.substr(3));
  field[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(field[0])));
  const Symbol object = a_.names.of(ast_[made.receiver].text);
  if (method.starts_with("get") && made.arguments.empty()) return env_.find(object).field(a_.names.of(field));
  if (!method.starts_with("set") || made.arguments.size() != 1) return std::nullopt;
  env_.add(Path{object, {a_.names.of(field)}, true}, made.all);
  return a_.options.safe_functions ? Value{} : Value::of(made.all);
}

}  // namespace gate::patterns::taint
