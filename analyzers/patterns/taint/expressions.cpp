#include <charconv>

#include "analyzers/patterns/taint/flow.h"

namespace gate::patterns::taint {
namespace {

constexpr std::string_view kComparisons[] = {"==",     "!=",     "===", "!==", "<",         "<=", ">",
                                             ">=",     "<=>",    "<>",  "=~",  "!~",        "in", "is",
                                             "not in", "is not", "-eq", "-ne", "instanceof"};

bool compares(std::string_view op) {
  for (const std::string_view one : kComparisons)
    if (op == one) return true;
  return false;
}

// Whether `this.x` is the same as `x` there.
bool implicit_this(syntax::Language language) {
  return language == syntax::Language::java || language == syntax::Language::csharp ||
         language == syntax::Language::kotlin || language == syntax::Language::cpp;
}

// Whether the function ends with the statement that `n` is part of.
bool leaves_function(const Ast& ast, NodeId n) {
  for (NodeId at = n, up = ast[n].parent; up != kNone; at = up, up = ast[up].parent) {
    const Kind kind = ast[up].kind;
    if (kind == Kind::return_ || kind == Kind::throw_) return true;
    if (kind == Kind::function || kind == Kind::lambda || kind == Kind::program) return true;
    if (kind == Kind::while_ || kind == Kind::do_while || kind == Kind::for_ || kind == Kind::for_each) return false;
    if (kind == Kind::block && ast[at].after < ast[up].after) return false;
    if (kind == Kind::if_ && ast[at].role == Role::condition) return false;
  }
  return true;
}

}  // namespace

Value Flow::expression(NodeId n) {
  if (!is_expression(ast_, n)) return compute(n);
  if (sanitized(n)) {
    // What is assigned there is clean.
    const NodeId to = ast_.child(n, ast_[n].kind == Kind::define ? Role::name : Role::left);
    const bool assigns = ast_[n].kind == Kind::assign || ast_[n].kind == Kind::define;
    if (assigns && to != kNone) target(to, Value{});
    return {};
  }
  Value value;
  if (is_lvalue(n)) {
    Lvalue made = lvalue(n);
    value = made.stored;
    value.taints.add(made.fresh);
    if (!value.taints.empty()) value.own = Value::Own::tainted;
  } else {
    value = compute(n);
    value.taints.add(from_sources(n, value.gathered(), false));
    value.taints.add(propagated(n, value.gathered()));
    if (!value.taints.empty()) value.own = Value::Own::tainted;
  }
  if (safe_type(n)) value = Value{};
  sinks(n, value.gathered());
  return value;
}

bool Flow::sanitized(NodeId n) {
  const std::vector<const Found*> by = a_.places.of(Places::Role::sanitizer, n);
  if (by.empty()) return false;
  a_.budget.spend(by.size());
  for (const Found* found : by) {
    if (!found->part->by_side_effect || !a_.places.is(*found, n)) continue;
    if (const auto cleaned = path(n)) env_.assign(*cleaned, Value{});
  }
  return true;
}

Taints Flow::from_sources(NodeId n, const Taints& incoming, bool as_lvalue) {
  Taints made, lasting;
  std::vector<const Found*> found = a_.places.of(Places::Role::source, n);
  if (found.empty()) return made;
  a_.budget.spend(found.size());
  // A source may ask for the label that another one gives here.
  for (int round = 0; round < 3 && !found.empty(); ++round) {
    Taints known = incoming;
    known.add(made);
    std::erase_if(found, [&](const Found* one) {
      if (!a_.holds(*one->requirement, known)) return false;
      const bool exact = a_.places.is(*one, n);
      const bool only = one->part->only_by_side_effect;
      if (only && (!as_lvalue || !exact)) return true;
      const Taint taint{a_.origins.source(a_.places.number(Places::Role::source, *one), one->part->label), 0};
      if (one->part->control) {
        env_.control.add(taint);
        return true;
      }
      if (!only) made.add(taint);
      if (as_lvalue && exact && (only || one->part->by_side_effect)) lasting.add(taint);
      return true;
    });
  }
  if (!lasting.empty())
    if (const auto where = path(n)) env_.add(*where, lasting);
  return made;
}

Taints Flow::propagated(NodeId n, const Taints& taints) {
  Taints arrived;
  for (const Places::End& end : a_.places.ends(n)) {
    auto transit = std::ranges::find(env_.transits, end.propagator, &Transit::propagator);
    if (transit == env_.transits.end()) {
      env_.transits.push_back({end.propagator, {}, std::nullopt});
      transit = env_.transits.end() - 1;
    }
    const TaintPart& part = *end.found->part;
    if (!end.from) {
      arrived.add(transit->taints);
      if (!part.by_side_effect) continue;
      if (const auto where = path(n)) {
        if (transit->taints.empty())
          transit->waiting = where;
        else
          env_.add(*where, transit->taints);
      }
    } else if (!taints.empty() && a_.holds(*end.found->requirement, taints)) {
      Taints sent;
      for (const Taint& taint : taints) {
        const Origins::Data& from = a_.origins[taint.origin];
        const bool relabel = !part.label.empty() && !from.parameter;
        sent.add(relabel ? Taint{a_.origins.source(from.number, part.label), taint.step} : taint);
      }
      transit->taints = sent;
      if (transit->waiting) env_.add(*transit->waiting, sent);
    }
  }
  return arrived;
}

void Flow::sinks(NodeId n, const Taints& taints, bool of_arguments) {
  Taints all = taints;
  all.add(env_.control);
  if (all.empty()) return;
  for (const Found* found : a_.places.of(Places::Role::sink, n)) {
    a_.budget.spend();
    const TaintPart& part = *found->part;
    if ((part.at_exit && !leaves_function(ast_, n)) || (of_arguments && part.exact && !part.formula.focus.empty()))
      continue;
    a_.reach(*found, all, function_);
  }
}

bool Flow::is_lvalue(NodeId n) const {
  switch (ast_[n].kind) {
    case Kind::identifier:
    case Kind::dot:
    case Kind::index: return true;
    case Kind::unary: return ast_[n].text == "*" && ast_.child(n, Role::operand) != kNone;
    default: return false;
  }
}

std::optional<Symbol> Flow::plain_name(NodeId n) {
  if (n == kNone || !ast_.is_leaf(n) || ast_[n].text.empty()) return std::nullopt;
  return a_.names.of(ast_[n].text);
}

// The field that an index with a literal names: x["a"] is x.a.
std::optional<Symbol> Flow::key(NodeId index) {
  std::optional<Symbol> made;
  int arguments = 0;
  ast_.children(index, [&](NodeId child) {
    if (ast_[child].role == Role::object) return;
    ++arguments;
    NodeId value = child;
    if (ast_[value].kind != Kind::string && ast_[value].kind != Kind::number && ast_.constant(value) != kNone)
      value = ast_.constant(value);
    if (ast_[value].kind == Kind::string || ast_[value].kind == Kind::number) made = a_.names.of(ast_[value].text);
  });
  return arguments == 1 ? made : std::nullopt;
}

std::optional<Path> Flow::path(NodeId n) {
  const Node& node = ast_[n];
  if (node.kind == Kind::identifier) return Path{a_.names.of(node.text), {}, true};
  if (node.kind == Kind::unary && (node.text == "*" || node.text == "&")) return path(ast_.child(n, Role::operand));
  if (node.kind != Kind::dot && node.kind != Kind::index) return std::nullopt;
  const NodeId object = ast_.child(n, Role::object);
  if (object == kNone) return std::nullopt;
  const auto name = node.kind == Kind::dot ? plain_name(ast_.child(n, Role::name)) : key(n);
  if (node.kind == Kind::dot && name && ast_.is_leaf(object) && ast_[object].text == "this" &&
      implicit_this(ast_.language()))
    return Path{*name, {}, true};
  std::optional<Path> made = path(object);
  if (!made || !made->whole) return made;
  if (name && made->fields.size() < Path::kDeepest)
    made->fields.push_back(*name);
  else
    made->whole = false;
  return made;
}

Flow::Lvalue Flow::lvalue(NodeId n) {
  Lvalue made;
  if (!a_.budget.spend()) return made;
  if (sanitized(n)) {
    made.sanitized = true;
    return made;
  }
  const Node& node = ast_[n];
  if (node.kind == Kind::identifier) {
    const Symbol name = a_.names.of(node.text);
    made.stored = env_.find(name);
    if (const auto bound = bound_.find(name); bound != bound_.end()) {
      lambdas_.push_back(bound->second);
      bound_.erase(bound);
    }
  } else {
    below(n, made);
    if (made.sanitized) return made;
  }
  Taints current = made.fresh;
  current.add(made.stored.taints);
  made.fresh.add(from_sources(n, current, true));
  current.add(made.fresh);
  made.fresh.add(propagated(n, current));
  current.add(made.fresh);
  if (!current.empty())
    for (const Found* found : a_.places.around(Places::Role::sink, n))
      if (a_.places.is(*found, n) && (!found->part->at_exit || leaves_function(ast_, n)))
        a_.reach(*found, current, function_);
  return made;
}

// The object of a field or an element, and the field as the object's taint tells it.
void Flow::below(NodeId n, Lvalue& made) {
  const Node& node = ast_[n];
  const NodeId object = ast_.child(n, node.kind == Kind::unary ? Role::operand : Role::object);
  if (object != kNone && is_lvalue(object)) {
    Lvalue outer = lvalue(object);
    if (outer.sanitized) {
      made.sanitized = true;
      return;
    }
    made.fresh = std::move(outer.fresh);
    made.stored = std::move(outer.stored);
  } else if (object != kNone) {
    const Value value = visit(object);
    made.fresh = value.taints;
    made.stored.fields = value.fields;
  }
  made.object = made.fresh;
  made.object.add(made.stored.gathered());
  if (node.kind == Kind::unary) return;
  const auto name = node.kind == Kind::dot ? plain_name(ast_.child(n, Role::name)) : key(n);
  const bool own_variable = node.kind == Kind::dot && name && object != kNone && ast_.is_leaf(object) &&
                            ast_[object].text == "this" && implicit_this(ast_.language());
  made.stored = own_variable ? env_.find(*name) : name ? made.stored.field(*name) : Value::of(made.stored.gathered());
  if (a_.options.only_through_assignments) made.fresh = {};
  ast_.children(n, [&](NodeId child) {
    const bool evaluated = ast_[child].role != Role::object && (node.kind == Kind::index || !ast_.is_leaf(child));
    if (!evaluated || ast_[child].role == Role::type) return;
    const Taints taints = visit(child).gathered();
    if (!a_.options.safe_indexes && !a_.options.only_through_assignments) made.fresh.add(taints);
  });
}

Value Flow::compute(NodeId n) {
  switch (ast_[n].kind) {
    case Kind::string:
    case Kind::number:
    case Kind::boolean:
    case Kind::null:
    case Kind::regex: return {};
    case Kind::call:
    case Kind::create: return call(n);
    case Kind::assign:
    case Kind::assign_op: return assignment(n);
    case Kind::define: return definition(n);
    case Kind::binary: return binary(n);
    case Kind::conditional: return branch(n);
    case Kind::list:
    case Kind::tuple: return list(n);
    case Kind::lambda:
    case Kind::function: lambdas_.push_back(n); return {};
    case Kind::await:
    case Kind::cast:
    case Kind::keyword: {
      Value value;
      ast_.children(n, [&](NodeId child) {
        if (ast_[child].role != Role::type && ast_[child].role != Role::name) value = visit(child);
      });
      return value;
    }
    case Kind::yield: {
      const Value value = all_children(n);
      if (in_lambda_ == 0) returned_ = united(returned_, value);
      return value;
    }
    default: return all_children(n);
  }
}

// `with x as y`, `for y in x` of a comprehension: a name for a value, or for the elements of one.
std::optional<Value> Flow::binding(NodeId n) {
  const NodeId left = ast_.child(n, Role::left), right = ast_.child(n, Role::right);
  if (left == kNone || right == kNone) return std::nullopt;
  const Value value = visit(right);
  const bool of_element = ast_[left].start < ast_[right].start;
  target(left, of_element ? Value::of(value.gathered()) : value);
  return value;
}

// Everything that is made of its parts: strings with expressions in them, dicts, markup, constructs without
// counterpart.
Value Flow::all_children(NodeId n) {
  Taints all;
  if (ast_[n].kind == Kind::other) {
    if (const auto bound = binding(n)) return *bound;
    // A comprehension's clauses stand after what they serve.
    const NodeId body = ast_.child(n, Role::body);
    bool clauses = false;
    ast_.children(n, [&](NodeId child) {
      if (child == body || ast_[child].kind != Kind::other) return;
      clauses |= ast_.child(child, Role::left) != kNone;
      if (body != kNone && child > body) visit(child);
    });
    if (body != kNone && clauses) return Value::of(visit(body).gathered());
  }
  ast_.children(n, [&](NodeId child) {
    const Role role = ast_[child].role;
    if (role == Role::type || role == Role::type_parameter || role == Role::modifier || role == Role::attribute) return;
    // The name of a field is no variable, but where it stands alone.
    if (ast_[n].kind == Kind::pair && role == Role::name && ast_[child].kind == Kind::identifier &&
        ast_[child].after < ast_[n].after)
      return;
    all.add(visit(child).gathered());
  });
  return a_.options.only_through_assignments ? Value{} : Value::of(std::move(all));
}

Value Flow::list(NodeId n) {
  auto fields = std::make_shared<Fields>();
  Taints further;
  std::size_t position = 0;
  ast_.children(n, [&](NodeId child) {
    Value value = visit(child);
    const std::size_t at = position++;
    if (value.empty()) return;
    if (at < Value::kMostFields && ast_[child].kind != Kind::spread)
      fields->push_back({a_.names.of(std::to_string(at)), std::move(value)});
    else
      further.add(value.gathered());
  });
  Value made = Value::of(std::move(further));
  std::ranges::sort(*fields, {}, &Field::name);
  if (!fields->empty()) made.fields = std::move(fields);
  return made;
}

Value Flow::binary(NodeId n) {
  const bool comparison = compares(ast_[n].text);
  Value value = all_children(n);
  // Ruby's `text << more` changes the text.
  const NodeId left = ast_.child(n, Role::left);
  if (ast_[n].text == "<<" && ast_.language() == syntax::Language::ruby && left != kNone)
    if (const auto where = path(left)) env_.add(*where, value.gathered());
  return comparison && a_.options.safe_comparisons ? Value{} : value;
}

bool Flow::safe_type(NodeId n) {
  if (!a_.options.safe_booleans && !a_.options.safe_numbers) return false;
  const Node& node = ast_[n];
  if (node.kind == Kind::binary && compares(node.text)) return a_.options.safe_booleans;
  if (node.kind == Kind::unary && (node.text == "!" || node.text == "not")) return a_.options.safe_booleans;
  if (node.kind != Kind::identifier) return false;
  const auto type = safe_types_.find(a_.names.of(node.text));
  return type != safe_types_.end() && type->second;
}

}  // namespace gate::patterns::taint
