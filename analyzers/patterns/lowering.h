// Lowers a language's concrete tree to the shared one, by a table of shapes: one entry for each construct of the
// grammar that has a common counterpart. A language is one file in languages/ and one line in languages.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzers/patterns/ast.h"

namespace gate::patterns {

class Lowering;

enum class As : std::uint8_t {
  node,    // a node of `kind` with its children
  leaf,    // a node of `kind` without children; text: the source's
  splice,  // no node: the children stand in its place
  drop,    // nothing
  custom,  // `make` does it
};

// What becomes of one construct. Constructs without a shape: leaves become identifiers, others Kind::other.
struct Shape {
  std::string_view construct;  // the grammar's (named) node kind
  As as = As::node;
  Kind kind = Kind::other;
  // Of children that stand in no field with a known role. As::splice: of all children, unless none: then they get the
  // role of the spliced construct itself.
  Role rest = Role::none;
  std::string_view text = {};  // the node's text; empty for unary, binary, assign_op, token: the operator as written
  void (*make)(Lowering&, syntax::Node, Role) = nullptr;
};

// The role of a child in that field; for fields whose usual role (lowering.cpp: kFieldRoles) does not fit.
struct FieldRole {
  std::string_view field;
  Role role;
};

// Puts a pattern's text where the grammar accepts it: tried in order, the first without an error wins.
struct Wrapper {
  std::string_view before, after;
};

struct LanguageTable {
  syntax::Language language;
  std::span<const Shape> shapes;
  std::span<const FieldRole> fields;
  // For patterns. `@` stands for the placeholder word: "@", "@;", "gdummy @" (a word gdummy is part of the disguise).
  // For each `...` and `$X` the form with which the text parses best is chosen.
  std::span<const Wrapper> wrappers;
  std::span<const std::string_view> ellipses;
  std::span<const std::string_view> metavariables;
  // For a language without a grammar (Dockerfile): reads the tree's source itself.
  void (*scan)(Ast&) = nullptr;
  // Rewrites a pattern's text before that: where the disguise of a `...` depends on what stands around it.
  std::string (*prepare)(std::string_view pattern) = nullptr;
  // A pattern that is a mapping or list of one entry, or a command of one word, means that entry wherever it stands.
  bool entry_alone = false;
};

// The table of a language; null: none.
const LanguageTable* language_table(syntax::Language language);

// The whole tree. Nesting deeper than 1,000 levels is cut: what lies below is a leaf. The tree's text must outlive it.
Ast lower(const syntax::Tree& tree);
// The same by LanguageTable::scan.
Ast scan(std::string_view source, syntax::Language language);

// What shapes of kind As::custom work with: lowers children, opens and closes nodes.
class Lowering {
 public:
  Lowering(const syntax::Tree& tree, Ast& ast);

  // Lowers `node` by its shape, into `role`. Nothing for the null node.
  void lower(syntax::Node node, Role role);
  // Lowers the children of `node`, each in the role of its field, else in `rest`. Tokens become nodes where `tokens`.
  void lower_children(syntax::Node node, Role rest, bool tokens = false);

  NodeId open(Kind kind, Role role, syntax::Node node, std::string_view text = {}) {
    return ast_.open(kind, role, node.start_byte(), node.end_byte(), node.kind_id(), text);
  }
  void close() { ast_.close(); }
  NodeId leaf(Kind kind, Role role, syntax::Node node, std::string_view text) {
    return ast_.leaf(kind, role, node.start_byte(), node.end_byte(), node.kind_id(), text);
  }
  NodeId leaf(Kind kind, Role role, syntax::Node node) { return leaf(kind, role, node, text(node)); }

  std::string_view text(syntax::Node node) const { return tree_.text(node); }
  Ast& ast() { return ast_; }
  const syntax::Tree& tree() const { return tree_; }
  bool too_deep() const { return depth_ > 1'000; }

 private:
  void as_node(syntax::Node node, const Shape& shape, Role role);
  void as_other(syntax::Node node, Role role);

  const syntax::Tree& tree_;
  Ast& ast_;
  const class ShapeIndex& index_;
  int depth_ = 0;
};

// The first named child that is not a comment; null: none.
syntax::Node first_named(syntax::Node node);

}  // namespace gate::patterns
