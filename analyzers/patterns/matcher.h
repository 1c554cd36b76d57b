// Matches patterns in a file's tree.
#pragma once

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "analyzers/patterns/pattern.h"
#include "gate/base/json.h"

namespace gate::patterns {

// What a rule's `options` switch (https://semgrep.dev/docs/writing-rules/rule-syntax#options).
struct MatchOptions {
  bool constant_propagation = true;
  bool symbolic_propagation = false;
  bool ac_matching = true;  // && and || as associative and commutative
  bool commutative_boolop = false;
  bool vardef_assign = true;  // a definition matches an assignment's pattern
  bool attr_expr = true;
  bool arrow_is_function = true;
  bool let_is_var = true;
  bool go_deeper_stmt = true;          // a statement ellipsis goes into nested blocks
  bool implicit_deep_exprstmt = true;  // `f();` matches f() anywhere in a statement
  bool implicit_ellipsis = true;
  bool symmetric_eq = false;
  bool mere_names = false;  // of a metavariable's binding: a pattern `x` is also a name that is no expression
};

// Whether the node is a name that is no expression of its own: the `b` of `a.b`, that of a function or an argument.
bool is_mere_name(const Ast& ast, NodeId id);

MatchOptions match_options(const Json& options);

// All matches of `pattern` in a tree (indexed), in order of the places found; the same place under several bindings is
// several matches.
std::vector<Match> match_pattern(const Pattern& pattern, const Ast& ast, const MatchOptions& options, Budget& budget);

}  // namespace gate::patterns
