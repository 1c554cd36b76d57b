#include "analyzers/patterns/taint/analysis.h"

#include <algorithm>

#include "analyzers/patterns/taint/flow.h"

namespace gate::patterns::taint {
namespace {

bool flag(const Json& options, const char* name) {
  const auto at = options.find(name);
  return at != options.end() && at->is_boolean() && at->get<bool>();
}

}  // namespace

Options::Options(const Json& options)
    : safe_functions(flag(options, "taint_assume_safe_functions")),
      safe_indexes(flag(options, "taint_assume_safe_indexes")),
      safe_comparisons(flag(options, "taint_assume_safe_comparisons")),
      safe_booleans(flag(options, "taint_assume_safe_booleans")),
      safe_numbers(flag(options, "taint_assume_safe_numbers")),
      only_through_assignments(flag(options, "taint_only_propagate_through_assignments")),
      unify(flag(options, "taint_unify_mvars")) {}

Symbol Names::of(std::string_view name) {
  return symbols_.try_emplace(std::string(name), static_cast<Symbol>(symbols_.size())).first->second;
}

Origin Origins::add(Data data) {
  const auto [at, fresh] = known_.try_emplace({{data.parameter, data.number}, {data.position, data.label}},
                                              static_cast<Origin>(list_.size()));
  if (fresh) list_.push_back(std::move(data));
  return at->second;
}

std::uint32_t Steps::add(NodeId variable, std::uint32_t before) {
  if (list_[before].first == variable) return before;
  const auto [at, fresh] = known_.try_emplace({variable, before}, static_cast<std::uint32_t>(list_.size()));
  if (fresh) list_.emplace_back(variable, before);
  return at->second;
}

std::vector<NodeId> Steps::chain(std::uint32_t last, std::size_t most) const {
  std::vector<NodeId> made;
  for (; last != 0 && made.size() < most; last = list_[last].second) made.push_back(list_[last].first);
  std::ranges::reverse(made);
  return made;
}

bool is_inline(const Ast& ast, NodeId function) {
  const Node& node = ast[function];
  if (node.kind == Kind::lambda) return true;
  switch (node.role) {
    case Role::argument:
    case Role::value:
    case Role::right:
    case Role::operand:
    case Role::callee:
    case Role::object:
    case Role::then:
    case Role::otherwise: return true;
    case Role::element:
      return node.parent != kNone && ast[node.parent].kind != Kind::class_ && ast[node.parent].kind != Kind::block;
    default: return false;
  }
}

Analysis::Analysis(const Rule& rule_, const File& file, const Places& places_, Budget& budget_)
    : rule(rule_), ast(*file.ast), places(places_), budget(budget_), options(rule_.options) {
  collect();
}

void Analysis::collect() {
  std::vector<std::pair<NodeId, NodeId>> classes;  // open: node, its end
  for (NodeId n = 0; n < ast.size() && budget.spend(); ++n) {
    while (!classes.empty() && classes.back().second <= n) classes.pop_back();
    const Kind kind = ast[n].kind;
    if (kind == Kind::class_) {
      classes.emplace_back(n, ast[n].after);
      classes_.push_back(n);
    }
    if (kind != Kind::function && kind != Kind::lambda) continue;
    if (ast.child(n, Role::body) == kNone) continue;
    Function function;
    function.node = n;
    function.class_node = classes.empty() ? kNone : classes.back().first;
    NodeId name = ast.child(n, Role::name);
    if (is_inline(ast, n)) {
      // A variable that is given the lambda names it.
      const NodeId holder = ast[n].parent;
      const Kind by = holder == kNone ? Kind::other : ast[holder].kind;
      if (by != Kind::define && by != Kind::assign) continue;
      name = ast.child(holder, by == Kind::define ? Role::name : Role::left);
      if (name == kNone || ast[name].kind != Kind::identifier) continue;
    }
    if (name != kNone) function.name = ast[name].text;
    read_parameters(function);
    functions_.push_back(std::move(function));
  }
  for (std::uint32_t i = 0; i < functions_.size(); ++i)
    if (!functions_[i].name.empty()) by_name_.emplace(functions_[i].name, i);
}

void Analysis::read_parameters(Function& function) {
  ast.children(function.node, [&](NodeId child) {
    if (ast[child].role != Role::parameter) return;
    Function::Parameter parameter;
    parameter.node = child;
    const NodeId name = ast[child].kind == Kind::identifier ? child : ast.child(child, Role::name);
    if (name != kNone && ast[name].kind == Kind::identifier) parameter.name = ast[name].text;
    parameter.rest = ast.source(child).starts_with("...") || ast.source(child).starts_with("*");
    function.parameters.push_back(parameter);
  });
  function.receiver_first = ast.language() == syntax::Language::python && function.class_node != kNone &&
                            !function.parameters.empty() &&
                            (function.parameters[0].name == "self" || function.parameters[0].name == "cls");
}

// A call by a plain name means the only such function outside classes, or in the caller's class; one through `this`
// the only such method of the caller's class. Anything else is not known.
const Function* Analysis::resolve(NodeId callee) const {
  std::string_view name;
  bool own_method = false;
  if (ast[callee].kind == Kind::identifier) {
    name = ast[callee].text;
  } else if (ast[callee].kind == Kind::dot) {
    const NodeId object = ast.child(callee, Role::object), member = ast.child(callee, Role::name);
    if (object == kNone || member == kNone || !ast.is_leaf(object)) return nullptr;
    const std::string_view on = ast[object].text;
    own_method = on == "this" || on == "self" || on == "cls" || on == "$this";
    if (!own_method) return nullptr;
    name = ast[member].text;
  }
  if (name.empty()) return nullptr;
  NodeId own_class = ast[callee].parent;
  while (own_class != kNone && ast[own_class].kind != Kind::class_) own_class = ast[own_class].parent;
  const bool implicit = ast.language() == syntax::Language::java || ast.language() == syntax::Language::csharp ||
                        ast.language() == syntax::Language::kotlin || ast.language() == syntax::Language::ruby ||
                        ast.language() == syntax::Language::cpp;
  const Function* found = nullptr;
  const auto [from, to] = by_name_.equal_range(name);
  int candidates = 0;
  for (auto at = from; at != to && ++candidates <= 16; ++at) {
    const Function& one = functions_[at->second];
    const bool fits = own_method ? one.class_node != kNone && one.class_node == own_class
                                 : one.class_node == kNone || (implicit && one.class_node == own_class);
    if (!fits) continue;
    if (found != nullptr) return nullptr;
    found = &one;
  }
  return candidates > 16 ? nullptr : found;
}

Function* Analysis::callee(NodeId node) {
  const auto [at, fresh] = resolved_.try_emplace(node, 0);
  if (fresh)
    if (const Function* found = resolve(node)) at->second = number(*found) + 1;
  return at->second == 0 ? nullptr : &functions_[at->second - 1];
}

// Functions in an order in which, but for recursion, each comes after those that it calls. Depth-first with a stack of
// its own, as chains of calls may be long.
std::vector<std::uint32_t> Analysis::callees_first() const {
  std::vector<std::vector<std::uint32_t>> calls(functions_.size());
  std::vector<std::pair<NodeId, std::uint32_t>> open;  // end of a function, its number
  std::uint32_t next = 0;
  for (NodeId n = 0; n < ast.size() && budget.spend(); ++n) {
    while (!open.empty() && open.back().first <= n) open.pop_back();
    if (next < functions_.size() && functions_[next].node == n) open.emplace_back(ast[n].after, next++);
    if (ast[n].kind != Kind::call || open.empty()) continue;
    const NodeId callee = ast.child(n, Role::callee);
    if (callee == kNone) continue;
    if (const Function* called = resolve(callee)) calls[open.back().second].push_back(number(*called));
  }
  std::vector<std::uint32_t> order;
  std::vector<char> seen(functions_.size(), 0);
  std::vector<std::pair<std::uint32_t, std::size_t>> stack;
  for (std::uint32_t root = 0; root < functions_.size(); ++root) {
    if (seen[root]) continue;
    seen[root] = 1;
    stack.emplace_back(root, 0);
    while (!stack.empty()) {
      auto& [function, at] = stack.back();
      if (at == calls[function].size()) {
        order.push_back(function);
        stack.pop_back();
        continue;
      }
      const std::uint32_t called = calls[function][at++];
      if (!seen[called]) seen[called] = 1, stack.emplace_back(called, 0);
    }
  }
  return order;
}

void Analysis::run() {
  if (ast.size() == 0) return;
  // What the program's statements leave in its variables is what functions see of them.
  Flow program(*this, nullptr);
  program.run(0, {});
  globals = program.end();
  globals.live = true;
  globals.transits.clear();
  recording_ = true;
  for (const std::uint32_t i : callees_first()) {
    if (budget.exhausted()) return;
    Function& function = functions_[i];
    Flow flow(*this, &function);
    flow.run(ast.child(function.node, Role::body), globals);
    function.summary.returned = flow.returned();
    function.summary.written = flow.written();
    function.summary.known = true;
  }
  for (const NodeId node : classes_) {
    if (budget.exhausted()) return;
    const NodeId body = ast.child(node, Role::body);
    if (body == kNone) continue;
    Flow fields(*this, nullptr);
    fields.run(body, {});
  }
  Flow again(*this, nullptr);
  again.run(0, {});
}

bool Analysis::holds(const Requirement& requirement, const Taints& taints) const {
  if (requirement.any()) return true;
  return requirement.holds([&](std::string_view label) {
    return std::ranges::any_of(taints, [&](const Taint& taint) {
      const Origins::Data& from = origins[taint.origin];
      return !from.parameter && (from.label.empty() ? kDefaultLabel : std::string_view(from.label)) == label;
    });
  });
}

void Analysis::reach(const Found& sink, const Taints& taints, Function* function) {
  const bool of_caller = std::ranges::any_of(taints, [&](const Taint& taint) {
    const Origins::Data& from = origins[taint.origin];
    return from.parameter;
  });
  if (of_caller && function != nullptr && function->summary.reaches.size() < 100) {
    const bool known = std::ranges::any_of(function->summary.reaches,
                                           [&](const Reach& one) { return one.sink == &sink && one.taints == taints; });
    if (!known) function->summary.reaches.push_back({&sink, taints});
  }
  if (!recording_ || !holds(*sink.requirement, taints)) return;
  std::vector<Finding>& findings = found_[places.number(Places::Role::sink, sink)];
  for (const Taint& taint : taints) {
    const Origins::Data& from = origins[taint.origin];
    if (from.parameter || (sink.requirement->any() && !from.label.empty() && from.label != kDefaultLabel)) continue;
    const bool known = std::ranges::any_of(findings, [&](const Finding& one) { return one.source == from.number; });
    if (!known && findings.size() < Taints::kMost) findings.push_back({from.number, taint.step});
  }
  if (findings.empty()) found_.erase(places.number(Places::Role::sink, sink));
}

}  // namespace gate::patterns::taint
