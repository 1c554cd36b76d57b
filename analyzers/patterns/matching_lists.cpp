#include <algorithm>

#include "analyzers/patterns/matching.h"

namespace gate::patterns {

bool has_records(syntax::Language language) {
  return language == syntax::Language::hcl || language == syntax::Language::javascript ||
         language == syntax::Language::typescript || language == syntax::Language::tsx;
}

namespace {

// HCL's block in a block: a statement, found at any depth as such.
bool is_nested_block(const Ast& p, NodeId id) {
  const Node& node = p[id];
  return node.kind == Kind::call && node.role == Role::element && node.parent != kNone &&
         p[node.parent].kind == Kind::dict;
}

// An interpolated expression that is a string literal, and no piece of text between interpolations.
bool is_quoted(const Ast& ast, NodeId id) {
  const std::string_view source = ast.source(id);
  return ast[id].kind == Kind::string && source != ast[id].text &&
         (source.starts_with('"') || source.starts_with('\''));
}

}  // namespace

Matching::Nodes Matching::in_role(const Ast& ast, NodeId id, Role role) {
  Nodes nodes;
  ast.children(id, [&](NodeId child) {
    if (ast[child].role == role) nodes.push_back(child);
  });
  return nodes;
}

bool Matching::roles(NodeId p, NodeId t, std::size_t n, std::span<const Role> all, Next next) {
  if (n == all.size()) return next();
  return role(p, t, all[n], [&] { return roles(p, t, n + 1, all, next); });
}

bool Matching::role(NodeId p, NodeId t, Role which, Next next) {
  const Nodes pattern = in_role(p_, p, which), target = in_role(t_, t, which);
  switch (which) {
    case Role::statement: {
      const NodeId parent = p_[p].parent;
      const bool members = parent != kNone && p_[parent].kind == Kind::class_;
      if (!members) return statements(pattern, target, false, next);
      Nodes named = pattern;
      std::erase_if(named, [&](NodeId id) { return p_[id].kind == Kind::ellipsis; });
      std::vector<bool> used(target.size());
      return any_order(named, target, used, true, next);
    }
    case Role::attribute:
    case Role::modifier:
    case Role::superclass:
    case Role::throws:
    case Role::handler: {
      Nodes named = pattern;
      std::erase_if(named, [&](NodeId id) { return p_[id].kind == Kind::ellipsis; });
      std::vector<bool> used(target.size());
      return any_order(named, target, used, true, next);
    }
    case Role::element:
      if (p_[p].kind == Kind::dict || p_[p].kind == Kind::set) {
        Nodes named = pattern;
        const bool rest = std::erase_if(named, [&](NodeId id) { return is_any(id); }) > 0;
        std::vector<bool> used(target.size());
        const bool less_is_ok = rest || (options_.implicit_ellipsis && has_records(t_.language()));
        return any_order(named, target, used, less_is_ok, next);
      }
      return list(pattern, target, next);
    case Role::argument: return arguments(pattern, target, next);
    default: return list(pattern, target, next);
  }
}

bool Matching::list(std::span<const NodeId> p, std::span<const NodeId> t, Next next) {
  if (!budget_.spend()) return true;
  if (p.empty()) return t.empty() && next();
  if (!is_any(p[0])) {
    if (t.empty()) return false;
    return node(p[0], t[0], [&] { return list(p.subspan(1), t.subspan(1), next); });
  }
  if (p_[p[0]].kind == Kind::ellipsis && p.size() == 1) return next();
  for (std::size_t taken = 0; taken <= t.size(); ++taken) {
    const auto rest = [&] { return list(p.subspan(1), t.subspan(taken), next); };
    if (p_[p[0]].kind == Kind::ellipsis ? rest() : bind_list(p[0], t.first(taken), rest)) return true;
    if (budget_.exhausted()) return true;
  }
  return false;
}

bool Matching::bind_list(NodeId p, std::span<const NodeId> t, Next next) {
  const Variable variable = pattern_.variables[p];
  if (variable == Pattern::kAny) return next();
  Binding binding{.variable = variable, .ast = &t_, .first = 0, .after = 0};
  if (!t.empty()) {
    binding.first = t.front();
    binding.after = t_[t.back()].after;
    binding.start = t_[t.front()].start;
    binding.end = t_[t.back()].end;
    binding.text = t_.source().substr(binding.start, binding.end - binding.start);
  }
  return bind(variable, binding, next);
}

bool Matching::any_order(std::span<const NodeId> p, std::span<const NodeId> t, std::vector<bool>& used, bool less_is_ok,
                         Next next) {
  if (!budget_.spend()) return true;
  if (p.empty()) {
    if (!less_is_ok && std::ranges::find(used, false) != used.end()) return false;
    return next();
  }
  for (std::size_t n = 0; n < t.size(); ++n) {
    if (used[n]) continue;
    used[n] = true;
    const auto rest = [&] { return any_order(p.subspan(1), t, used, less_is_ok, next); };
    const bool stop = is_nested_block(p_, p[0]) ? statement(p[0], t[n], rest) : node(p[0], t[n], rest);
    used[n] = false;
    if (stop) return true;
  }
  return false;
}

// Arguments given by name may stand in any order; the others keep theirs.
bool Matching::arguments(const Nodes& p, const Nodes& t, Next next) {
  const auto keyword = std::ranges::find_if(p, [&](NodeId id) { return p_[id].kind == Kind::keyword; });
  if (keyword == p.end()) return list(p, t, next);
  Nodes others;
  for (const NodeId id : p)
    if (id != *keyword) others.push_back(id);
  for (std::size_t n = 0; n < t.size(); ++n) {
    if (t_[t[n]].kind != Kind::keyword) continue;
    Nodes rest = t;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(n));
    if (node(*keyword, t[n], [&] { return arguments(others, rest, next); })) return true;
  }
  return false;
}

