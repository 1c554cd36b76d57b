#include "analyzers/patterns/taint/flow.h"

#include <algorithm>

namespace gate::patterns::taint {
namespace {

Environment unreached() {
  Environment none;
  none.live = false;
  return none;
}

}  // namespace

void Flow::run(NodeId body, const Environment& start) {
  for (int round = 0; round < kRounds && !a_.budget.exhausted(); ++round) {
    again_ = false;
    env_ = start;
    returned_ = Value{};
    returns_.assign(1, unreached());
    if (function_ != nullptr) enter_parameters();
    const Value last = visit(body);
    // A short function's expression, and the last one in languages that need no `return`.
    const bool is_block = ast_[body].kind == Kind::block;
    const auto language = ast_.language();
    if (env_.live && (!is_block || language == syntax::Language::ruby || language == syntax::Language::rust))
      returned_ = united(returned_, last);
    walk_lambdas(0);
    while (!bound_.empty()) {
      lambdas_.push_back(bound_.begin()->second);
      bound_.erase(bound_.begin());
      walk_lambdas(0);
    }
    env_.unite(returns_.back());
    if (!again_) return;
  }
}

Value Flow::visit(NodeId n) {
  if (!a_.budget.spend()) return {};
  switch (ast_[n].kind) {
    case Kind::token:
    case Kind::import:
    case Kind::class_:
    case Kind::attribute: return {};
    case Kind::program:
    case Kind::block:
    case Kind::case_:
    case Kind::with: return sequence(n);
    case Kind::if_: return branch(n);
    case Kind::while_:
    case Kind::do_while:
    case Kind::for_:
    case Kind::for_each: loop(n); return {};
    case Kind::switch_: return choice(n);
    case Kind::try_: return attempt(n);
    case Kind::catch_:
      if (const NodeId name = ast_.child(n, Role::name); name != kNone) enter_names(name, std::nullopt);
      return ast_.child(n, Role::body) == kNone ? sequence(n) : visit(ast_.child(n, Role::body));
    case Kind::return_: returning(n); return {};
    case Kind::throw_: throwing(n); return {};
    case Kind::break_: leave_to(breaks_); return {};
    case Kind::continue_: leave_to(continues_); return {};
    case Kind::function:
    case Kind::lambda:
      if (is_inline(ast_, n))
        lambdas_.push_back(n);
      else if (function_ != nullptr || in_lambda_ > 0)
        bind_function(n);
      return {};
    default: return expression(n);
  }
}

Value Flow::sequence(NodeId n) {
  Value last;
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (role == Role::type || role == Role::modifier) return;
    const std::size_t before = lambdas_.size();
    last = visit(child);
    walk_lambdas(before);
  });
  return last;
}

Value Flow::branch(NodeId n) {
  Value made;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role != Role::then && ast_[child].role != Role::otherwise) visit(child);
  });
  const Environment before = env_;
  Environment after = unreached();
  bool otherwise = false;
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (role != Role::then && role != Role::otherwise) return;
    otherwise |= role == Role::otherwise;
    env_ = before;
    made = united(made, visit(child));
    after.unite(env_);
  });
  if (!otherwise) after.unite(before);
  env_ = std::move(after);
  a_.budget.spend(1 + env_.variables.size());
  return made;
}

void Flow::loop(NodeId n) {
  const bool each = ast_[n].kind == Kind::for_each;
  Value element;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role == Role::initializer) visit(child);
    if (each && ast_[child].role == Role::right) element.taints.add(visit(child).gathered());
  });
  element = Value::of(element.taints);
  Environment& stored = back_.try_emplace(n, unreached()).first->second;
  env_.unite(stored);
  breaks_.push_back(unreached());
  continues_.push_back(unreached());
  Environment left = unreached();
  if (ast_[n].kind != Kind::do_while) {
    if (const NodeId condition = ast_.child(n, Role::condition); condition != kNone) visit(condition);
    left = env_;
  }
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (each && role == Role::left) target(child, element);
    if (role == Role::body || role == Role::statement) visit(child);
  });
  env_.unite(continues_.back());
  ast_.children(n, [&](NodeId child) {
    const bool at_end = ast_[n].kind == Kind::do_while && ast_[child].role == Role::condition;
    if (ast_[child].role == Role::update || at_end) visit(child);
  });
  Environment joined = stored;
  joined.unite(env_);
  if (!(joined == stored)) stored = std::move(joined), again_ = true;
  env_.unite(left);
  env_.unite(breaks_.back());
  breaks_.pop_back();
  continues_.pop_back();
  a_.budget.spend(1 + env_.variables.size());
}

bool Flow::falls_through() const {
  switch (ast_.language()) {
    case syntax::Language::go:
    case syntax::Language::ruby:
    case syntax::Language::rust:
    case syntax::Language::kotlin:
    case syntax::Language::python:
    case syntax::Language::bash: return false;
    default: return true;
  }
}

Value Flow::choice(NodeId n) {
  Value made;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].kind != Kind::case_ && ast_[child].kind != Kind::block) visit(child);
  });
  const Environment before = env_;
  Environment after = unreached(), fallen = unreached();
  bool complete = false;
  breaks_.push_back(unreached());
  const auto one_case = [&](NodeId child) {
    complete |= ast_.child(child, Role::argument) == kNone;
    env_ = before;
    if (falls_through()) env_.unite(fallen);
    made = united(made, visit(child));
    if (falls_through())
      fallen = env_;
    else
      after.unite(env_);
  };
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].kind == Kind::case_) one_case(child);
    if (ast_[child].kind != Kind::block) return;
    ast_.children(child, [&](NodeId inner) {
      if (ast_[inner].kind == Kind::case_) one_case(inner);
    });
  });
  after.unite(fallen);
  if (!complete) after.unite(before);
  after.unite(breaks_.back());
  breaks_.pop_back();
  env_ = std::move(after);
  a_.budget.spend(1 + env_.variables.size());
  return made;
}

