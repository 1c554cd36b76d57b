#include "analyzers/patterns/matching.h"

#include <algorithm>
#include <array>

#include "analyzers/patterns/names.h"
#include "analyzers/patterns/types.h"

namespace gate::patterns {

bool is_expression(Kind kind) {
  switch (kind) {
    case Kind::token:
    case Kind::block:
    case Kind::if_:
    case Kind::while_:
    case Kind::do_while:
    case Kind::for_:
    case Kind::for_each:
    case Kind::switch_:
    case Kind::case_:
    case Kind::return_:
    case Kind::break_:
    case Kind::continue_:
    case Kind::throw_:
    case Kind::try_:
    case Kind::catch_:
    case Kind::with:
    case Kind::assert_:
    case Kind::import:
    case Kind::function:
    case Kind::class_:
    case Kind::parameter:
    case Kind::attribute:
    case Kind::define:
    case Kind::program:
    case Kind::keyword: return false;
    default: return true;
  }
}

bool Matching::node(NodeId p, NodeId t, Next next, bool root) {
  if (!budget_.spend()) return true;
  const Node& pattern = p_[p];
  switch (pattern.kind) {
    case Kind::ellipsis: return next();
    case Kind::metavariable:
    case Kind::metavariable_list:
      if (t_[t].kind == Kind::keyword && pattern.role == Role::argument) return false;
      return bind_node(pattern_.variables[p], t, next) || (!root && symbolic(p, t, next));
    case Kind::typed_metavariable: return typed(p, t, next);
    case Kind::deep: return deep(p + 1, t, next);
    case Kind::any_chain: return chain(p + 1, t, next);
    case Kind::string:
      if (string(p, t, next)) return true;
      break;
    default:
      if (same_kind(p, t, next)) return true;
      break;
  }
  return equivalent(p, t, next, root);
}

// for (...) {}: a loop whatever its head.
bool Matching::any_header(NodeId p) const {
  bool any = false;
  p_.children(p, [&](NodeId child) {
    if (p_[child].role != Role::body) any = p_[child].kind == Kind::ellipsis && p_[child].role == Role::initializer;
  });
  return any && p_.child(p, Role::condition) == kNone && p_.child(p, Role::update) == kNone;
}

bool Matching::same_kind(NodeId p, NodeId t, Next next) {
  const Kind pattern = p_[p].kind, target = t_[t].kind;
  if (pattern == Kind::for_ && (target == Kind::for_ || target == Kind::for_each) && any_header(p)) {
    static constexpr Role kBody[] = {Role::body};
    return roles(p, t, 0, kBody, next);
  }
  if (pattern == Kind::assign && target == Kind::assign && assignments(p, t, next)) return true;
  if (pattern == target) return structure(p, t, next);
  // ":=" is no "=": it is met by itself alone.
  if (pattern == Kind::assign && target == Kind::define && options_.vardef_assign)
    return p_[p].text.empty() && definition(p, t, next);
  if (pattern == Kind::regex && p_[p].text == "..." && p_[p].tag == t_[t].tag) return next();  // with interpolations
  if (pattern == Kind::function && target == Kind::define) return definition(p, t, next);
  if (pattern == Kind::import && target == Kind::define) return required(p, t, next);
  // `function ... (x) {}` is one of any name or none.
  if (pattern == Kind::function && target == Kind::lambda) {
    static constexpr Role kParts[] = {Role::parameter, Role::body};
    const NodeId name = p_.child(p, Role::name);
    return name != kNone && p_[name].kind == Kind::ellipsis && roles(p, t, 0, kParts, next);
  }
  if (pattern == Kind::lambda && target == Kind::function && p_.child(p, Role::name) == kNone &&
      t_.child(t, Role::name) == kNone)
    return structure(p, t, next);
  if (pattern == Kind::call && target == Kind::attribute && options_.attr_expr) return structure(p, t, next);
  // {...} is any dictionary, too.
  if (pattern == Kind::set && target == Kind::dict)
    return p_[p].after == p + 2 && p_[p + 1].kind == Kind::ellipsis && next();
  // A block of one statement and that statement are the same; so are a name and the same name in quotes, as a key.
  if (pattern == Kind::block && target != Kind::block && p_[p].after > p + 1 && p_[p + 1].after == p_[p].after)
    return node(p + 1, t, next);
  if (target == Kind::block && pattern != Kind::block && t_[t].after > t + 1 && t_[t + 1].after == t_[t].after &&
      p_[p].role == t_[t].role)
    return node(p, t + 1, next);
  if (p_[p].role == Role::name && ((pattern == Kind::identifier && target == Kind::string) ||
                                   (pattern == Kind::string && target == Kind::identifier)))
    return p_[p].text == t_[t].text && next();
  return false;
}

bool Matching::same_text(const Node& p, const Node& t) const {
  if (p.text == t.text) return true;
  // "." and the like are written where a language has several; a pattern without says any. So with "=" and ":=".
  return (p.kind == Kind::dot || p.kind == Kind::assign) && p.text.empty();
}

bool is_javascript(syntax::Language language) {
  return language == syntax::Language::javascript || language == syntax::Language::typescript ||
         language == syntax::Language::tsx;
}

// `{}` where it is a record, of which a pattern need not name all fields.
bool Matching::is_open_record(NodeId p) const {
  return p_[p].kind == Kind::dict && options_.implicit_ellipsis && has_records(p_.language());
}

// `$S;` without braces where a block may be: all of one.
bool Matching::is_any_block(NodeId p) const {
  const bool only = p_[p].kind == Kind::block && p_[p].after == p + 2 && p_[p + 1].kind == Kind::metavariable;
  return only && p_.source(p).starts_with(p_.source(p + 1)) && p_.language() != syntax::Language::python &&
         p_.language() != syntax::Language::ruby;
}

bool Matching::structure(NodeId p, NodeId t, Next next) {
  const Node &pattern = p_[p], &target = t_[t];
  if (target.kind == Kind::block && is_any_block(p)) return bind_node(pattern_.variables[p + 1], t, next);
  switch (pattern.kind) {
    case Kind::identifier:
      if (p_.is_leaf(p) && t_.is_leaf(t)) return text_leaf(p, t, next);
      break;
    case Kind::number:
    case Kind::boolean:
    case Kind::null:
    case Kind::regex:
    case Kind::token:
      if (p_.is_leaf(p) && t_.is_leaf(t)) return text_leaf(p, t, next);
      break;
    case Kind::binary: return operators(p, t, next);
    case Kind::import: return import(p, t, next);
    case Kind::other:
      if (pattern.tag != target.tag) return false;
      if (p_.is_leaf(p) != t_.is_leaf(t)) return false;
      if (p_.is_leaf(p)) return p_.source(p) == t_.source(t) && next();
      break;
    case Kind::template_string: {
      if (pattern.text != target.text) return false;
      const Nodes pieces = in_role(p_, p, Role::element), others = in_role(t_, t, Role::element);
      return template_pieces(pieces, others, next);
    }
    default: break;
  }
  if (!same_text(pattern, target)) return false;
  std::array<Role, 8> present{};
  std::size_t count = 0;
  p_.children(p, [&](NodeId child) {
    const Role role = p_[child].role;
    if (std::find(present.begin(), present.begin() + count, role) == present.begin() + count && count < present.size())
      present[count++] = role;
  });
  // What the target has and the pattern leaves out must be something that may be left out.
  bool complete = true;
  t_.children(t, [&](NodeId child) {
    const Role role = t_[child].role;
    if (!complete || std::find(present.begin(), present.begin() + count, role) != present.begin() + count) return;
    switch (role) {
      case Role::attribute:
      case Role::modifier:
      case Role::returns:
      case Role::throws:
      case Role::type_parameter:
      case Role::superclass:
      case Role::otherwise:
      case Role::handler:
      case Role::finalizer: return;
      case Role::type: complete = pattern.kind != Kind::cast && pattern.kind != Kind::create; return;
      case Role::value: complete = pattern.kind == Kind::parameter || pattern.kind == Kind::define; return;
      case Role::argument: complete = pattern.kind == Kind::attribute; return;
      case Role::body:  // of a definition the head alone may be written
        complete = pattern.kind == Kind::create || pattern.kind == Kind::function || pattern.kind == Kind::class_;
        return;
      case Role::parameter: complete = pattern.kind == Kind::class_; return;
      case Role::element:  // what an element of a document holds
        complete = pattern.kind == Kind::other && is_javascript(t_.language());
        return;
      case Role::left: complete = pattern.kind == Kind::import; return;
      case Role::name: complete = pattern.kind == Kind::catch_; return;
      default: complete = false;
    }
  });
  // An empty body or list of the pattern says "empty", but for a class.
  if (!complete && is_open_record(p)) complete = true;
  if (!complete && !(pattern.kind == Kind::block && pattern.parent != kNone && p_[pattern.parent].kind == Kind::class_))
    return false;
  return roles(p, t, 0, {present.data(), count}, next);
}

// Other ways to see the target: what an imported name stands for, what a constant holds, what a cast is of.
bool Matching::equivalent(NodeId p, NodeId t, Next next, bool root) {
  const Kind pattern = p_[p].kind;
  if (const NodeId alias = t_.alias(t); alias != kNone && (pattern == Kind::identifier || pattern == Kind::dot)) {
    if (node(p, alias, next)) return true;
  } else if (pattern == Kind::dot && t_[t].kind == Kind::identifier && is_wildcard_import(p_, p, t_, t)) {
    if (next()) return true;
  }
  if (options_.constant_propagation) {
    if (const NodeId constant = t_.constant(t); constant != kNone) {
      if (pattern == Kind::string && string(p, constant, next)) return true;
      if ((pattern == Kind::number || pattern == Kind::boolean || pattern == Kind::regex) &&
          t_[constant].kind == pattern)
        if (text_leaf(p, constant, next)) return true;
    }
  }
  if (t_[t].kind == Kind::cast && !root && pattern != Kind::cast)
    if (const NodeId value = t_.child(t, Role::value); value != kNone && node(p, value, next)) return true;
  return !root && symbolic(p, t, next);
}

// What the variable was assigned, where the rule asks for that.
bool Matching::symbolic(NodeId p, NodeId t, Next next) {
  constexpr int kMostValues = 4;  // within values
  if (!options_.symbolic_propagation || t_[t].kind != Kind::identifier || symbolic_ >= kMostValues) return false;
  if (!symbols_) symbols_.emplace(t_);
  const NodeId value = symbols_->value(t);
  if (value == kNone) return false;
  ++symbolic_;
  const bool stop = node(p, value, next);
  --symbolic_;
  return stop;
}

bool Matching::bind(Variable variable, const Binding& binding, Next next) {
  if (variable == Pattern::kAny) return next();
  const auto at = std::lower_bound(bindings_.begin(), bindings_.end(), variable,
                                   [](const Binding& a, Variable b) { return a.variable < b; });
  if (at != bindings_.end() && at->variable == variable) return same(*at, binding) && next();
  const auto index = at - bindings_.begin();
  bindings_.insert(at, binding);
  const bool stop = next();
  bindings_.erase(bindings_.begin() + index);
  return stop;
}

bool Matching::bind_node(Variable variable, NodeId t, Next next) {
  if (variable == Pattern::kAny) return next();
  const Node& target = t_[t];
  const bool synthetic = t >= t_.size();
  return bind(variable,
              {.variable = variable,
               .ast = &t_,
               .first = t,
               .after = target.after,
               .start = target.start,
               .end = target.end,
               .text = synthetic ? target.text : t_.source(t)},
              next);
}

// <... e ...>: here or anywhere below.
bool Matching::deep(NodeId p, NodeId t, Next next) {
  for (NodeId d = t; d < t_[t].after; ++d)
    if (node(p, d, next)) return true;
  return false;
}

// $O. ... .m(): $O is the object itself, or what its chain of accesses and calls begins with.
bool Matching::chain(NodeId p, NodeId t, Next next) {
  for (NodeId at = t; at != kNone;) {
    if (node(p, at, next)) return true;
    switch (t_[at].kind) {
      case Kind::dot:
      case Kind::index:
      case Kind::slice: at = t_.child(at, Role::object); break;
      case Kind::call: at = t_.child(at, Role::callee); break;
      case Kind::await:
      case Kind::unary: at = t_.child(at, Role::operand); break;
      default: at = kNone;
    }
  }
  return false;
}

bool Matching::text_leaf(NodeId p, NodeId t, Next next) {
  const std::string_view pattern = p_[p].text;
  if (pattern == t_[t].text) return next();
  if (p_[p].kind == Kind::regex && pattern == "...") return next();
  if (is_javascript(t_.language()) && options_.let_is_var && pattern == "var" &&
      (t_[t].text == "let" || t_[t].text == "const"))
    return next();
  if (const Variable variable = pattern_.variables[p]; p_[p].kind == Kind::regex && variable != Pattern::kAny) {
    const Node& target = t_[t];
    return bind(variable,
                {.variable = variable, .ast = nullptr, .start = target.start, .end = target.end, .text = target.text},
                next);
  }
  if (const Regex* regex = pattern_.regex(p)) return regex->matches(t_[t].text, budget_) && next();
  return false;
}

// "..." is any text, "=~/re/" one that the expression finds, "$X" binds the contents.
bool Matching::string(NodeId p, NodeId t, Next next) {
  const Node& target = t_[t];
  const std::string_view pattern = p_[p].text;
  if (target.kind != Kind::string) {
    if (p_[p].role == Role::name && target.kind == Kind::identifier) {
      if (const Regex* regex = pattern_.regex(p)) return regex->matches(target.text, budget_) && next();
      return same_kind(p, t, next);
    }
    return false;
  }
  if (pattern == "...") return next();
  if (const Regex* regex = pattern_.regex(p)) return regex->matches(target.text, budget_) && next();
  const Variable variable = pattern_.variables[p];
  if (variable != Pattern::kAny) {
    return bind(variable,
                {.variable = variable, .ast = nullptr, .start = target.start, .end = target.end, .text = target.text},
                next);
  }
  return pattern == target.text && next();
}

bool Matching::typed(NodeId p, NodeId t, Next next) {
  if (!is_expression(t_[t].kind)) return false;
  const std::string_view type = p_[p + 1].text;
  const auto rest = [&] { return bind_node(pattern_.variables[p], t, next); };
  if (!type.starts_with('$')) return has_type(t_, t, type) && rest();
  const Variable variable = pattern_.variables[p + 1];
  const bool array = type.ends_with("[]");
  if (NodeId written = written_type(t_, t); written != kNone) {
    if (array && !t_.source(written).ends_with("[]")) return false;
    if (array) written = t_.child(written, Role::element);
    return written != kNone && bind_node(variable, written, rest);
  }
  const std::string_view known = known_type(t_, t);
  if (known.empty() || array) return false;
  return bind(variable, {.variable = variable, .ast = nullptr, .start = t_[t].start, .end = t_[t].end, .text = known},
              rest);
}

}  // namespace gate::patterns
