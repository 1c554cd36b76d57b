// String literals made of pieces: text, escapes, interpolated expressions.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {

// What lies between the quotes, [start, end) of the tree's text; `expressions` are the interpolated ones there, in
// order, each with the bytes that it takes up, delimiters included.
struct Interpolation {
  syntax::Node expression;
  std::uint32_t start = 0, end = 0;
};

struct StringParts {
  std::uint32_t start = 0, end = 0;
  std::vector<Interpolation> expressions;
};

// A pattern's `...` in a piece that the reader of patterns took for code.
inline std::string_view piece_text(std::string_view text) { return text == kEllipsisWord ? "..." : text; }

// A template of strings and expressions.
inline void lower_template(Lowering& lowering, syntax::Node node, Role role, const StringParts& parts) {
  const std::string_view source = lowering.tree().text();
  auto text_of = [&](std::uint32_t from, std::uint32_t to) { return piece_text(source.substr(from, to - from)); };
  lowering.open(Kind::template_string, role, node);
  std::uint32_t at = parts.start;
  auto piece = [&](std::uint32_t to) {
    if (to > at) lowering.ast().leaf(Kind::string, Role::element, at, to, 0, text_of(at, to));
  };
  for (const Interpolation& inner : parts.expressions) {
    piece(inner.start);
    lowering.lower(inner.expression, Role::element);
    at = inner.end;
  }
  piece(parts.end);
  lowering.close();
}

// A string, or, with interpolated expressions, a template.
inline void lower_string(Lowering& lowering, syntax::Node node, Role role, const StringParts& parts,
                         Kind plain = Kind::string) {
  if (!parts.expressions.empty()) return lower_template(lowering, node, role, parts);
  lowering.leaf(plain, role, node, piece_text(lowering.tree().text().substr(parts.start, parts.end - parts.start)));
}

// The parts of a literal whose first and last tokens are its quotes, and whose named children of kind `interpolation`
// hold expressions.
inline StringParts parts_of(syntax::Node node, syntax::KindId interpolation) {
  StringParts parts{node.start_byte(), node.end_byte(), {}};
  bool first = true;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (!child.is_named()) {
      if (first)
        parts.start = child.end_byte();
      else
        parts.end = child.start_byte();
    }
    first = false;
    if (child.is_named() && child.kind_id() == interpolation)
      parts.expressions.push_back({first_named(child), child.start_byte(), child.end_byte()});
  });
  return parts;
}

}  // namespace gate::patterns