Value Flow::attempt(NodeId n) {
  Value made;
  throws_.push_back(env_);
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (ast_[child].kind != Kind::catch_ && role != Role::handler && role != Role::otherwise && role != Role::finalizer)
      made = united(made, visit(child));
  });
  Environment thrown = std::move(throws_.back());
  throws_.pop_back();
  thrown.unite(env_);
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role == Role::otherwise) visit(child);
  });
  Environment after = env_;
  bool caught = false;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].kind != Kind::catch_ && ast_[child].role != Role::handler) return;
    caught = true;
    env_ = thrown;
    made = united(made, visit(child));
    after.unite(env_);
  });
  if (!caught) after.unite(thrown);
  env_ = std::move(after);
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role == Role::finalizer) visit(child);
  });
  a_.budget.spend(1 + env_.variables.size());
  return made;
}

void Flow::leave_to(std::vector<Environment>& targets) {
  if (!targets.empty()) targets.back().unite(env_);
  env_ = unreached();
}

void Flow::returning(NodeId n) {
  Value value;
  ast_.children(n, [&](NodeId child) { value = united(value, visit(child)); });
  walk_lambdas(0);
  if (in_lambda_ == 0) returned_ = united(returned_, value);
  leave_to(returns_);
}

void Flow::throwing(NodeId n) {
  ast_.children(n, [&](NodeId child) { visit(child); });
  leave_to(throws_);
}

void Flow::enter_parameters() {
  std::uint32_t position = 0;
  for (const Function::Parameter& parameter : function_->parameters)
    enter_parameter(parameter.node, a_.origins.parameter(a_.number(*function_), position++));
}

std::map<std::uint32_t, Taints> Flow::written() const {
  std::map<std::uint32_t, Taints> made;
  std::uint32_t position = 0;
  for (const Function::Parameter& parameter : function_->parameters) {
    const Origin own = a_.origins.parameter(a_.number(*function_), position);
    const Value value = env_.find(a_.names.of(parameter.name));
    // One that no longer has its own taint was given another object.
    const auto is_own = [&](const Taint& taint) { return taint.origin == own; };
    if (std::ranges::any_of(value.taints, is_own))
      for (const Taint& taint : value.gathered())
        if (!is_own(taint)) made[position].add(taint);
    ++position;
  }
  return made;
}

void Flow::enter_parameter(NodeId parameter, std::optional<Origin> own) {
  note_type(parameter);
  const NodeId value = ast_.child(parameter, Role::value), name = ast_.child(parameter, Role::name);
  const Taints usual = value == kNone ? Taints{} : visit(value).gathered();
  enter_names(parameter, own);
  if (name == kNone || usual.empty()) return;
  if (const auto where = path(name)) env_.add(*where, usual);
}

void Flow::enter_names(NodeId n, std::optional<Origin> own) {
  if (!a_.budget.spend()) return;
  if (ast_[n].kind == Kind::identifier) {
    const Symbol name = a_.names.of(ast_[n].text);
    Taints taints = from_sources(n, {}, false);
    if (own) taints.add(Taint{*own, 0});
    env_.set(name, Value::of(std::move(taints)));
    bound_.erase(name);
    if (!locals_.empty()) locals_.back().push_back(name);
    return;
  }
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    // `{a: b}` binds b; `a = 1` is a default.
    const bool names_a_field = ast_[n].kind == Kind::pair && role == Role::name && ast_[child].after < ast_[n].after;
    const bool is_default = role == Role::right || (role == Role::value && ast_[n].kind != Kind::pair);
    if (role == Role::type || role == Role::modifier || role == Role::attribute || names_a_field || is_default) return;
    enter_names(child, own);
  });
}

// The body as statements that may or may not run where the lambda is used.
void Flow::walk_lambda(NodeId n, const Taints& given) {
  if (!a_.budget.spend(1 + env_.variables.size())) return;
  const Environment before = env_;
  std::vector<Environment> breaks, continues, throws;
  std::swap(breaks, breaks_), std::swap(continues, continues_), std::swap(throws, throws_);
  returns_.push_back(unreached());
  locals_.emplace_back();
  ++in_lambda_;
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role != Role::parameter) return;
    enter_parameter(child, std::nullopt);
    for (NodeId inner = child; inner < ast_[child].after && !given.empty(); ++inner)
      if (ast_[inner].kind == Kind::identifier && ast_[inner].role != Role::type)
        env_.add({a_.names.of(ast_[inner].text), {}, true}, given);
  });
  ast_.children(n, [&](NodeId child) {
    if (ast_[child].role == Role::body || ast_[child].role == Role::statement) visit(child);
  });
  --in_lambda_;
  env_.unite(returns_.back());
  returns_.pop_back();
  std::swap(breaks, breaks_), std::swap(continues, continues_), std::swap(throws, throws_);
  // What it declares means nothing outside.
  for (const Symbol name : locals_.back()) env_.set(name, before.find(name));
  locals_.pop_back();
  env_.unite(before);
}

void Flow::walk_lambdas(std::size_t from, const Taints& given) {
  while (lambdas_.size() > from) {
    const std::vector<NodeId> now(lambdas_.begin() + static_cast<std::ptrdiff_t>(from), lambdas_.end());
    lambdas_.resize(from);
    for (const NodeId lambda : now) walk_lambda(lambda, given);
  }
}

}  // namespace gate::patterns::taint
