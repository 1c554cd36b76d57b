#include <array>
#include <string>
#include <vector>

#include "analyzers/patterns/languages/prepare.h"
#include "analyzers/patterns/languages/python_statements.h"
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/languages/words.h"

namespace gate::patterns {
namespace {

// `a, b`, or one expression.
void expression_statement(Lowering& l, syntax::Node node, Role role) {
  bool comma = false;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) { comma |= child.kind() == ","; });
  if (!comma) return l.lower(first_named(node), role);
  l.open(Kind::tuple, role, node);
  l.lower_children(node, Role::element);
  l.close();
}

// `a: int` declares; `a: int = 1` is an assignment with a type.
void assignment(Lowering& l, syntax::Node node, Role role) {
  const bool assigns = static_cast<bool>(node.field("right"));
  l.open(assigns ? Kind::assign : Kind::define, role, node);
  l.lower(node.field("type"), Role::type);
  l.lower(node.field("left"), assigns ? Role::left : Role::name);
  l.lower(node.field("right"), Role::right);
  l.close();
}

void named_expression(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::assign, role, node);
  l.lower(node.field("name"), Role::left);
  l.lower(node.field("value"), Role::right);
  l.close();
}

// `e as x`: binds a name, but is no assignment that a pattern `x = e` would find.
void as_pattern(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::other, role, node);
  l.lower(node.field("alias"), Role::left);
  l.lower(first_named(node), Role::right);
  l.close();
}

// How many become nested nodes.
constexpr std::size_t kMostOperators = 100;

// `a < b <= c` is (a < b) <= c, with one node for each operator.
void comparison(Lowering& l, syntax::Node node, Role role) {
  std::vector<syntax::Node> operands, operators;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_extra()) return;
    (child.is_named() ? operands : operators).push_back(child);
  });
  if (operators.size() > kMostOperators || operands.size() != operators.size() + 1) {
    l.open(Kind::other, role, node);
    l.lower_children(node, Role::none, true);
    l.close();
    return;
  }
  for (auto sign = operators.rbegin(); sign != operators.rend(); ++sign)
    l.ast().open(Kind::binary, sign == operators.rbegin() ? role : Role::left, node.start_byte(),
                 operands[static_cast<std::size_t>(operators.rend() - sign)].end_byte(), node.kind_id(), sign->kind());
  l.lower(operands.front(), operators.empty() ? role : Role::left);
  for (std::size_t n = 0; n < operators.size(); ++n) {
    l.lower(operands[n + 1], Role::right);
    l.close();
  }
}

void conditional(Lowering& l, syntax::Node node, Role role) {
  static constexpr std::array kRoles{Role::then, Role::condition, Role::otherwise};
  l.open(Kind::conditional, role, node);
  std::size_t n = 0;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra() && n < kRoles.size()) l.lower(child, kRoles[n++]);
  });
  l.close();
}

void yield(Lowering& l, syntax::Node node, Role role) {
  bool from = false;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) { from |= child.kind() == "from"; });
  l.open(Kind::yield, role, node, from ? "from" : "");
  l.lower_children(node, Role::operand);
  l.close();
}

// The bounds of a[low:high:step]; a missing one is an empty token.
void bounds(Lowering& l, syntax::Node slice) {
  bool given = false;
  syntax::for_children(slice, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_extra()) return;
    if (child.is_named()) {
      l.lower(child, Role::argument);
      given = true;
      return;
    }
    if (!given) l.leaf(Kind::token, Role::argument, child, "");
    given = false;
  });
  if (!given) l.ast().leaf(Kind::token, Role::argument, slice.end_byte(), slice.end_byte());
}

void slice(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::slice, role, node);
  bounds(l, node);
  l.close();
}

void subscript(Lowering& l, syntax::Node node, Role role) {
  const bool one = node.named_child_count() == 2;
  const syntax::Node first = node.field("subscript");
  const bool slices = one && first.kind() == "slice";
  l.open(slices ? Kind::slice : Kind::index, role, node);
  const syntax::Node object = node.field("value");
  l.lower(object, Role::object);
  if (slices) {
    bounds(l, first);
  } else {
    if (!one) l.open(Kind::tuple, Role::argument, node);
    syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
      if (child.is_named() && child != object) l.lower(child, one ? Role::argument : Role::element);
    });
    if (!one) l.close();
  }
  l.close();
}

// A generic type `List[int]` is what the expression `List[int]` is.
void generic_type(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::index, role, node);
  Role next = Role::object;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (!child.is_named() || child.is_extra()) return;
    l.lower(child, next);
    next = Role::argument;
  });
  l.close();
}

