// What a variable stands for when it is given a value once: `x = f()` makes x the same as f().
#pragma once

#include <unordered_map>

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

// Of one tree; asks Ast::variable.
class Symbols {
 public:
  explicit Symbols(const Ast& ast);

  // The expression that the identifier's variable was assigned before, if that is its only assignment; else kNone.
  NodeId value(NodeId identifier) const;

 private:
  const Ast& ast_;
  std::unordered_map<NodeId, NodeId> values_;  // by declaring identifier; kNone: several
};

}  // namespace gate::patterns
