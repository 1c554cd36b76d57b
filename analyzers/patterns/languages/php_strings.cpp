#include "analyzers/patterns/languages/php_strings.h"

#include <algorithm>
#include <cctype>

#include "analyzers/patterns/languages/pieces.h"

namespace gate::patterns {
namespace {

using syntax::KindId;
constexpr auto kPhp = syntax::Language::php;

// Expressions stand in the text as they are, "$x", or within braces, "{$x->y}".
void collect(syntax::Node node, StringParts& parts) {
  static const KindId kContent = syntax::kind_id(kPhp, "string_content"),
                      kEscape = syntax::kind_id(kPhp, "escape_sequence"), kOpen = syntax::kind_id(kPhp, "{", false),
                      kDollar = syntax::kind_id(kPhp, "${", false), kClose = syntax::kind_id(kPhp, "}", false);
  std::uint32_t brace = 0;
  bool within = false;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    const KindId kind = child.kind_id();
    if (!child.is_named()) {
      if (kind == kOpen || kind == kDollar) {
        brace = child.start_byte();
        within = true;
      } else if (kind == kClose) {
        if (within && !parts.expressions.empty()) parts.expressions.back().end = child.end_byte();
        within = false;
      }
    } else if (kind != kContent && kind != kEscape) {
      parts.expressions.push_back({child, within ? brace : child.start_byte(), child.end_byte()});
    }
  });
}

bool is_upper(std::string_view name) {
  return std::ranges::none_of(name, [](unsigned char c) { return std::islower(c) != 0; });
}

StringParts quoted(syntax::Node node) {
  StringParts parts{node.start_byte(), node.end_byte(), {}};
  if (parts.end - parts.start >= 2) {
    ++parts.start;
    --parts.end;
  }
  return parts;
}

}  // namespace

void make_php_string(Lowering& lowering, syntax::Node node, Role role) {
  std::string_view text = lowering.text(node);
  if (text.starts_with('b') || text.starts_with('B')) text.remove_prefix(1);
  lowering.leaf(Kind::string, role, node, unquoted(text));
}

// In a pattern "$X" is a string of which the contents are bound, not one with an expression.
void make_php_template(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kVariable = syntax::kind_id(kPhp, "variable_name");
  StringParts parts = quoted(node);
  const std::string_view text = lowering.tree().text().substr(parts.start, parts.end - parts.start);
  collect(node, parts);
  if (parts.expressions.size() == 1 && parts.expressions[0].expression.kind_id() == kVariable &&
      lowering.text(parts.expressions[0].expression) == text && is_upper(text))
    parts.expressions.clear();
  lower_string(lowering, node, role, parts);
}

void make_php_heredoc(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node content = node.field("value");
  if (!content) {
    lowering.leaf(Kind::string, role, node, {});
    return;
  }
  StringParts parts{content.start_byte(), content.end_byte(), {}};
  static const KindId kNowdoc = syntax::kind_id(kPhp, "nowdoc_body");
  if (content.kind_id() != kNowdoc) collect(content, parts);
  lower_string(lowering, node, role, parts);
}

void make_php_command(Lowering& lowering, syntax::Node node, Role role) {
  StringParts parts = quoted(node);
  collect(node, parts);
  lowering.open(Kind::other, role, node);
  lower_template(lowering, node, Role::element, parts);
  lowering.close();
}

}  // namespace gate::patterns