// Two children in a row, as the sides of an operator or an access.
void pair_of(Lowering& l, syntax::Node node, Role role, Kind kind, std::string_view text, Role first, Role second) {
  l.open(kind, role, node, text);
  l.lower(first_named(node), first);
  if (const auto count = node.named_child_count(); count > 1) l.lower(node.named_child(count - 1), second);
  l.close();
}

void union_type(Lowering& l, syntax::Node node, Role role) {
  pair_of(l, node, role, Kind::binary, "|", Role::left, Role::right);
}

void member_type(Lowering& l, syntax::Node node, Role role) {
  pair_of(l, node, role, Kind::dot, "", Role::object, Role::name);
}

// A body that is nothing but `$S` stands for any body.
void block(Lowering& l, syntax::Node node, Role role) {
  const std::string_view text = l.text(node);
  if (text.starts_with(kMetavariableWord) && is_placeholder(text)) {
    l.leaf(Kind::identifier, role, node);
    return;
  }
  l.open(Kind::block, role, node);
  l.lower_children(node, Role::statement);
  l.close();
}

std::string_view between_quotes(Lowering& l, syntax::Node string) {
  std::uint32_t start = string.start_byte(), end = string.end_byte();
  syntax::for_children(string, [&](syntax::Node child, syntax::FieldId) {
    if (child.kind() == "string_start") start = child.end_byte();
    if (child.kind() == "string_end") end = child.start_byte();
  });
  return l.tree().text().substr(start, end < start ? 0 : end - start);
}

// f"..." is a template even where nothing is interpolated: a pattern f"..." means no plain string.
bool is_template(Lowering& l, syntax::Node string) {
  const std::string_view prefix = l.text(string.child(0));
  return prefix.substr(0, prefix.find_first_of("'\"")).find_first_of("fF") != std::string_view::npos;
}

void string(Lowering& l, syntax::Node node, Role role) {
  if (!is_template(l, node)) {
    l.leaf(Kind::string, role, node, between_quotes(l, node));
    return;
  }
  l.open(Kind::template_string, role, node);
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.kind() == "string_content") l.leaf(Kind::string, Role::element, child);
    if (child.kind() == "interpolation") l.lower(child.field("expression"), Role::element);
  });
  l.close();
}

// "a" "b": its value is known as that of a template without expressions.
void concatenated_string(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::template_string, role, node, "concatenated");
  l.lower_children(node, Role::element);
  l.close();
}

