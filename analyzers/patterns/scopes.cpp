#include "analyzers/patterns/scopes.h"

#include <unordered_map>
#include <vector>

#include "analyzers/patterns/matcher.h"

namespace gate::patterns {
namespace {

using syntax::Language;

bool declares_by_assigning(Language language) {
  return language == Language::python || language == Language::ruby || language == Language::php;
}

bool has_variables(Language language) {
  switch (language) {
    case Language::hcl:
    case Language::json:
    case Language::yaml:
    case Language::bash:
    case Language::dockerfile: return false;
    default: return true;
  }
}

class Resolution {
 public:
  explicit Resolution(Ast& ast) : ast_(ast), assigns_(declares_by_assigning(ast.language())) {}

  void run() {
    for (NodeId id = 0; id < ast_.size(); ++id) {
      while (!scopes_.empty() && id >= scopes_.back().end) scopes_.pop_back();
      if (opens_scope(id)) scopes_.push_back({ast_[id].after, is_transparent(ast_[id].kind), {}});
      if (ast_[id].kind == Kind::other && assigns_) declare_outer(id);
      if (ast_[id].kind == Kind::identifier && ast_.is_leaf(id)) name(id);
    }
  }

 private:
  struct Scope {
    NodeId end;
    bool transparent;  // an assignment within is one to a variable around it, if there is one
    std::unordered_map<std::string_view, NodeId> names;
  };

  bool opens_scope(NodeId id) const {
    switch (ast_[id].kind) {
      case Kind::program:
      case Kind::function:
      case Kind::lambda:
      case Kind::class_: return true;
      case Kind::block:
      case Kind::for_:
      case Kind::for_each:
      case Kind::catch_: return !assigns_;
      default: return false;
    }
  }

  // Python's `global x`, PHP's `global $x`: the name is that of the file.
  void declare_outer(NodeId id) {
    if (ast_.is_leaf(id) || scopes_.size() < 2) return;
    const Node& keyword = ast_[id + 1];
    if (keyword.kind != Kind::token || (keyword.text != "global" && keyword.text != "nonlocal")) return;
    ast_.children(id, [&](NodeId child) {
      if (ast_[child].kind != Kind::identifier) return;
      const NodeId outer = find(ast_[child].text, scopes_.size() - 1);
      scopes_.back().names.insert_or_assign(ast_[child].text, outer == kNone ? child : outer);
    });
  }

  NodeId find(std::string_view name, std::size_t scopes) const {
    for (std::size_t n = scopes; n-- > 0;)
      if (const auto found = scopes_[n].names.find(name); found != scopes_[n].names.end()) return found->second;
    return kNone;
  }

  enum class Use { declares, assigns, reads, none };

  // What stands on the left of what, also within a tuple or pattern there.
  Use use_of(NodeId id) const {
    NodeId at = id;
    for (int steps = 0; steps < 8; ++steps) {
      const Node& node = ast_[at];
      if (node.parent == kNone) return Use::reads;
      const Kind parent = ast_[node.parent].kind;
      switch (parent) {
        case Kind::parameter:
        case Kind::catch_:
        case Kind::define: return node.role == Role::name ? Use::declares : Use::reads;
        case Kind::for_each: return node.role == Role::left ? (assigns_ ? Use::assigns : Use::declares) : Use::reads;
        case Kind::assign:
        case Kind::assign_op:
        case Kind::other: return node.role == Role::left && assigns_ ? Use::assigns : Use::reads;
        case Kind::tuple:
        case Kind::list:
        case Kind::spread: break;
        case Kind::dict:
        case Kind::pair:
          if (node.role == Role::name) return Use::none;
          break;
        default: return is_mere_name(ast_, at) ? Use::none : Use::reads;
      }
      at = node.parent;
    }
    return Use::reads;
  }

  // Ruby's blocks are lambdas that share the variables of their function.
  bool is_transparent(Kind kind) const { return kind == Kind::lambda && ast_.language() == Language::ruby; }

  void assign(std::string_view text, NodeId id) {
    for (std::size_t n = scopes_.size(); n-- > 0;) {
      if (scopes_[n].names.contains(text)) return;
      if (!scopes_[n].transparent) break;
    }
    scopes_.back().names.emplace(text, id);
  }

  void name(NodeId id) {
    const std::string_view text = ast_[id].text;
    switch (use_of(id)) {
      case Use::none: return;
      case Use::declares: scopes_.back().names.insert_or_assign(text, id); break;
      case Use::assigns: assign(text, id); break;
      case Use::reads: break;
    }
    if (const NodeId declared = find(text, scopes_.size()); declared != kNone) ast_.set_variable(id, declared);
  }

  Ast& ast_;
  bool assigns_;
  std::vector<Scope> scopes_;
};

}  // namespace

void resolve_variables(Ast& ast) {
  if (ast.size() > 0 && has_variables(ast.language())) Resolution(ast).run();
}

}  // namespace gate::patterns
