// The tree that patterns are matched on: a language's concrete syntax lowered to constructs that languages share, so
// that one matcher serves all. Punctuation, parentheses and comments are gone; what has no common counterpart stays as
// Kind::other with the grammar's own kind. Patterns are lowered by the same code into the same tree.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gate/syntax/tree.h"

namespace gate::patterns {

enum class Kind : std::uint8_t {
  other,  // a construct of the grammar's own: `tag` tells which; children in order
  token,  // a keyword or operator within such a construct: `text`
  // Leaves; `text` is the name, the contents between the quotes, the number as written.
  identifier,
  string,  // without interpolation; equal whatever the quotes
  number,
  boolean,  // text "true" or "false"
  null,     // text "null", whatever the language calls it
  regex,    // a literal: text is the expression without delimiters
  // Expressions
  call,             // callee, argument*
  create,           // new: type, argument*, body?
  dot,              // object, name; `text` is the operator where a language has several ("->"), else ""
  index,            // object, argument*
  slice,            // object, argument* (a missing bound is a token "")
  unary,            // operand; text: operator, "++x" and "x++" for the increments
  binary,           // left, right; text: operator
  conditional,      // condition, then, otherwise
  lambda,           // parameter*, body
  await,            // operand
  yield,            // operand?
  cast,             // type, value
  spread,           // operand: *args, **kwargs, ...rest; text: operator
  keyword,          // name, value: an argument given by name
  list,             // element*: array literals
  tuple,            // element*
  set,              // element*
  dict,             // element*: of `pair` and others
  pair,             // name, value: one entry of a dict, an object literal, a mapping, a block's attribute
  template_string,  // element*: `string` pieces and expressions
  assign,           // left, right: also a definition in the languages that define by assigning
  assign_op,        // left, right; text: "+="
  define,           // modifier*, attribute*, type?, name, value?: a variable, constant or field
  // Statements. An expression that stands as a statement is the expression itself, with role `statement`.
  block,      // statement*
  if_,        // condition, then, otherwise?; else-if is an if_ in `otherwise`
  while_,     // condition, body
  do_while,   // body, condition
  for_,       // initializer*, condition?, update*, body
  for_each,   // left, right, body
  switch_,    // condition, case_*
  case_,      // argument* (none: default), statement*
  return_,    // operand?
  break_,     // operand?
  continue_,  // operand?
  throw_,     // operand?
  try_,       // body, catch_*, otherwise?, finalizer?
  catch_,     // type?, name?, body
  with,       // argument*, body: Python's with, Java's try (...), C#'s using
  assert_,    // argument*
  import,     // see Lowering::import: text is the module, dotted; children as written
  function,   // attribute*, modifier*, name?, parameter*, returns?, throws*, body?
  class_,     // attribute*, modifier*, name?, superclass*, body?
  parameter,  // attribute*, modifier*, type?, name, value?
  attribute,  // decorator, annotation: callee, argument*
  program,    // statement*: the root
  // Of patterns alone
  metavariable,        // $X: text "$X"; "$_" binds nothing
  metavariable_list,   // $...X: text "$...X"
  typed_metavariable,  // (T $X): text "$X"; type
  ellipsis,            // ...
  deep,                // <... e ...>: operand
  any_chain,           // $O. ... .m(): object; any number of accesses and calls on it
};

// What a node is to its parent.
enum class Role : std::uint8_t {
  none,
  callee,
  argument,
  object,
  name,
  left,
  right,
  condition,
  then,
  otherwise,
  operand,
  element,
  statement,
  body,
  parameter,
  type,
  value,
  attribute,
  modifier,
  superclass,
  returns,
  throws,
  type_parameter,
  initializer,
  update,
  handler,
  finalizer,
};

std::string_view to_string(Kind kind);
std::string_view to_string(Role role);

using NodeId = std::uint32_t;
inline constexpr NodeId kNone = std::numeric_limits<NodeId>::max();

struct Node {
  Kind kind = Kind::other;
  Role role = Role::none;
  syntax::KindId tag = 0;   // the grammar's kind that the node was made of
  std::uint32_t start = 0;  // bytes [start, end) of the source
  std::uint32_t end = 0;
  NodeId after = 0;  // one past the last node below this one: the next sibling, if there is one
  NodeId parent = kNone;
  std::string_view text;  // see Kind; into the source or the tree's own pool
};

// Nodes in pre-order: the children of n begin at n + 1, each follows at the former's `after`. Node 0 is the root.
// Beyond the root's `after` lie synthetic nodes, which no walk meets (see alias, constant). Reading is safe from any
// thread once built. The source must outlive it.
class Ast {
 public:
  Ast(std::string_view source, syntax::Language language) : source_(source), language_(language) {}

