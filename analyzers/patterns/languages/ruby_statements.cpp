#include "analyzers/patterns/languages/ruby_statements.h"

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;
constexpr auto kRuby = syntax::Language::ruby;

KindId ruby_kind(std::string_view kind) { return syntax::kind_id(kRuby, kind); }

bool has_handlers(syntax::Node body_node) {
  static const KindId kRescue = ruby_kind("rescue"), kEnsure = ruby_kind("ensure");
  bool any = false;
  for_named(body_node,
            [&](syntax::Node child) { any = any || child.kind_id() == kRescue || child.kind_id() == kEnsure; });
  return any;
}

void lower_catch(Lowering& lowering, syntax::Node node) {
  lowering.open(Kind::catch_, handler, node);
  if (const syntax::Node exceptions = node.field("exceptions")) lowering.lower_children(exceptions, type);
  if (const syntax::Node variable = node.field("variable")) lowering.lower(first_named(variable), name);
  lowering.lower(node.field("body"), body);
  lowering.close();
}

// Statements followed by rescue, else and ensure.
void lower_try(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kRescue = ruby_kind("rescue"), kEnsure = ruby_kind("ensure"), kElse = ruby_kind("else");
  lowering.open(Kind::try_, role, node);
  lowering.open(Kind::block, body, node);
  for_named(node, [&](syntax::Node child) {
    const KindId kind = child.kind_id();
    if (kind != kRescue && kind != kEnsure && kind != kElse) lowering.lower(child, statement);
  });
  lowering.close();
  for_named(node, [&](syntax::Node child) {
    const KindId kind = child.kind_id();
    if (kind == kRescue) lower_catch(lowering, child);
    if (kind == kElse) lowering.lower(child, otherwise);
    if (kind == kEnsure) lowering.lower(child, finalizer);
  });
  lowering.close();
}

void lower_condition(Lowering& lowering, syntax::Node condition_node, bool negated) {
  if (negated) lowering.open(Kind::unary, condition, condition_node, "!");
  lowering.lower(condition_node, negated ? operand : condition);
  if (negated) lowering.close();
}

void lower_branch(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kThen = ruby_kind("then"), kElse = ruby_kind("else"), kElsif = ruby_kind("elsif"),
                      kDo = ruby_kind("do");
  if (!node) return;
  const KindId kind = node.kind_id();
  // One metavariable stands for the whole branch.
  if ((kind == kThen || kind == kElse || kind == kDo) && count_named(node) == 1 &&
      is_variable(lowering, first_named(node)))
    return lowering.lower(first_named(node), role);
  if (kind == kThen || kind == kElse || kind == kElsif || kind == kDo) return lowering.lower(node, role);
  lowering.open(Kind::block, role, node);
  lowering.lower(node, statement);
  lowering.close();
}

}  // namespace

// The body of a method, class or block.
void make_ruby_body(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::block, role, node);
  if (has_handlers(node))
    lower_try(lowering, node, statement);
  else
    lowering.lower_children(node, statement);
  lowering.close();
}

void make_ruby_begin(Lowering& lowering, syntax::Node node, Role role) {
  if (has_handlers(node))
    lower_try(lowering, node, role);
  else
    make_ruby_body(lowering, node, role);
}

void make_ruby_rescue_modifier(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node tried = node.field("body"), instead = node.field("handler");
  lowering.open(Kind::try_, role, node);
  lowering.open(Kind::block, body, tried);
  lowering.lower(tried, statement);
  lowering.close();
  lowering.open(Kind::catch_, handler, instead);
  lowering.open(Kind::block, body, instead);
  lowering.lower(instead, statement);
  lowering.close();
  lowering.close();
  lowering.close();
}

// (a; b)
void make_ruby_parentheses(Lowering& lowering, syntax::Node node, Role role) {
  if (count_named(node) == 1) return lowering.lower(first_named(node), role);
  make_ruby_body(lowering, node, role);
}

// if, unless, elsif, also behind the statement.
void make_ruby_if(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kUnless = ruby_kind("unless"), kUnlessModifier = ruby_kind("unless_modifier");
  lowering.open(Kind::if_, role, node);
  lower_condition(lowering, node.field("condition"), node.kind_id() == kUnless || node.kind_id() == kUnlessModifier);
  const syntax::Node then_node = node.field("consequence"), behind = node.field("body");
  if (then_node || behind) {
    lower_branch(lowering, then_node ? then_node : behind, then);
  } else {
    lowering.open(Kind::block, then, node);
    lowering.close();
  }
  lower_branch(lowering, node.field("alternative"), otherwise);
  lowering.close();
}

void make_ruby_while(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kUntil = ruby_kind("until"), kUntilModifier = ruby_kind("until_modifier");
  lowering.open(Kind::while_, role, node);
  lower_condition(lowering, node.field("condition"), node.kind_id() == kUntil || node.kind_id() == kUntilModifier);
  lower_branch(lowering, node.field("body"), body);
  lowering.close();
}

void make_ruby_for(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldRoles kRoles(kRuby, {{"pattern", left}, {"value", right}, {"body", body}});
  lower_fields(lowering, node, Kind::for_each, role, kRoles);
}

void make_ruby_case(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kElse = ruby_kind("else");
  static const FieldId kValue = syntax::field_id(kRuby, "value");
  lowering.open(Kind::switch_, role, node);
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (!child.is_named() || child.is_extra()) return;
    if (child.kind_id() == kElse) {
      lowering.open(Kind::case_, element, child);
      lowering.lower_children(child, statement);
      lowering.close();
    } else {
      lowering.lower(child, field == kValue ? condition : element);
    }
  });
  lowering.close();
}

void make_ruby_when(Lowering& lowering, syntax::Node node, Role role) {
  static const FieldId kBody = syntax::field_id(kRuby, "body");
  lowering.open(Kind::case_, role, node);
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (!child.is_named() || child.is_extra()) return;
    if (field == kBody)
      lowering.lower_children(child, statement);
    else
      lowering.lower(child, argument);
  });
  lowering.close();
}

// return a, b gives back a tuple.
void make_ruby_jump(Lowering& lowering, syntax::Node node, Role role) {
  static const KindId kReturn = ruby_kind("return"), kBreak = ruby_kind("break"), kYield = ruby_kind("yield");
  const KindId kind = node.kind_id();
  lowering.open(kind == kReturn  ? Kind::return_
                : kind == kBreak ? Kind::break_
                : kind == kYield ? Kind::yield
                                 : Kind::continue_,
                role, node);
  if (const syntax::Node arguments = first_named(node)) {
    const bool several = count_named(arguments) > 1;
    if (several) lowering.open(Kind::tuple, operand, arguments);
    for_named(arguments, [&](syntax::Node child) { lowering.lower(child, several ? element : operand); });
    if (several) lowering.close();
  }
  lowering.close();
}

}  // namespace gate::patterns