// Within an interpolated string "..." is any number of pieces.
bool Matching::template_pieces(std::span<const NodeId> p, std::span<const NodeId> t, Next next) {
  if (!budget_.spend()) return true;
  if (p.empty()) return t.empty() && next();
  const Node& piece = p_[p[0]];
  // Among literals that stand side by side, too.
  const bool concatenated = piece.parent != kNone && p_[piece.parent].text == "concatenated";
  if (piece.kind == Kind::string && piece.text == "..." && (concatenated || !is_quoted(p_, p[0]))) {
    for (std::size_t taken = 0; taken <= t.size(); ++taken)
      if (template_pieces(p.subspan(1), t.subspan(taken), next)) return true;
    return false;
  }
  if (t.empty()) return false;
  // Text is no interpolation, which these stand for; PHP's "...$X..." may be any piece.
  const bool interpolation = t_.language() != syntax::Language::php &&
                             (is_any(p[0]) || piece.kind == Kind::metavariable || is_quoted(p_, p[0]));
  if (interpolation && t_[t[0]].kind == Kind::string && !is_quoted(t_, t[0])) return false;
  return node(p[0], t[0], [&] { return template_pieces(p.subspan(1), t.subspan(1), next); });
}

// After an ellipsis the pattern may go on in nested blocks, and need not reach the block's end.
bool Matching::statements(std::span<const NodeId> p, std::span<const NodeId> t, bool less_is_ok, Next next) {
  if (!budget_.spend()) return true;
  if (p.empty()) return (t.empty() || less_is_ok) && next();
  if (p_[p[0]].kind == Kind::metavariable_list) return statement_list(p, t, true, next);
  if (p_[p[0]].kind == Kind::ellipsis) {
    if (statement_list(p, t, true, next)) return true;
    if (!options_.go_deeper_stmt || p.size() == 1) return false;
    const Nodes deeper = flattened(t);
    if (deeper.size() == t.size()) return false;
    return statement_list(p, deeper, true, next);
  }
  if (t.empty()) return false;
  return statement(p[0], t[0], [&] {
    const NodeId before = last_;
    last_ = t[0];
    const bool stop = statements(p.subspan(1), t.subspan(1), less_is_ok, next);
    last_ = before;
    return stop;
  });
}

bool Matching::statement_list(std::span<const NodeId> p, std::span<const NodeId> t, bool less_is_ok, Next next) {
  if (!budget_.spend()) return true;
  if (p.empty()) return (t.empty() || less_is_ok) && next();
  const NodeId before = last_;
  if (p_[p[0]].kind == Kind::ellipsis) {
    if (p.size() == 1) {  // all the rest: the largest stretch says everything that the smaller ones say
      if (!t.empty()) last_ = t.back();
      const bool stop = next();
      last_ = before;
      return stop;
    }
    for (std::size_t taken = 0; taken <= t.size(); ++taken) {
      if (statement_list(p.subspan(1), t.subspan(taken), less_is_ok, next)) return true;
      if (budget_.exhausted()) return true;
    }
    return false;
  }
  if (p_[p[0]].kind == Kind::metavariable_list) {
    for (std::size_t taken = 0; taken <= t.size(); ++taken) {
      const bool stop = bind_list(p[0], t.first(taken), [&] {
        if (taken > 0) last_ = t[taken - 1];
        return statement_list(p.subspan(1), t.subspan(taken), false, next);
      });
      last_ = before;
      if (stop || budget_.exhausted()) return true;
    }
    return false;
  }
  if (t.empty()) return false;
  return statement(p[0], t[0], [&] {
    const NodeId outer = last_;
    last_ = t[0];
    const bool stop = statement_list(p.subspan(1), t.subspan(1), less_is_ok, next);
    last_ = outer;
    return stop;
  });
}

// An expression as a statement also matches within a statement's expressions: f() in `x = f()` and `return f()`.
bool Matching::statement(NodeId p, NodeId t, Next next) {
  if (node(p, t, next)) return true;
  const Kind pattern = p_[p].kind, target = t_[t].kind;
  if (!is_expression(pattern) || pattern == Kind::metavariable || pattern == Kind::deep || pattern == Kind::identifier)
    return false;
  if (!options_.implicit_deep_exprstmt) return false;
  const bool holds = target == Kind::define || target == Kind::return_ || is_expression(target);
  if (!holds) return false;
  for (NodeId d = t + 1; d < t_[t].after;) {
    const Kind kind = t_[d].kind;
    if (kind == Kind::block || kind == Kind::lambda || kind == Kind::class_ || kind == Kind::function) {
      d = t_[d].after;
      continue;
    }
    if (is_expression(kind) && t_[d].role != Role::name && node(p, d, next)) return true;
    ++d;
  }
  return false;
}

Matching::Nodes Matching::flattened(std::span<const NodeId> all) const {
  Nodes flat;
  for (const NodeId top : all) {
    flat.push_back(top);
    for (NodeId id = top + 1; id < t_[top].after; ++id)
      if (t_[id].role == Role::statement) flat.push_back(id);
  }
  return flat;
}

}  // namespace gate::patterns
