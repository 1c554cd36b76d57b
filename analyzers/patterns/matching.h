// Inside the matcher: one pattern against one tree, by backtracking. Every way to match is found: each success calls
// the continuation, which returns true to end the search.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/patterns/function_ref.h"
#include "analyzers/patterns/matcher.h"
#include "analyzers/patterns/symbols.h"

namespace gate::patterns {

// Whether `{...}` is a record there, of which a pattern need not name all fields, and no dictionary.
bool has_records(syntax::Language language);
bool is_javascript(syntax::Language language);

class Matching {
 public:
  using Next = FunctionRef<bool()>;
  using Nodes = std::vector<NodeId>;

  Matching(const Pattern& pattern, const Ast& target, const MatchOptions& options, Budget& budget)
      : pattern_(pattern), p_(*pattern.ast), t_(target), options_(options), budget_(budget) {}

  // Pattern node `p` against target node `t`. `root`: `t` itself is the place of the match.
  bool node(NodeId p, NodeId t, Next next, bool root = false);
  // Statements from[i...] of the pattern against those of a block from the j-th on. `less_is_ok`: statements may be
  // left.
  bool statements(std::span<const NodeId> p, std::span<const NodeId> t, bool less_is_ok, Next next);

  // Sorted by variable, as they are at the moment.
  const Bindings& bindings() const { return bindings_; }
  // The last statement that a sequence of statements took in.
  NodeId last() const { return last_; }

 private:
  // matching.cpp
  bool same_kind(NodeId p, NodeId t, Next next);
  bool any_header(NodeId p) const;
  bool is_open_record(NodeId p) const;
  bool is_any_block(NodeId p) const;
  bool structure(NodeId p, NodeId t, Next next);
  bool equivalent(NodeId p, NodeId t, Next next, bool root);
  bool symbolic(NodeId p, NodeId t, Next next);
  bool bind(Variable variable, const Binding& binding, Next next);
  bool bind_node(Variable variable, NodeId t, Next next);
  bool deep(NodeId p, NodeId t, Next next);
  bool chain(NodeId p, NodeId t, Next next);
  bool text_leaf(NodeId p, NodeId t, Next next);
  bool string(NodeId p, NodeId t, Next next);
  bool typed(NodeId p, NodeId t, Next next);

  // matching_forms.cpp
  bool operators(NodeId p, NodeId t, Next next);
  bool definition(NodeId p, NodeId t, Next next);
  bool assignments(NodeId p, NodeId t, Next next);
  bool required(NodeId p, NodeId t, Next next);
  bool import(NodeId p, NodeId t, Next next);
  bool same_text(const Node& p, const Node& t) const;

  // matching_lists.cpp
  bool roles(NodeId p, NodeId t, std::size_t n, std::span<const Role> roles, Next next);
  bool role(NodeId p, NodeId t, Role role, Next next);
  bool list(std::span<const NodeId> p, std::span<const NodeId> t, Next next);
  bool any_order(std::span<const NodeId> p, std::span<const NodeId> t, std::vector<bool>& used, bool less_is_ok,
                 Next next);
  bool arguments(const Nodes& p, const Nodes& t, Next next);
  bool template_pieces(std::span<const NodeId> p, std::span<const NodeId> t, Next next);
  bool statement_list(std::span<const NodeId> p, std::span<const NodeId> t, bool less_is_ok, Next next);
  bool statement(NodeId p, NodeId t, Next next);
  bool bind_list(NodeId p, std::span<const NodeId> t, Next next);
  Nodes flattened(std::span<const NodeId> statements) const;
  bool is_any(NodeId p) const { return p_[p].kind == Kind::ellipsis || p_[p].kind == Kind::metavariable_list; }

  static Nodes in_role(const Ast& ast, NodeId id, Role role);

  const Pattern& pattern_;
  const Ast& p_;
  const Ast& t_;
  const MatchOptions& options_;
  Budget& budget_;
  Bindings bindings_;
  NodeId last_ = kNone;
  std::optional<Symbols> symbols_;  // once asked for
  int symbolic_ = 0;                // values within values
};

bool is_expression(Kind kind);

}  // namespace gate::patterns
