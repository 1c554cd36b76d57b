#include "analyzers/patterns/languages/ecma_jsx.h"

#include "analyzers/patterns/languages/curly.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

// `<a.b c={d} {...e}>`: name and attributes.
void opening(Lowering& to, syntax::Node node) {
  for_named(node, [&](syntax::Node child) {
    const std::string_view kind = child.kind();
    if (kind == "type_arguments") return;
    const bool attribute = kind == "jsx_attribute" || kind == "jsx_expression";
    to.lower(child, attribute ? Role::attribute : Role::name);
  });
}

}  // namespace

void jsx_element(Lowering& to, syntax::Node node, Role role) {
  to.open(Kind::other, role, node);
  for_named(node, [&](syntax::Node child) {
    if (child.kind() == "jsx_opening_element")
      opening(to, child);
    else if (child.kind() != "jsx_closing_element")
      to.lower(child, Role::element);
  });
  to.close();
}

void jsx_self_closing(Lowering& to, syntax::Node node, Role role) {
  to.ast().open(Kind::other, role, node.start_byte(), node.end_byte(),
                syntax::kind_id(to.tree().language(), "jsx_element"));
  opening(to, node);
  to.close();
}

void jsx_attribute(Lowering& to, syntax::Node node, Role role) {
  const syntax::Node name = node.named_child(0);
  if (node.named_child_count() < 2) {
    to.leaf(Kind::identifier, role, name);
    return;
  }
  to.open(Kind::pair, role, node);
  to.leaf(Kind::identifier, Role::name, name);
  to.lower(node.named_child(node.named_child_count() - 1), Role::value);
  to.close();
}

void jsx_text(Lowering& to, syntax::Node node, Role role) {
  if (const std::string_view text = trim(to.text(node)); !text.empty()) to.leaf(Kind::identifier, role, node, text);
}

}  // namespace gate::patterns
