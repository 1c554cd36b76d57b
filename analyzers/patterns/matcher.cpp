#include "analyzers/patterns/matcher.h"

#include <algorithm>

#include "analyzers/patterns/matching.h"

namespace gate::patterns {

bool is_mere_name(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  if (node.role != Role::name || node.parent == kNone) return node.role == Role::modifier;
  switch (ast[node.parent].kind) {
    case Kind::dot:
    case Kind::keyword:
    case Kind::function:
    case Kind::class_:
    case Kind::pair:
    case Kind::parameter:
    case Kind::import: return true;
    // A definition with a value is an assignment too, whose left side is an expression.
    case Kind::define: return ast.child(node.parent, Role::value) == kNone;
    default: return false;
  }
}

namespace {

// The kinds of nodes that a pattern of one node may have its place at.
std::vector<Kind> kinds_to_start(Kind pattern, const Ast& target) {
  std::vector<Kind> kinds;
  switch (pattern) {
    case Kind::ellipsis:
    case Kind::metavariable:
    case Kind::typed_metavariable:
    case Kind::deep:
    case Kind::metavariable_list:
      for (int kind = 0; kind <= static_cast<int>(Kind::program); ++kind)
        if (is_expression(static_cast<Kind>(kind))) kinds.push_back(static_cast<Kind>(kind));
      return kinds;
    case Kind::any_chain: return {Kind::identifier, Kind::call, Kind::dot};
    case Kind::dot: return {Kind::identifier, Kind::dot};
    case Kind::call: return {Kind::call, Kind::attribute};
    case Kind::assign: return {Kind::assign, Kind::define};
    case Kind::function: return {Kind::function, Kind::define, Kind::lambda};
    case Kind::import: return {Kind::import, Kind::define};
    case Kind::set: return {Kind::set, Kind::dict};  // {...} is either
    case Kind::for_: return {Kind::for_, Kind::for_each};
    case Kind::regex: return {Kind::regex, Kind::other};  // also with interpolations
    case Kind::lambda: return {Kind::lambda, Kind::function};
    case Kind::string:
    case Kind::number:
    case Kind::boolean:
      kinds = {pattern};
      if (target.has_constants())  // names and texts put together may hold one
        kinds.insert(kinds.end(), {Kind::identifier, Kind::dot, Kind::binary, Kind::template_string});
      return kinds;
    default: return {pattern};
  }
}

bool may_start(const Ast& p, NodeId root, const Ast& t, NodeId id) {
  const Kind pattern = p[root].kind, target = t[id].kind;
  if (pattern == Kind::string || pattern == Kind::number || pattern == Kind::boolean)
    return target == pattern || t.constant(id) != kNone;
  if (target == Kind::identifier) return !is_mere_name(t, id);
  return is_expression(target) ? !is_mere_name(t, id) : true;
}

class Search {
 public:
  Search(const Pattern& pattern, const Ast& ast, const MatchOptions& options, Budget& budget)
      : pattern_(pattern), ast_(ast), options_(options), budget_(budget), matching_(pattern, ast, options, budget) {}

  std::vector<Match> run() {
    const Ast& p = *pattern_.ast;
    if (pattern_.roots.size() > 1) {
      for (const NodeId id : ast_.with_statements())
        if (budget_.spend()) sequence(id);
    } else {
      const NodeId root = pattern_.roots[0];
      for (const Kind kind : kinds_to_start(p[root].kind, ast_))
        for (const NodeId id : ast_.of_kind(kind))
          if ((may_start(p, root, ast_, id) || is_named(root, id)) && may_stand(root, id) && budget_.spend())
            single(root, id);
      in_order();
    }
    return std::move(matches_);
  }

 private:
  bool is_named(NodeId root, NodeId id) const {
    return options_.mere_names && (*pattern_.ast)[root].kind == Kind::identifier && ast_[id].kind == Kind::identifier;
  }

  // Without the implicit depth, what is written as a statement ("f();") is one.
  bool may_stand(NodeId root, NodeId id) const {
    return options_.implicit_deep_exprstmt || !pattern_.statement || !is_expression((*pattern_.ast)[root].kind) ||
           ast_[id].role == Role::statement;
  }

