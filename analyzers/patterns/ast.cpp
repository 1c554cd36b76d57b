#include "analyzers/patterns/ast.h"

#include <algorithm>
#include <array>

namespace gate::patterns {

std::string_view to_string(Kind kind) {
  static constexpr std::array kWords{"other",
                                     "token",
                                     "identifier",
                                     "string",
                                     "number",
                                     "boolean",
                                     "null",
                                     "regex",
                                     "call",
                                     "create",
                                     "dot",
                                     "index",
                                     "slice",
                                     "unary",
                                     "binary",
                                     "conditional",
                                     "lambda",
                                     "await",
                                     "yield",
                                     "cast",
                                     "spread",
                                     "keyword",
                                     "list",
                                     "tuple",
                                     "set",
                                     "dict",
                                     "pair",
                                     "template_string",
                                     "assign",
                                     "assign_op",
                                     "define",
                                     "block",
                                     "if",
                                     "while",
                                     "do_while",
                                     "for",
                                     "for_each",
                                     "switch",
                                     "case",
                                     "return",
                                     "break",
                                     "continue",
                                     "throw",
                                     "try",
                                     "catch",
                                     "with",
                                     "assert",
                                     "import",
                                     "function",
                                     "class",
                                     "parameter",
                                     "attribute",
                                     "program",
                                     "metavariable",
                                     "metavariable_list",
                                     "typed_metavariable",
                                     "ellipsis",
                                     "deep",
                                     "any_chain"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Role role) {
  static constexpr std::array kWords{
      "",          "callee",         "argument",    "object",    "name",     "left",       "right",
      "condition", "then",           "otherwise",   "operand",   "element",  "statement",  "body",
      "parameter", "type",           "value",       "attribute", "modifier", "superclass", "returns",
      "throws",    "type_parameter", "initializer", "update",    "handler",  "finalizer"};
  return kWords[static_cast<std::size_t>(role)];
}

NodeId Ast::child(NodeId id, Role role) const {
  for (NodeId c = id + 1; c < nodes_[id].after; c = nodes_[c].after)
    if (nodes_[c].role == role) return c;
  return kNone;
}

void Ast::set_alias(NodeId id, NodeId to) {
  if (alias_.size() <= id) alias_.resize(nodes_.size(), kNone);
  alias_[id] = to;
}

void Ast::set_constant(NodeId id, NodeId to) {
  if (constant_.size() <= id) constant_.resize(nodes_.size(), kNone);
  constant_[id] = to;
}

void Ast::set_variable(NodeId id, NodeId to) {
  if (variable_.size() <= id) variable_.resize(nodes_.size(), kNone);
  variable_[id] = to;
}

NodeId Ast::open(Kind kind, Role role, std::uint32_t start, std::uint32_t end, syntax::KindId tag,
                 std::string_view text) {
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back({kind, role, tag, start, end, id + 1, open_.empty() ? kNone : open_.back(), text});
  open_.push_back(id);
  return id;
}

void Ast::close() {
  nodes_[open_.back()].after = static_cast<NodeId>(nodes_.size());
  open_.pop_back();
}

void Ast::index() {
  kind_starts_.fill(0);
  for (NodeId id = 0; id < size(); ++id) ++kind_starts_[static_cast<std::size_t>(nodes_[id].kind) + 1];
  for (std::size_t kind = 1; kind < kind_starts_.size(); ++kind) kind_starts_[kind] += kind_starts_[kind - 1];
  by_kind_.resize(size());
  auto at = kind_starts_;
  for (NodeId id = 0; id < size(); ++id) {
    by_kind_[at[static_cast<std::size_t>(nodes_[id].kind)]++] = id;
    const Node& node = nodes_[id];
    const bool listed = node.role == Role::statement ||
                        (node.role == Role::element && node.parent != kNone && nodes_[node.parent].kind == Kind::dict);
    if (listed && node.parent != kNone && id == child(node.parent, node.role)) with_statements_.push_back(node.parent);
  }
  std::ranges::sort(with_statements_);
}

std::span<const NodeId> Ast::of_kind(Kind kind) const {
  const auto group = static_cast<std::size_t>(kind);
  return std::span(by_kind_).subspan(kind_starts_[group], kind_starts_[group + 1] - kind_starts_[group]);
}

std::string Ast::dump(NodeId from) const {
  std::string out;
  std::vector<NodeId> ends;
  for (NodeId id = from; id < nodes_[from].after; ++id) {
    while (!ends.empty() && ends.back() <= id) ends.pop_back();
    const Node& node = nodes_[id];
    out.append(2 * ends.size(), ' ');
    out += to_string(node.kind);
    if (node.role != Role::none) (out += ' ') += to_string(node.role);
    if (!node.text.empty()) ((out += " '") += node.text) += '\'';
    if (node.kind == Kind::other) out += " #" + std::to_string(node.tag);
    if (alias(id) != kNone) out += " alias";
    if (constant(id) != kNone) ((out += " = '") += nodes_[constant(id)].text) += '\'';
    out += " [" + std::to_string(node.start) + "," + std::to_string(node.end) + ")\n";
    ends.push_back(node.after);
  }
  return out;
}

}  // namespace gate::patterns
