// What the tables of languages with braces share.
#pragma once

#include <string_view>

#include "analyzers/patterns/languages/fields.h"
#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/placeholders.h"

namespace gate::patterns {

// The node's text without `before` bytes at its start and `after` bytes at its end.
inline std::string_view inner_text(const Lowering& to, syntax::Node node, std::size_t before = 1,
                                   std::size_t after = 1) {
  const std::string_view text = to.text(node);
  return text.size() < before + after ? std::string_view{} : text.substr(before, text.size() - before - after);
}

// Whether the node is what a pattern's `...` or `$...X` became: it stands for any number of what it stands among, so it
// must not be wrapped into one.
inline bool is_ellipsis(const Lowering& to, syntax::Node node) {
  const std::string_view text = to.text(node);
  return text == kEllipsisWord || text.starts_with(kListWord);
}

// `case ...:` alone, a pattern's way to say "any cases", as a leaf; whether it was one.
inline bool any_cases(Lowering& to, syntax::Node node, syntax::Node label, Role role) {
  if (!label || !is_ellipsis(to, label) || count_named(node) != 1) return false;
  to.leaf(Kind::identifier, role, label);
  return true;
}

// A keyword as a modifier of the node that is open.
inline void modifier(Lowering& to, syntax::Node token) { to.leaf(Kind::token, Role::modifier, token); }

// A statement that stands for a block: a block of one, unless it is one.
inline void as_block(Lowering& to, syntax::Node statement, Role role, std::string_view block_kind) {
  if (!statement) return;
  if (statement.kind() == block_kind) {
    to.lower(statement, role);
    return;
  }
  to.open(Kind::block, role, statement);
  to.lower(statement, Role::statement);
  to.close();
}

// Pieces of an interpolated string: the text between interpolations as strings, these by what is in them. `open` and
// `close`: bytes of the quotes.
inline void template_pieces(Lowering& to, syntax::Node node, Role role, std::size_t open, std::size_t close,
                            std::string_view interpolation) {
  to.open(Kind::template_string, role, node);
  const std::string_view source = to.tree().text();
  auto at = static_cast<std::uint32_t>(node.start_byte() + open);
  auto text_until = [&](std::uint32_t end) {
    if (at < end) to.ast().leaf(Kind::string, Role::element, at, end, 0, source.substr(at, end - at));
  };
  for_named(node, [&](syntax::Node child) {
    if (child.kind() != interpolation) return;
    text_until(child.start_byte());
    to.lower_children(child, Role::element);
    at = child.end_byte();
  });
  text_until(static_cast<std::uint32_t>(node.end_byte() - close));
  to.close();
}

inline bool has_child(syntax::Node node, std::string_view kind) {
  bool found = false;
  for_named(node, [&](syntax::Node child) { found = found || child.kind() == kind; });
  return found;
}

}  // namespace gate::patterns
