// Parsed source text: languages, trees, nodes, cursors. The only room that names tree-sitter; everybody else sees these
// value types. Trees are concrete: every token is a node, named nodes are the grammar's own constructs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate::syntax {

enum class Language {
  c,
  cpp,
  python,
  javascript,
  typescript,
  tsx,
  go,
  rust,
  java,
  csharp,
  ruby,
  php,
  kotlin,
  bash,
  hcl,
  json,
  yaml,
  toml,
  dockerfile,
};

// "C++", "TypeScript": as people write it.
std::string_view to_string(Language language);

// By file name and extension, and for files without one by the `#!` line of `text`. A `.h` is C++ when `text` has
// constructs that only C++ has, else C. nullopt: none that gate parses.
std::optional<Language> language_of(std::string_view path, std::string_view text = {});

// False for TOML and Dockerfile: they have no tree. What is wrong with JSON and YAML is told by strict parsers, not by
// their trees.
bool has_grammar(Language language);

// Numbers of node kinds and fields, for dispatch without comparing strings. Stable within a build of gate.
using KindId = std::uint16_t;
using FieldId = std::uint16_t;

// 0 where the grammar has no such kind or field. `named` tells the construct `if` from the token `if`.
KindId kind_id(Language language, std::string_view kind, bool named = true);
FieldId field_id(Language language, std::string_view field);

// 0-based row, column in bytes.
struct Point {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  bool operator==(const Point&) const = default;
};

// A node of a tree: a small value that is valid as long as its Tree. The null node answers false, 0 and "".
class Node {
 public:
  Node() = default;
  explicit operator bool() const { return id_ != nullptr; }
  bool operator==(const Node& other) const { return id_ == other.id_ && tree_ == other.tree_; }

  std::string_view kind() const;  // "if_statement", ";", "ERROR"
  KindId kind_id() const;
  bool is_named() const;
  bool is_extra() const;    // a comment, or what may stand anywhere
  bool is_missing() const;  // the parser inserted this token to go on; it has no text
  bool is_error() const;    // text that the grammar could not place
  bool has_error() const;   // this or a node below is missing or an error

  // Bytes [start, end) of the text.
  std::uint32_t start_byte() const;
  std::uint32_t end_byte() const;
  Point start() const;
  Point end() const;

  // child(i) costs time in i: use a Cursor for all children. parent() costs time in the depth.
  std::uint32_t child_count() const;
  Node child(std::uint32_t index) const;
  std::uint32_t named_child_count() const;
  Node named_child(std::uint32_t index) const;
  Node field(FieldId field) const;
  Node field(std::string_view field) const;
  Node parent() const;
  Node next_sibling() const;
  Node previous_sibling() const;
  // The smallest node that covers bytes [start, end), below or equal to this one.
  Node smallest_at(std::uint32_t start, std::uint32_t end) const;

 private:
  friend class Tree;
  friend class Cursor;
  friend struct NodeAccess;
  std::array<std::uint32_t, 4> context_{};
  const void* id_ = nullptr;
  const void* tree_ = nullptr;
};

// Walks a tree without recursion; every step is constant time. Never leaves the subtree that it was made on.
class Cursor {
 public:
  explicit Cursor(Node root);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  Node node() const;
  FieldId field() const;  // under which field of its parent the node stands, 0 for none
  // Each moves when it can and says whether it did.
  bool first_child();
  bool next_sibling();
  bool parent();

 private:
  alignas(void*) std::array<std::byte, 32> raw_;  // tree-sitter's cursor, in place
};

enum class Visit { into, skip, stop };

// Pre-order walk of `root` and all below it: `enter(node)` says whether to go into the node's children. Depth of
// nesting costs heap, not stack.
template <class Enter>
void visit(Node root, Enter&& enter) {
  if (!root) return;
  Cursor cursor(root);
  for (std::size_t depth = 0;;) {
    const Visit next = enter(cursor.node());
    if (next == Visit::stop) return;
    if (next == Visit::into && cursor.first_child()) {
      ++depth;
      continue;
    }
    while (!cursor.next_sibling()) {
      if (depth == 0 || !cursor.parent()) return;
      --depth;
    }
  }
}

// Calls `each(node, field)` for the children of `node`, in order.
template <class Each>
void for_children(Node node, Each&& each) {
  if (!node) return;
  Cursor cursor(node);
  if (!cursor.first_child()) return;
  do each(cursor.node(), cursor.field());
  while (cursor.next_sibling());
}

// A whole parsed text. Owns the tree, not the text, which must outlive it. Movable; reading is safe from any thread.
class Tree {
 public:
  // Parses with a parser kept for the calling thread. Text that is not in the language still gives a tree, with error
  // nodes. ErrorKind::limit when the deadline passes or the text exceeds 2 GiB; ErrorKind::unavailable for a language
  // without a grammar.
  static Expected<Tree> parse(std::string_view text, Language language, Deadline deadline = Deadline::never());

  // Parses `text`, which differs from this tree's text only in that bytes [start, old_end) became [start, new_end), and
  // reuses what the edit leaves alone. This tree stays as it is. Errors as of parse.
  Expected<Tree> parse_edited(std::string_view text, std::uint32_t start, std::uint32_t old_end, std::uint32_t new_end,
                              Deadline deadline = Deadline::never()) const;

  Tree(Tree&&) noexcept;
  Tree& operator=(Tree&&) noexcept;
  ~Tree();

  Node root() const;
  Language language() const { return language_; }
  std::string_view text() const { return text_; }
  std::string_view text(Node node) const {
    return text_.substr(node.start_byte(), node.end_byte() - node.start_byte());
  }

 private:
  struct Free {
    void operator()(void* tree) const;
  };
  Tree(void* tree, Language language, std::string_view text) : tree_(tree), language_(language), text_(text) {}
  std::unique_ptr<void, Free> tree_;
  Language language_;
  std::string_view text_;
};

// Where the parser found a token that no text of the language could have there, in text order, at most `most` places;
// each is the byte after the last token that it had accepted. Empty for text without errors. The first place is exact
// (an LR parser accepts only prefixes of correct texts); later ones depend on how the parser recovered. Parses the text
// anew and slowly: for texts that are known to be broken. Errors as of Tree::parse.
Expected<std::vector<std::uint32_t>> find_stumbles(std::string_view text, Language language, std::size_t most,
                                                   Deadline deadline = Deadline::never());

}  // namespace gate::syntax
