#include "analyzers/patterns/constants.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/patterns/constants_hcl.h"

namespace gate::patterns {
namespace {

constexpr std::size_t kLongestText = 4'096;

// Where a name gets a value. `value` is kNone when it cannot be known: parameters, loops, x += 1.
struct Assignment {
  NodeId at = kNone;
  NodeId value = kNone;
};

bool is_scope(Kind kind) {
  return kind == Kind::function || kind == Kind::lambda || kind == Kind::class_ || kind == Kind::program;
}

class Propagation {
 public:
  explicit Propagation(Ast& ast) : ast_(ast), real_(ast.size()) {}

  void run() {
    collect();
    if (literals_ == 0) return;
    for (NodeId id = 0; id < real_; ++id) {
      const Kind kind = ast_[id].kind;
      if (kind == Kind::identifier && ast_.is_leaf(id)) {
        if (const NodeId value = value_of_name(id); value != kNone) ast_.set_constant(id, value);
      } else if (kind == Kind::dot) {
        if (const NodeId value = value_of_own_field(id); value != kNone) ast_.set_constant(id, value);
      }
    }
    for (NodeId id = real_; id-- > 0;)
      if (ast_[id].kind == Kind::binary || ast_[id].kind == Kind::template_string)
        if (const NodeId value = evaluate(id, 0); value != kNone && value != id) ast_.set_constant(id, value);
  }

 private:
  using Key = std::pair<NodeId, std::string_view>;  // scope, name

  bool assigning_declares() const {
    switch (ast_.language()) {
      case syntax::Language::python:
      case syntax::Language::ruby:
      case syntax::Language::php:
      case syntax::Language::bash: return true;
      default: return false;
    }
  }

  NodeId scope_of(NodeId id) const {
    NodeId at = ast_[id].parent;
    while (at != kNone && !is_scope(ast_[at].kind)) at = ast_[at].parent;
    return at == kNone ? 0 : at;
  }

  void collect() {
    std::vector<std::pair<NodeId, NodeId>> plain;  // assignments to names that are declared elsewhere
    for (NodeId id = 0; id < real_; ++id) {
      switch (ast_[id].kind) {
        case Kind::string:
        case Kind::regex:
        case Kind::boolean:
        case Kind::number: ++literals_; break;
        case Kind::define: declare(id, ast_.child(id, Role::name), ast_.child(id, Role::value)); break;
        case Kind::assign: {
          const NodeId left = ast_.child(id, Role::left), right = ast_.child(id, Role::right);
          if (left == kNone) break;
          if (assigning_declares() || ast_.language() == syntax::Language::go)
            declare(id, left, right);
          else
            plain.emplace_back(id, left);
          break;
        }
        case Kind::assign_op: plain.emplace_back(id, ast_.child(id, Role::left)); break;
        case Kind::parameter: declare(id, ast_.child(id, Role::name), kNone); break;
        case Kind::for_each: declare(id, ast_.child(id, Role::left), kNone); break;
        case Kind::catch_: declare(id, ast_.child(id, Role::name), kNone); break;
        case Kind::unary:
          if (ast_[id].text.contains("++") || ast_[id].text.contains("--"))
            plain.emplace_back(id, ast_.child(id, Role::operand));
          break;
        default: break;
      }
    }
    for (const auto& [at, left] : plain) {
      if (left == kNone || ast_[left].kind != Kind::identifier) continue;
      NodeId scope = scope_of(at);
      while (scope != 0 && !known_.contains({scope, ast_[left].text})) scope = scope_of(scope);
      const NodeId right = ast_[at].kind == Kind::assign ? ast_.child(at, Role::right) : kNone;
      known_[{scope, ast_[left].text}].push_back({at, right});
    }
    for (auto& [key, list] : known_)
      std::sort(list.begin(), list.end(), [](const Assignment& a, const Assignment& b) { return a.at < b.at; });
  }

  // Every name within a tuple or pattern is given something unknown.
  void declare(NodeId at, NodeId name, NodeId value) {
    if (name == kNone) return;
    if (ast_[name].kind == Kind::identifier) {
      known_[{scope_of(at), ast_[name].text}].push_back({at, value});
      return;
    }
    if (ast_[name].kind == Kind::dot || ast_[name].kind == Kind::index) return;
    for (NodeId id = name + 1; id < ast_[name].after; ++id)
      if (ast_[id].kind == Kind::identifier && ast_.is_leaf(id))
        known_[{scope_of(at), ast_[id].text}].push_back({at, kNone});
  }

  static bool is_mere_name(const Node& node, Kind parent) {
    return node.role == Role::name &&
           (parent == Kind::dot || parent == Kind::keyword || parent == Kind::pair || parent == Kind::function ||
            parent == Kind::class_ || parent == Kind::parameter || parent == Kind::define || parent == Kind::import);
  }

  NodeId value_of_name(NodeId id) {
    const Node& node = ast_[id];
    if (node.parent != kNone) {
      const Kind parent = ast_[node.parent].kind;
      if (is_mere_name(node, parent)) return kNone;
      if (node.role == Role::left && (parent == Kind::assign || parent == Kind::assign_op || parent == Kind::for_each))
        return kNone;
      if (node.role == Role::callee) return kNone;
    }
    for (NodeId scope = scope_of(id);; scope = scope_of(scope)) {
      const auto found = known_.find({scope, node.text});
      // What a class declares is seen by its methods, not by name in Python.
      if (found != known_.end()) return reaching(found->second, id, scope == scope_of(id));
      if (scope == 0) return kNone;
    }
  }

