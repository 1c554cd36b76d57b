#include "analyzers/patterns/comparison.h"

namespace gate::patterns {
namespace {

constexpr int kDeepest = 50;

// Computes expressions of literals; nullopt: it depends on what is not known.
class Folding {
 public:
  Folding(const Ast& ast, bool constants) : ast_(ast), constants_(constants) {}

  std::optional<Value> value(NodeId id, int depth = 0) const {
    if (depth > kDeepest) return std::nullopt;
    const Node& node = ast_[id];
    switch (node.kind) {
      case Kind::string: return Value{std::string(node.text)};
      case Kind::number: return read_number(node.text);
      case Kind::boolean: return Value{node.text == "true"};
      case Kind::unary: return unary(id, depth);
      case Kind::binary: return binary(id, depth);
      case Kind::list: return list(id, depth);
      case Kind::template_string: return pieces(id, depth);
      default: return constant(id, depth);
    }
  }

 private:
  std::optional<Value> constant(NodeId id, int depth) const {
    const NodeId known = constants_ ? ast_.constant(id) : kNone;
    return known == kNone || known == id ? std::nullopt : value(known, depth + 1);
  }

  std::optional<Value> unary(NodeId id, int depth) const {
    if (ast_.is_leaf(id)) return std::nullopt;
    const auto operand = value(id + 1, depth + 1);
    return operand ? compute(ast_[id].text, *operand) : std::nullopt;
  }

  std::optional<Value> binary(NodeId id, int depth) const {
    if (const auto known = constant(id, depth)) return known;
    const NodeId left = ast_.first_child(id);
    const NodeId right = left == kNone ? kNone : ast_.next(left, id);
    if (right == kNone) return std::nullopt;
    const auto a = value(left, depth + 1);
    const auto b = a ? value(right, depth + 1) : std::nullopt;
    return b ? compute(ast_[id].text, *a, *b) : std::nullopt;
  }

  std::optional<Value> list(NodeId id, int depth) const {
    Value::List elements;
    for (NodeId c = id + 1; c < ast_[id].after; c = ast_[c].after) {
      auto element = value(c, depth + 1);
      if (!element) return std::nullopt;
      elements.push_back(std::move(*element));
    }
    return Value{std::move(elements)};
  }

  std::optional<Value> pieces(NodeId id, int depth) const {
    std::string text;
    for (NodeId c = id + 1; c < ast_[id].after; c = ast_[c].after) {
      const auto piece = value(c, depth + 1);
      const auto string = piece ? as_string(*piece) : std::nullopt;
      if (!string) return std::nullopt;
      text += *string;
    }
    return Value{std::move(text)};
  }

  const Ast& ast_;
  bool constants_;
};

}  // namespace

Value value_of(const Binding& binding, bool constants) {
  if (binding.ast == nullptr || binding.first == kNone) return {std::string(binding.text)};
  const bool single = binding.first < binding.after && binding.after == (*binding.ast)[binding.first].after;
  if (single) {
    if (auto value = Folding(*binding.ast, constants).value(binding.first)) return std::move(*value);
  }
  return {Code{std::string(binding.text)}};
}

}  // namespace gate::patterns
