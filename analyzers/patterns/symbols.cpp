#include "analyzers/patterns/symbols.h"

namespace gate::patterns {

namespace {

// `x[i] = v` and `x.a = v` change what x holds, not which object it is.
bool is_part(Kind kind) {
  return kind == Kind::index || kind == Kind::slice || kind == Kind::dot || kind == Kind::call;
}

}  // namespace

Symbols::Symbols(const Ast& ast) : ast_(ast) {
  for (NodeId id = 0; id < ast.size(); ++id) {
    const Kind kind = ast[id].kind;
    if (kind != Kind::assign && kind != Kind::define && kind != Kind::assign_op) continue;
    const NodeId name = ast.child(id, kind == Kind::define ? Role::name : Role::left);
    if (name == kNone || is_part(ast[name].kind)) continue;
    const NodeId value = ast.child(id, kind == Kind::define ? Role::value : Role::right);
    const bool plain = ast[name].kind == Kind::identifier && kind != Kind::assign_op;
    // What a pattern on the left takes apart is not known piece by piece.
    for (NodeId n = name; n < ast[name].after; ++n) {
      if (ast[n].kind != Kind::identifier || ast.variable(n) == kNone) continue;
      const NodeId declared = ast.variable(n);
      const bool first = declared == n && values_.find(declared) == values_.end();
      values_[declared] = first && plain ? value : kNone;
    }
  }
}

NodeId Symbols::value(NodeId identifier) const {
  const NodeId declared = ast_.variable(identifier);
  if (declared == kNone || declared >= identifier) return kNone;
  const auto found = values_.find(declared);
  if (found == values_.end() || found->second == kNone) return kNone;
  // Within its own value the name is another one's.
  return identifier < ast_[found->second].after ? kNone : found->second;
}

}  // namespace gate::patterns
