#include "analyzers/patterns/languages/php_statements.h"

#include <vector>

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kPhp = syntax::Language::php;

KindId php_kind(std::string_view kind) { return syntax::kind_id(kPhp, kind); }

// A branch or a loop's body: a block, whatever it is written as.
void lower_body(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kBlock = php_kind("compound_statement"), kColon = php_kind("colon_block");
  if (!node) return;
  if (node.kind_id() == kBlock || node.kind_id() == kColon || is_variable(lowering, node))
    return lowering.lower(node, role);
  lowering.open(Kind::block, role, node);
  lowering.lower(node, statement);
  lowering.close();
}

// `clauses` from the n-th on, nested into each other.
void lower_alternatives(Lowering& lowering, const std::vector<syntax::Node>& clauses, std::size_t n) {
  if (n >= clauses.size()) return;
  const syntax::Node test = clauses[n].field("condition");
  if (!test) return lower_body(lowering, clauses[n].field("body"), otherwise);
  lowering.ast().open(Kind::if_, otherwise, clauses[n].start_byte(), clauses.back().end_byte(), clauses[n].kind_id());
  lowering.lower(test, condition);
  lower_body(lowering, clauses[n].field("body"), then);
  if (!lowering.too_deep()) lower_alternatives(lowering, clauses, n + 1);
  lowering.close();
}

}  // namespace

void make_php_if(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kElse = php_kind("else_clause"), kElseIf = php_kind("else_if_clause");
  std::vector<syntax::Node> clauses;
  for_named(node, [&](syntax::Node child) {
    const bool clause = child.kind_id() == kElse || child.kind_id() == kElseIf;
    if (clause && clauses.size() < 500) clauses.push_back(child);
  });
  lowering.open(Kind::if_, role, node);
  lowering.lower(node.field("condition"), condition);
  lower_body(lowering, node.field("body"), then);
  lower_alternatives(lowering, clauses, 0);
  lowering.close();
}

void make_php_loop(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kDo = php_kind("do_statement");
  lowering.open(node.kind_id() == kDo ? Kind::do_while : Kind::while_, role, node);
  lowering.lower(node.field("condition"), condition);
  lower_body(lowering, node.field("body"), body);
  lowering.close();
}

void make_php_for(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldId kBody = syntax::field_id(kPhp, "body");
  lowering.open(Kind::for_, role, node);
  lowering.lower(node.field("initialize"), initializer);
  lowering.lower(node.field("condition"), condition);
  lowering.lower(node.field("update"), update);
  lowering.open(Kind::block, body, node);
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (field != kBody || !child.is_named()) return;
    static const KindId kBlock = php_kind("compound_statement");
    if (child.kind_id() == kBlock)
      lowering.lower_children(child, statement);
    else
      lowering.lower(child, statement);
  });
  lowering.close();
  lowering.close();
}

// foreach (right as left) body
void make_php_foreach(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node loop_body = node.field("body");
  int number = 0;
  lowering.open(Kind::for_each, role, node);
  for_named(node, [&](syntax::Node child) {
    if (!(child == loop_body)) lowering.lower(child, number++ == 0 ? right : left);
  });
  lower_body(lowering, loop_body, body);
  lowering.close();
}

void make_php_try(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kFinally = php_kind("finally_clause"), kCatch = php_kind("catch_clause");
  lowering.open(Kind::try_, role, node);
  lowering.lower(node.field("body"), body);
  for_named(node, [&](syntax::Node child) {
    if (child.kind_id() == kCatch) lowering.lower(child, handler);
    if (child.kind_id() == kFinally) lowering.lower(child.field("body"), finalizer);
  });
  lowering.close();
}

}  // namespace gate::patterns
