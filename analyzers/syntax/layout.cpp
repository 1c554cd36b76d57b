#include "analyzers/syntax/layout.h"

#include <algorithm>
#include <vector>

namespace gate::syntax_check {
namespace {

using syntax::Node;
using syntax::Visit;

// A line that begins with a token: blank and comment lines are no witnesses.
struct Line {
  std::uint32_t row;
  std::uint32_t indent;
  std::uint32_t end;  // byte after its last token
  bool closes;        // begins with '}'
};

struct Brace {
  bool opens;
  bool first;          // on its line
  std::uint32_t line;  // index into the lines
};

constexpr std::size_t kDeepest = 1000;  // nobody lays out deeper blocks by hand

struct Layout {
  std::vector<Line> lines;
  std::vector<Brace> braces;
};

bool is_text(std::string_view kind) {
  return kind.find("string") != kind.npos || kind.find("comment") != kind.npos || kind.find("regex") != kind.npos ||
         kind.find("char_literal") != kind.npos;
}

// Calls `each` for every token that is code.
template <class Each>
void each_token(const syntax::Tree& tree, Each&& each) {
  syntax::visit(tree.root(), [&](Node node) {
    if (node.is_named() && is_text(node.kind()) && node.child_count() == 0) return Visit::skip;
    if (node.is_extra() && !node.is_error()) return Visit::skip;
    if (node.child_count() > 0) return Visit::into;
    if (node.start_byte() < node.end_byte()) each(node, tree.text(node));
    return Visit::skip;
  });
}

Layout read_layout(const syntax::Tree& tree) {
  Layout layout;
  each_token(tree, [&](Node node, std::string_view token) {
    const syntax::Point start = node.start();
    const bool first = layout.lines.empty() || layout.lines.back().row != start.row;
    if (first) layout.lines.push_back({start.row, start.column, node.end_byte(), token == "}"});
    layout.lines.back().end = node.end_byte();
    const auto line = static_cast<std::uint32_t>(layout.lines.size() - 1);
    if (token == "}") layout.braces.push_back({false, first, line});
    if (token.ends_with('{')) layout.braces.push_back({true, first, line});
  });
  return layout;
}

// The end of the last line of the block that opens on line `opener`: all lines indented deeper.
std::uint32_t end_of_block(const Layout& layout, std::uint32_t opener) {
  std::uint32_t line = opener;
  while (line + 1 < layout.lines.size() && layout.lines[line + 1].indent > layout.lines[opener].indent) ++line;
  return layout.lines[line].end;
}

// The end of the line that heads the block closed by line `closer`: the nearest one above with the same indentation.
std::optional<std::uint32_t> head_of_block(const Layout& layout, std::uint32_t closer) {
  for (std::uint32_t line = closer; line-- > 0;) {
    if (layout.lines[line].indent < layout.lines[closer].indent) return std::nullopt;
    if (layout.lines[line].indent == layout.lines[closer].indent) return layout.lines[line].end;
  }
  return std::nullopt;
}

}  // namespace

LayoutHint layout_hint(const syntax::Tree& tree) {
  const Layout layout = read_layout(tree);
  LayoutHint hint;
  std::vector<std::uint32_t> open;  // lines of the open braces
  for (const Brace& brace : layout.braces) {
    if (brace.opens) {
      open.push_back(brace.line);
      if (open.size() > kDeepest) return hint;
      continue;
    }
    const std::uint32_t indent = layout.lines[brace.line].indent;
    const auto same = [&](std::uint32_t line) { return layout.lines[line].indent == indent; };
    if (brace.first && !open.empty() && layout.lines[open.back()].indent > indent && std::ranges::any_of(open, same)) {
      if (!hint.closer) hint.closer = end_of_block(layout, open.back());
      while (!open.empty() && !same(open.back())) open.pop_back();
    } else if (brace.first && (open.empty() || layout.lines[open.back()].indent < indent)) {
      if (!hint.opener) hint.opener = head_of_block(layout, brace.line);
      continue;
    }
    if (!open.empty()) open.pop_back();
  }
  if (!hint.closer && !open.empty()) hint.closer = end_of_block(layout, open.back());
  return hint;
}

int Balance::of(char bracket) const {
  switch (bracket) {
    case '(':
    case ')': return round;
    case '[':
    case ']': return square;
    case '{':
    case '}': return curly;
    default: return 0;
  }
}

Balance bracket_balance(const syntax::Tree& tree) {
  Balance balance;
  each_token(tree, [&](Node, std::string_view token) {
    switch (token.back()) {
      case '(': ++balance.round; break;
      case ')': --balance.round; break;
      case '[': ++balance.square; break;
      case ']': --balance.square; break;
      case '{': ++balance.curly; break;
      case '}': --balance.curly; break;
      default: break;
    }
  });
  return balance;
}

}  // namespace gate::syntax_check
