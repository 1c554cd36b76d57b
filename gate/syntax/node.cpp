#include <bit>
#include <new>

#include "gate/syntax/grammars.h"

namespace gate::syntax {

// Node and Cursor are tree-sitter's own values under another name, so that its header stays in this room.
static_assert(sizeof(Node) == sizeof(TSNode));

struct NodeAccess {
  static TSNode raw(const Node& node) { return std::bit_cast<TSNode>(node); }
  static Node node(TSNode raw) { return std::bit_cast<Node>(raw); }
};

namespace {

TSNode raw(const Node& node) { return NodeAccess::raw(node); }
Node wrap(TSNode node) { return NodeAccess::node(node); }
Point wrap(TSPoint point) { return {point.row, point.column}; }
TSTreeCursor* cursor(std::byte* raw) { return std::launder(reinterpret_cast<TSTreeCursor*>(raw)); }
const TSTreeCursor* cursor(const std::byte* raw) { return std::launder(reinterpret_cast<const TSTreeCursor*>(raw)); }

}  // namespace

std::string_view Node::kind() const { return id_ ? ts_node_type(raw(*this)) : ""; }
KindId Node::kind_id() const { return id_ ? ts_node_symbol(raw(*this)) : 0; }
bool Node::is_named() const { return id_ && ts_node_is_named(raw(*this)); }
bool Node::is_extra() const { return id_ && ts_node_is_extra(raw(*this)); }
bool Node::is_missing() const { return id_ && ts_node_is_missing(raw(*this)); }
bool Node::is_error() const { return id_ && ts_node_is_error(raw(*this)); }
bool Node::has_error() const { return id_ && ts_node_has_error(raw(*this)); }
std::uint32_t Node::start_byte() const { return id_ ? ts_node_start_byte(raw(*this)) : 0; }
std::uint32_t Node::end_byte() const { return id_ ? ts_node_end_byte(raw(*this)) : 0; }
Point Node::start() const { return id_ ? wrap(ts_node_start_point(raw(*this))) : Point{}; }
Point Node::end() const { return id_ ? wrap(ts_node_end_point(raw(*this))) : Point{}; }
std::uint32_t Node::child_count() const { return id_ ? ts_node_child_count(raw(*this)) : 0; }
std::uint32_t Node::named_child_count() const { return id_ ? ts_node_named_child_count(raw(*this)) : 0; }

Node Node::child(std::uint32_t index) const { return id_ ? wrap(ts_node_child(raw(*this), index)) : Node(); }
Node Node::named_child(std::uint32_t index) const {
  return id_ ? wrap(ts_node_named_child(raw(*this), index)) : Node();
}
Node Node::field(FieldId field) const { return id_ ? wrap(ts_node_child_by_field_id(raw(*this), field)) : Node(); }
Node Node::field(std::string_view field) const {
  if (!id_) return {};
  return wrap(ts_node_child_by_field_name(raw(*this), field.data(), static_cast<std::uint32_t>(field.size())));
}
Node Node::parent() const { return id_ ? wrap(ts_node_parent(raw(*this))) : Node(); }
Node Node::next_sibling() const { return id_ ? wrap(ts_node_next_sibling(raw(*this))) : Node(); }
Node Node::previous_sibling() const { return id_ ? wrap(ts_node_prev_sibling(raw(*this))) : Node(); }
Node Node::smallest_at(std::uint32_t start, std::uint32_t end) const {
  return id_ ? wrap(ts_node_descendant_for_byte_range(raw(*this), start, end)) : Node();
}

Cursor::Cursor(Node root) {
  static_assert(sizeof raw_ == sizeof(TSTreeCursor));
  new (raw_.data()) TSTreeCursor(ts_tree_cursor_new(raw(root)));
}

Cursor::~Cursor() { ts_tree_cursor_delete(cursor(raw_.data())); }

Node Cursor::node() const { return wrap(ts_tree_cursor_current_node(cursor(raw_.data()))); }
FieldId Cursor::field() const { return ts_tree_cursor_current_field_id(cursor(raw_.data())); }
bool Cursor::first_child() { return ts_tree_cursor_goto_first_child(cursor(raw_.data())); }
bool Cursor::next_sibling() { return ts_tree_cursor_goto_next_sibling(cursor(raw_.data())); }
bool Cursor::parent() { return ts_tree_cursor_goto_parent(cursor(raw_.data())); }

}  // namespace gate::syntax