constexpr Shape kShapes[] = {
    {"expression_statement", As::custom, Kind::other, Role::none, "", expression_statement},
    {"parenthesized_expression", As::splice},
    {"assignment", As::custom, Kind::assign, Role::none, "", assignment},
    {"augmented_assignment", As::node, Kind::assign_op},
    {"named_expression", As::custom, Kind::assign, Role::none, "", named_expression},
    {"as_pattern", As::custom, Kind::other, Role::none, "", as_pattern},
    {"as_pattern_target", As::splice},
    {"call", As::node, Kind::call},
    {"argument_list", As::splice},
    {"keyword_argument", As::node, Kind::keyword},
    {"attribute", As::node, Kind::dot},
    {"dotted_name", As::custom, Kind::dot, Role::none, "", python::dotted_name},
    {"subscript", As::custom, Kind::index, Role::none, "", subscript},
    {"slice", As::custom, Kind::slice, Role::none, "", slice},
    {"unary_operator", As::node, Kind::unary},
    {"not_operator", As::node, Kind::unary},
    {"binary_operator", As::node, Kind::binary},
    {"boolean_operator", As::node, Kind::binary},
    {"comparison_operator", As::custom, Kind::binary, Role::none, "", comparison},
    {"conditional_expression", As::custom, Kind::conditional, Role::none, "", conditional},
    {"lambda", As::node, Kind::lambda},
    {"await", As::node, Kind::await, Role::operand},
    {"yield", As::custom, Kind::yield, Role::none, "", yield},
    {"list_splat", As::node, Kind::spread, Role::operand, "*"},
    {"list_splat_pattern", As::node, Kind::spread, Role::operand, "*"},
    {"splat_pattern", As::node, Kind::spread, Role::operand, "*"},
    {"splat_type", As::node, Kind::spread, Role::operand, "*"},
    {"dictionary_splat", As::node, Kind::spread, Role::operand, "**"},
    {"dictionary_splat_pattern", As::node, Kind::spread, Role::operand, "**"},
    {"parenthesized_list_splat", As::splice},
    {"list", As::node, Kind::list, Role::element},
    {"list_pattern", As::node, Kind::list, Role::element},
    {"tuple", As::node, Kind::tuple, Role::element},
    {"tuple_pattern", As::node, Kind::tuple, Role::element},
    {"pattern_list", As::node, Kind::tuple, Role::element},
    {"expression_list", As::node, Kind::tuple, Role::element},
    {"set", As::node, Kind::set, Role::element},
    {"dictionary", As::node, Kind::dict, Role::element},
    {"pair", As::node, Kind::pair},
    {"string", As::custom, Kind::string, Role::none, "", string},
    {"concatenated_string", As::custom, Kind::string, Role::none, "", concatenated_string},
    {"integer", As::leaf, Kind::number},
    {"float", As::leaf, Kind::number},
    {"true", As::leaf, Kind::boolean, Role::none, "true"},
    {"false", As::leaf, Kind::boolean, Role::none, "false"},
    {"none", As::leaf, Kind::null, Role::none, "null"},
    {"ellipsis", As::leaf, Kind::identifier},
    {"type", As::splice},
    {"generic_type", As::custom, Kind::index, Role::none, "", generic_type},
    {"type_parameter", As::splice},
    {"union_type", As::custom, Kind::binary, Role::none, "", union_type},
    {"member_type", As::custom, Kind::dot, Role::none, "", member_type},
    {"block", As::custom, Kind::block, Role::none, "", block},
    {"if_statement", As::custom, Kind::if_, Role::none, "", python::if_statement},
    {"else_clause", As::splice},
    {"while_statement", As::node, Kind::while_},
    {"for_statement", As::node, Kind::for_each},
    {"try_statement", As::custom, Kind::try_, Role::none, "", python::try_statement},
    {"with_statement", As::custom, Kind::with, Role::none, "", python::with_statement},
    {"match_statement", As::custom, Kind::switch_, Role::none, "", python::match_statement},
    {"case_pattern", As::custom, Kind::other, Role::none, "", python::case_pattern},
    {"class_pattern", As::custom, Kind::call, Role::none, "", python::class_pattern},
    {"dict_pattern", As::node, Kind::dict, Role::element},
    {"return_statement", As::node, Kind::return_, Role::operand},
    {"break_statement", As::node, Kind::break_},
    {"continue_statement", As::node, Kind::continue_},
    {"raise_statement", As::node, Kind::throw_, Role::operand},
    {"assert_statement", As::node, Kind::assert_, Role::argument},
    {"delete_statement", As::custom, Kind::other, Role::none, "", python::delete_statement},
    {"print_statement", As::custom, Kind::call, Role::none, "", python::print_statement},
    {"exec_statement", As::custom, Kind::call, Role::none, "", python::print_statement},
    {"import_statement", As::custom, Kind::import, Role::none, "", python::import_statement},
    {"import_from_statement", As::custom, Kind::import, Role::none, "", python::import_statement},
    {"future_import_statement", As::custom, Kind::import, Role::none, "", python::import_statement},
    {"function_definition", As::custom, Kind::function, Role::none, "", python::definition},
    {"class_definition", As::custom, Kind::class_, Role::none, "", python::definition},
    {"decorated_definition", As::custom, Kind::function, Role::none, "", python::definition},
    {"decorator", As::custom, Kind::attribute, Role::none, "", python::decorator},
    {"parameters", As::custom, Kind::parameter, Role::none, "", python::parameters},
    {"lambda_parameters", As::custom, Kind::parameter, Role::none, "", python::parameters},
};

constexpr FieldRole kFields[] = {{"argument", Role::operand}, {"cause", Role::value}};

constexpr Wrapper kWrappers[] = {
    {"", ""},
    {"", "\ndef gdummy(): pass\n"},  // decorators
    {"", ": pass\n"},                // the head of a definition or statement
    {"", " pass\n"},
    {"try:\n    pass\n", ""},        // except, finally
    {"if gdummy:\n    pass\n", ""},  // elif, else
    {"match gdummy:\n  ", ""},       // case
    {"{", "}"},                      // an entry of a dictionary
    {"gdummy(", ")"},                // arguments
    {"def gdummy(", "): pass\n"},    // parameters
};
constexpr std::string_view kEllipses[] = {"@", "@: gdummy", "**@", "case @: pass", "except @: pass"};
constexpr std::string_view kMetavariables[] = {"@"};

}  // namespace

const LanguageTable& python_table() {
  static const LanguageTable table{syntax::Language::python, kShapes, kFields,       kWrappers, kEllipses,
                                   kMetavariables,           nullptr, prepare_python};
  return table;
}

}  // namespace gate::patterns
