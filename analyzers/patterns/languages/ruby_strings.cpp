#include "analyzers/patterns/languages/ruby_strings.h"

#include "analyzers/patterns/languages/pieces.h"

namespace gate::patterns {
namespace {

using syntax::KindId;
constexpr auto kRuby = syntax::Language::ruby;

KindId interpolation() {
  static const KindId kInterpolation = syntax::kind_id(kRuby, "interpolation");
  return kInterpolation;
}

// The text that `<<~WORD` announces: it stands after the line, beside one of the nodes above. Null: none found.
syntax::Node body_of(syntax::Node beginning) {
  static const KindId kBody = syntax::kind_id(kRuby, "heredoc_body");
  for (syntax::Node at = beginning; at; at = at.parent())
    for (syntax::Node next = at.next_sibling(); next; next = next.next_sibling())
      if (next.kind_id() == kBody) return next;
  return {};
}

}  // namespace

void make_ruby_string(Lowering& lowering, syntax::Node node, Role role) {
  lower_string(lowering, node, role, parts_of(node, interpolation()));
}

// "a" "b"
void make_ruby_chained_string(Lowering& lowering, syntax::Node node, Role role) {
  std::string joined;
  bool plain = true;
  for_named(node, [&](syntax::Node part) {
    const StringParts parts = parts_of(part, interpolation());
    plain = plain && parts.expressions.empty();
    joined += lowering.tree().text().substr(parts.start, parts.end - parts.start);
  });
  if (plain) {
    lowering.leaf(Kind::string, role, node, lowering.ast().keep(std::move(joined)));
    return;
  }
  lowering.open(Kind::template_string, role, node);
  for_named(node, [&](syntax::Node part) { lowering.lower(part, Role::element); });
  lowering.close();
}

void make_ruby_heredoc(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kEnd = syntax::kind_id(kRuby, "heredoc_end");
  const syntax::Node body = body_of(node);
  if (!body) {
    lowering.leaf(Kind::string, role, node, {});
    return;
  }
  StringParts parts{body.start_byte(), body.end_byte(), {}};
  for_named(body, [&](syntax::Node child) {
    if (child.kind_id() == interpolation())
      parts.expressions.push_back({first_named(child), child.start_byte(), child.end_byte()});
    if (child.kind_id() == kEnd) parts.end = child.start_byte();
  });
  lower_string(lowering, node, role, parts);
}

void make_ruby_regex(Lowering& lowering, syntax::Node node, Role role) {
  const StringParts parts = parts_of(node, interpolation());
  if (parts.expressions.empty()) return lower_string(lowering, node, role, parts, Kind::regex);
  lowering.open(Kind::other, role, node);
  lower_string(lowering, node, Role::element, parts);
  lowering.close();
}

void make_ruby_subshell(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::other, role, node);
  lower_template(lowering, node, Role::element, parts_of(node, interpolation()));
  lowering.close();
}

// The name of a symbol is a token: it is no variable. As the name of a pair or an argument it is just a name.
void make_ruby_symbol(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kSimple = syntax::kind_id(kRuby, "simple_symbol");
  StringParts parts{node.start_byte() + 1, node.end_byte(), {}};
  if (node.kind_id() != kSimple) {
    parts = parts_of(node, interpolation());
    if (!parts.expressions.empty()) return lower_string(lowering, node, role, parts);
  }
  const std::string_view text = lowering.tree().text().substr(parts.start, parts.end - parts.start);
  if (role == Role::name) {
    lowering.ast().leaf(Kind::identifier, role, parts.start, parts.end, node.kind_id(), text);
    return;
  }
  lowering.ast().open(Kind::other, role, node.start_byte(), node.end_byte(), kSimple);
  lowering.ast().leaf(Kind::token, Role::name, parts.start, parts.end, node.kind_id(), text);
  lowering.close();
}

void make_ruby_bare_string(Lowering& lowering, syntax::Node node, Role role) {
  lowering.leaf(Kind::string, role, node, lowering.text(node));
}

void make_ruby_bare_symbol(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kSimple = syntax::kind_id(kRuby, "simple_symbol");
  lowering.ast().open(Kind::other, role, node.start_byte(), node.end_byte(), kSimple);
  lowering.leaf(Kind::token, Role::name, node, lowering.text(node));
  lowering.close();
}

}  // namespace gate::patterns