  // this.x, self.x: a field of the class that is given a value once.
  NodeId value_of_own_field(NodeId id) {
    const NodeId object = ast_.child(id, Role::object), name = ast_.child(id, Role::name);
    if (object == kNone || name == kNone) return kNone;
    if (ast_[object].text != "this" && ast_[object].text != "self") return kNone;
    NodeId scope = scope_of(id);
    while (scope != 0 && ast_[scope].kind != Kind::class_) scope = scope_of(scope);
    const auto found = known_.find({scope, ast_[name].text});
    return found == known_.end() ? kNone : reaching(found->second, id, false);
  }

  NodeId block_of(NodeId id) const {
    NodeId at = id;
    while (at != kNone && !may_be_skipped(at) && (at == id || !is_scope(ast_[at].kind))) at = ast_[at].parent;
    return at == kNone ? 0 : at;
  }

  // Blocks, and what stands for one: the branch of an `if` without braces.
  bool may_be_skipped(NodeId id) const {
    const Node& node = ast_[id];
    const bool branch = node.role == Role::then || node.role == Role::otherwise || node.role == Role::body;
    return branch || node.kind == Kind::block || node.kind == Kind::case_;
  }

  bool is_within(NodeId id, NodeId outer) const { return id > outer && id < ast_[outer].after; }

  NodeId loop_around(NodeId id, NodeId until) const {
    NodeId outermost = kNone;
    for (NodeId at = ast_[id].parent; at != kNone && at > until; at = ast_[at].parent) {
      const Kind kind = ast_[at].kind;
      if (kind == Kind::while_ || kind == Kind::do_while || kind == Kind::for_ || kind == Kind::for_each)
        outermost = at;
      if (is_scope(kind)) break;
    }
    return outermost;
  }

  // The value that the name has at `use`, if one assignment alone can have given it.
  NodeId reaching(const std::vector<Assignment>& all, NodeId use, bool same_scope) {
    if (all.size() == 1) {
      if (same_scope && (all[0].at >= use || !is_within(use, block_of(all[0].at)))) return kNone;
      if (is_within(use, all[0].at)) return kNone;
      return literal(all[0].value);
    }
    if (!same_scope || all.size() > 64) return kNone;
    const Assignment* last = nullptr;
    for (const Assignment& assignment : all)
      if (assignment.at < use && !is_within(use, assignment.at)) last = &assignment;
    if (!last || !is_within(use, block_of(last->at))) return kNone;
    if (const NodeId loop = loop_around(use, block_of(last->at)); loop != kNone)
      for (const Assignment& assignment : all)
        if (assignment.at > use && is_within(assignment.at, loop)) return kNone;
    return literal(last->value);
  }

  NodeId literal(NodeId value) {
    if (value == kNone) return kNone;
    ++depth_;
    const NodeId result = evaluate(value, 0);
    --depth_;
    return result;
  }

  NodeId evaluate(NodeId id, int depth) {
    if (depth + depth_ > 60) return kNone;
    if (const NodeId known = ast_.constant(id); known != kNone) return known;
    if (const auto found = memo_.find(id); found != memo_.end()) return found->second;
    memo_[id] = kNone;  // a name that depends on itself
    const NodeId result = compute(id, depth);
    memo_[id] = result;
    return result;
  }

  NodeId compute(NodeId id, int depth) {
    switch (ast_[id].kind) {
      case Kind::string:
      case Kind::number:
      case Kind::regex:
      case Kind::boolean: return id;
      case Kind::identifier: return value_of_name(id);
      case Kind::binary: {
        const NodeId left = ast_.child(id, Role::left), right = ast_.child(id, Role::right);
        const std::string_view op = ast_[id].text;
        if (left == kNone || right == kNone || (op != "+" && op != "." && op != "..")) return kNone;
        const NodeId a = evaluate(left, depth + 1), b = evaluate(right, depth + 1);
        if (a == kNone || b == kNone || ast_[a].kind != Kind::string || ast_[b].kind != Kind::string) return kNone;
        return text(id, std::string(ast_[a].text) += ast_[b].text);
      }
      case Kind::template_string: {
        std::string whole;
        bool known = true;
        std::vector<NodeId> pieces;
        ast_.children(id, [&](NodeId piece) { pieces.push_back(piece); });
        for (const NodeId piece : pieces) {
          const NodeId value = evaluate(piece, depth + 1);
          known = known && value != kNone && joins(ast_[value].kind) && whole.size() < kLongestText;
          if (!known) return kNone;
          whole += ast_[value].text;
        }
        return text(id, std::move(whole));
      }
      default: return kNone;
    }
  }

  // Numbers become text by themselves in some languages only.
  bool joins(Kind kind) const {
    const auto language = ast_.language();
    const bool converts = language == syntax::Language::javascript || language == syntax::Language::typescript ||
                          language == syntax::Language::tsx || language == syntax::Language::java;
    return kind == Kind::string || (kind == Kind::number && converts);
  }

  NodeId text(NodeId of, std::string whole) {
    if (whole.size() > kLongestText) return kNone;
    const Node node = ast_[of];
    return ast_.leaf(Kind::string, node.role, node.start, node.end, 0, ast_.keep(std::move(whole)));
  }

  Ast& ast_;
  NodeId real_;
  std::size_t literals_ = 0;
  int depth_ = 0;  // of names that stand for names
  std::map<Key, std::vector<Assignment>> known_;
  std::unordered_map<NodeId, NodeId> memo_;
};

}  // namespace

void propagate_constants(Ast& ast) {
  if (ast.language() == syntax::Language::hcl) return propagate_hcl_constants(ast);
  if (ast.size() > 0) Propagation(ast).run();
}

}  // namespace gate::patterns