  const Node& operator[](NodeId id) const { return nodes_[id]; }
  Node& at(NodeId id) { return nodes_[id]; }
  NodeId size() const { return nodes_.empty() ? 0 : nodes_[0].after; }    // of the real nodes
  NodeId capacity() const { return static_cast<NodeId>(nodes_.size()); }  // with the synthetic ones
  std::string_view source() const { return source_; }
  std::string_view source(NodeId id) const {
    return source_.substr(nodes_[id].start, nodes_[id].end - nodes_[id].start);
  }
  syntax::Language language() const { return language_; }

  bool is_leaf(NodeId id) const { return nodes_[id].after == id + 1; }
  NodeId first_child(NodeId id) const { return is_leaf(id) ? kNone : id + 1; }
  // Among the children of `parent`; kNone after the last.
  NodeId next(NodeId id, NodeId parent) const {
    return nodes_[id].after < nodes_[parent].after ? nodes_[id].after : kNone;
  }
  // First child in that role; kNone: none.
  NodeId child(NodeId id, Role role) const;
  template <class Each>  // each(NodeId)
  void children(NodeId id, Each&& each) const {
    for (NodeId c = id + 1; c < nodes_[id].after; c = nodes_[c].after) each(c);
  }

  // What names.h found: a dotted chain (or one identifier) that an imported name stands for; kNone: none.
  NodeId alias(NodeId id) const { return id < alias_.size() ? alias_[id] : kNone; }
  // What constants.h found: the literal that an expression always has there; kNone: not known.
  NodeId constant(NodeId id) const { return id < constant_.size() ? constant_[id] : kNone; }
  // Modules of which everything is imported: "a.b" of `import a.b.*`.
  const std::vector<std::string>& wildcards() const { return wildcards_; }
  void add_wildcard(std::string module) { wildcards_.push_back(std::move(module)); }
  // What scopes.h found: the identifier that declares the variable which this one names; kNone: not known.
  NodeId variable(NodeId id) const { return id < variable_.size() ? variable_[id] : kNone; }
  bool has_constants() const { return !constant_.empty(); }
  void set_alias(NodeId id, NodeId to);
  void set_constant(NodeId id, NodeId to);
  void set_variable(NodeId id, NodeId to);

  // Once built: finds the real nodes of each kind, and those that have statements, in order.
  void index();
  std::span<const NodeId> of_kind(Kind kind) const;
  std::span<const NodeId> with_statements() const { return with_statements_; }

  // Building: open ... close, or leaf; parents before children. Returns the node's id.
  NodeId open(Kind kind, Role role, std::uint32_t start, std::uint32_t end, syntax::KindId tag = 0,
              std::string_view text = {});
  void close();
  NodeId leaf(Kind kind, Role role, std::uint32_t start, std::uint32_t end, syntax::KindId tag = 0,
              std::string_view text = {}) {
    const NodeId id = open(kind, role, start, end, tag, text);
    close();
    return id;
  }
  // Keeps `text` for the tree's lifetime.
  std::string_view keep(std::string text) { return pool_.emplace_back(std::move(text)); }

  // One node a line, indented: "call argument 'text' [12,20)". For people.
  std::string dump(NodeId from = 0) const;

 private:
  std::string_view source_;
  syntax::Language language_;
  std::vector<Node> nodes_;
  std::vector<NodeId> open_;
  std::vector<NodeId> alias_, constant_, variable_;
  std::vector<NodeId> by_kind_;           // grouped by kind
  std::array<NodeId, 65> kind_starts_{};  // of each group in by_kind_
  std::vector<NodeId> with_statements_;
  std::vector<std::string> wildcards_;
  std::deque<std::string> pool_;
};

}  // namespace gate::patterns