  void single(NodeId root, NodeId id) {
    const NodeId place = place_of(root, id);
    if (place == kNone) return;
    matching_.node(
        root, id,
        [&] {
          add(place, place);
          return false;
        },
        true);
  }

  // What is written as a statement ("f();") is found anywhere in an expression that stands as one, or in a definition;
  // the place is then all of that. kNone: `id` is in no such statement.
  NodeId place_of(NodeId root, NodeId id) const {
    if (!pattern_.statement || !is_expression((*pattern_.ast)[root].kind)) return id;
    for (NodeId at = id; at != kNone; at = ast_[at].parent) {
      const Node& node = ast_[at];
      if (node.role == Role::statement || node.kind == Kind::define) return at;
      if (!is_expression(node.kind) || (at != id && (node.kind == Kind::lambda || node.kind == Kind::function))) break;
    }
    return kNone;
  }

  // Consecutive statements among the children of `parent`.
  void sequence(NodeId parent) {
    std::vector<NodeId> statements;
    ast_.children(parent, [&](NodeId child) {
      if (ast_[child].role == Role::statement || (ast_[parent].kind == Kind::dict && ast_[child].role == Role::element))
        statements.push_back(child);
    });
    for (std::size_t n = 0; n < statements.size() && !budget_.exhausted(); ++n) {
      const std::span<const NodeId> rest(statements.data() + n, statements.size() - n);
      matching_.statements(pattern_.roots, rest, true, [&] {
        add(rest[0], matching_.last() == kNone ? rest[0] : matching_.last());
        return false;
      });
    }
  }

  // By place; of one place as found.
  void in_order() {
    std::vector<std::pair<NodeId, std::size_t>> order;
    for (std::size_t n = 0; n < matches_.size(); ++n) order.emplace_back(matches_[n].first, n);
    if (std::ranges::is_sorted(order)) return;
    std::ranges::sort(order);
    std::vector<Match> sorted;
    for (const auto& [first, n] : order) sorted.push_back(std::move(matches_[n]));
    matches_ = std::move(sorted);
  }

  void add(NodeId first, NodeId last) {
    Match match{.start = ast_[first].start,
                .end = std::max(ast_[first].end, ast_[last].end),
                .first = first,
                .last = last,
                .bindings = matching_.bindings()};
    if (!matches_.empty()) {  // the same found again in another way
      const Match& before = matches_.back();
      if (before.first == first && before.last == last && equal(before.bindings, match.bindings)) return;
    }
    matches_.push_back(std::move(match));
  }

  static bool equal(const Bindings& a, const Bindings& b) {
    return std::ranges::equal(a, b, [](const Binding& x, const Binding& y) {
      return x.variable == y.variable && x.start == y.start && x.end == y.end && x.first == y.first;
    });
  }

  const Pattern& pattern_;
  const Ast& ast_;
  const MatchOptions& options_;
  Budget& budget_;
  Matching matching_;
  std::vector<Match> matches_;
};

}  // namespace

MatchOptions match_options(const Json& options) {
  MatchOptions result;
  const auto read = [&](const char* name, bool& value) {
    if (const auto found = options.find(name); found != options.end() && found->is_boolean())
      value = found->get<bool>();
  };
  read("constant_propagation", result.constant_propagation);
  read("symbolic_propagation", result.symbolic_propagation);
  read("ac_matching", result.ac_matching);
  read("commutative_boolop", result.commutative_boolop);
  read("vardef_assign", result.vardef_assign);
  read("attr_expr", result.attr_expr);
  read("arrow_is_function", result.arrow_is_function);
  read("let_is_var", result.let_is_var);
  read("go_deeper_stmt", result.go_deeper_stmt);
  read("implicit_deep_exprstmt", result.implicit_deep_exprstmt);
  read("implicit_ellipsis", result.implicit_ellipsis);
  read("symmetric_eq", result.symmetric_eq);
  return result;
}

std::vector<Match> match_pattern(const Pattern& pattern, const Ast& ast, const MatchOptions& options, Budget& budget) {
  if (ast.size() == 0) return {};
  return Search(pattern, ast, options, budget).run();
}

}  // namespace gate::patterns
