#include "analyzers/patterns/languages/curly.h"
#include "analyzers/patterns/languages/kotlin_definitions.h"
#include "analyzers/patterns/languages/tables.h"

namespace gate::patterns {
namespace {

using syntax::Node;

// The grammar has no constructs for these words.
void identifier(Lowering& to, Node node, Role role) {
  const std::string_view text = to.text(node);
  if (text == "true" || text == "false")
    to.leaf(Kind::boolean, role, node);
  else if (text == "null")
    to.leaf(Kind::null, role, node);
  else if (text == "break")
    to.leaf(Kind::break_, role, node, {});
  else if (text == "continue")
    to.leaf(Kind::continue_, role, node, {});
  else
    to.leaf(Kind::identifier, role, node);
}

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_name(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }

// Pieces of the text at [from, to) of a string: "$name" is an identifier. The grammar gives no node for all of them.
void pieces(Lowering& to, std::size_t from, std::size_t end) {
  const std::string_view source = to.tree().text();
  std::size_t at = from;
  auto emit = [&](Kind kind, std::size_t a, std::size_t b) {
    if (a < b)
      to.ast().leaf(kind, Role::element, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), 0,
                    source.substr(a, b - a));
  };
  for (std::size_t n = from; n + 1 < end; ++n) {
    if (source[n] == '\\')
      ++n;
    else if (source[n] == '$' && starts_name(source[n + 1])) {
      emit(Kind::string, at, n);
      std::size_t stop = n + 1;
      while (stop < end && in_name(source[stop])) ++stop;
      emit(Kind::identifier, n + 1, stop);
      at = stop;
      n = stop - 1;
    }
  }
  emit(Kind::string, at, end);
}

bool has_variable(std::string_view text) {
  for (std::size_t n = 0; n + 1 < text.size(); ++n)
    if (text[n] == '\\')
      ++n;
    else if (text[n] == '$' && starts_name(text[n + 1]))
      return true;
  return false;
}

void string(Lowering& to, Node node, Role role) {
  const std::size_t quotes = node.kind() == "multiline_string_literal" ? 3 : 1;
  const std::string_view inner = inner_text(to, node, quotes, quotes);
  // A word in capitals may be a pattern's metavariable, which stands for all of a string.
  const bool whole = !inner.empty() && inner[0] == '$' &&
                     inner.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", 1) == inner.npos;
  if (!has_child(node, "interpolation") && (whole || !has_variable(inner))) {
    to.leaf(Kind::string, role, node, inner);
    return;
  }
  to.open(Kind::template_string, role, node);
  std::size_t at = node.start_byte() + quotes;
  for_named(node, [&](Node child) {
    if (child.kind() != "interpolation") return;
    pieces(to, at, child.start_byte());
    to.lower_children(child, Role::element);
    at = child.end_byte();
  });
  pieces(to, at, node.end_byte() - quotes);
  to.close();
}

void arguments_of(Lowering& to, Node node) {
  for_named(node, [&](Node child) {
    if (child.kind() == "value_arguments")
      to.lower_children(child, Role::argument);
    else if (child.kind() == "annotated_lambda")
      to.lower(child, Role::argument);
  });
}

// f(a) {b}: a call of f with b as its last argument.
void call(Lowering& to, Node node, Role role) {
  const Node callee = first_named(node);
  const bool trailing = callee && callee.kind() == "call_expression" && !has_child(node, "value_arguments") &&
                        has_child(callee, "value_arguments");
  to.open(Kind::call, role, node);
  to.lower(trailing ? first_named(callee) : callee, Role::callee);
  if (trailing) arguments_of(to, callee);
  arguments_of(to, node);
  to.close();
}

void annotated_lambda(Lowering& to, Node node, Role role) {
  for_named(node, [&](Node child) {
    if (child.kind() == "lambda_literal") to.lower(child, role);
  });
}

void value_argument(Lowering& to, Node node, Role role) {
  if (!to.text(node).contains('=') || count_named(node) != 2) {
    to.lower_children(node, role);
    return;
  }
  to.open(Kind::keyword, role, node);
  bool name = true;
  for_named(node, [&](Node child) {
    to.lower(child, name ? Role::name : Role::value);
    name = false;
  });
  to.close();
}

void navigation(Lowering& to, Node node, Role role) {
  std::string_view word;
  bool object = true;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (!child.is_named() && to.text(child) == "::") word = "::";
  });
  to.open(Kind::dot, role, node, word);
  for_named(node, [&](Node child) {
    to.lower(child, object ? Role::object : Role::name);
    object = false;
  });
  to.close();
}

void index(Lowering& to, Node node, Role role) {
  bool object = true;
  to.open(Kind::index, role, node);
  for_named(node, [&](Node child) {
    to.lower(child, object ? Role::object : Role::argument);
    object = false;
  });
  to.close();
}

void unary(Lowering& to, Node node, Role role) {
  const std::string_view text = to.text(node);
  if (text.ends_with("!!")) {
    to.lower_children(node, role);
    return;
  }
  std::string_view word = to.text(node.child(0));
  if (word == "++" || word == "--")
    word = word == "++" ? "++x" : "--x";
  else if (text.ends_with("++") || text.ends_with("--"))
    word = text.ends_with("++") ? "x++" : "x--";
  to.open(Kind::unary, role, node, word);
  to.lower_children(node, Role::operand);
  to.close();
}

// a to b: to(a, b)
void infix(Lowering& to, Node node, Role role) {
  const Node left = node.named_child(0), word = node.named_child(1), right = node.named_child(2);
  to.open(Kind::call, role, node);
  to.lower(word, Role::callee);
  to.lower(left, Role::argument);
  to.lower(right, Role::argument);
  to.close();
}

void assignment(Lowering& to, Node node, Role role) {
  const std::string_view word = to.text(node.field("operator"));
  const bool plain = word == "=" || word.empty();
  to.open(plain ? Kind::assign : Kind::assign_op, role, node, plain ? "" : word);
  to.lower(node.field("left"), Role::left);
  to.lower(node.field("right"), Role::right);
  to.close();
}

void cast(Lowering& to, Node node, Role role) {
  to.open(Kind::cast, role, node);
  to.lower(node.field("right"), Role::type);
  to.lower(node.field("left"), Role::value);
  to.close();
}

void if_expression(Lowering& to, Node node, Role role) {
  const Node condition = node.field("condition");
  bool otherwise = false;
  to.open(Kind::if_, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "else") otherwise = true;
    if (!child.is_named() || child.is_extra()) return;
    if (child == condition)
      to.lower(child, Role::condition);
    else if (otherwise && child.kind() == "if_expression")
      to.lower(child, Role::otherwise);
    else
      as_block(to, child, otherwise ? Role::otherwise : Role::then, "block");
  });
  to.close();
}

void loop(Lowering& to, Node node, Role role) {
  const Node condition = node.field("condition");
  to.open(node.kind() == "while_statement" ? Kind::while_ : Kind::do_while, role, node);
  for_named(node, [&](Node child) {
    if (child == condition)
      to.lower(child, Role::condition);
    else if (child.kind() != "label")
      as_block(to, child, Role::body, "block");
  });
  to.close();
}

void for_each(Lowering& to, Node node, Role role) {
  bool in = false, body = false;
  to.open(Kind::for_each, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const std::string_view kind = child.kind();
    if (kind == "in") in = true;
    if (kind == ")") body = true;
    if (!child.is_named() || child.is_extra() || kind == "label" || kind == "annotation") return;
    if (body)
      as_block(to, child, Role::body, "block");
    else if (kind == "variable_declaration" && count_named(child) == 1)
      to.lower_children(child, Role::left);
    else
      to.lower(child, in ? Role::right : Role::left);
  });
  to.close();
}

void when(Lowering& to, Node node, Role role) {
  to.open(Kind::switch_, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "when_subject")
      to.lower_children(child, Role::condition);
    else
      to.lower(child, Role::element);
  });
  to.close();
}

void when_entry(Lowering& to, Node node, Role role) {
  bool body = false;
  to.open(Kind::case_, role, node);
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "->") body = true;
    if (child.is_named()) to.lower(child, body ? Role::statement : Role::argument);
  });
  to.close();
}

void catch_block(Lowering& to, Node node, Role role) {
  to.open(Kind::catch_, role, node);
  for_named(node, [&](Node child) {
    const std::string_view kind = child.kind();
    if (kind == "annotation") return;
    to.lower(child, kind == "block" ? Role::body : kotlin::is_type(kind) ? Role::type : Role::name);
  });
  to.close();
}

void try_expression(Lowering& to, Node node, Role role) {
  to.open(Kind::try_, role, node);
  for_named(node, [&](Node child) {
    if (child.kind() == "finally_block")
      to.lower_children(child, Role::finalizer);
    else
      to.lower(child, child.kind() == "block" ? Role::body : Role::handler);
  });
  to.close();
}

// return@label value
void return_expression(Lowering& to, Node node, Role role) {
  const Node label = node.field("label");
  to.open(Kind::return_, role, node);
  for_named(node, [&](Node child) {
    if (!(label && child == label)) to.lower(child, Role::operand);
  });
  to.close();
}

constexpr Shape kShapes[] = {
    // Leaves.
    {.construct = "identifier", .as = As::custom, .make = identifier},
    {.construct = "string_literal", .as = As::custom, .make = string},
    {.construct = "multiline_string_literal", .as = As::custom, .make = string},
    {.construct = "character_literal", .as = As::leaf, .kind = Kind::other},
    {.construct = "number_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "float_literal", .as = As::leaf, .kind = Kind::number},
    {.construct = "this_expression", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "super_expression", .as = As::leaf, .kind = Kind::identifier},
    {.construct = "type_parameters", .as = As::drop},
    // Expressions.
    {.construct = "call_expression", .as = As::custom, .make = call},
    {.construct = "annotated_lambda", .as = As::custom, .make = annotated_lambda},
    {.construct = "value_arguments", .as = As::splice},
    {.construct = "value_argument", .as = As::custom, .make = value_argument},
    {.construct = "navigation_expression", .as = As::custom, .make = navigation},
    {.construct = "qualified_identifier", .as = As::custom, .make = kotlin::dotted},
    {.construct = "user_type", .as = As::custom, .make = kotlin::dotted},
    {.construct = "type_projection", .as = As::splice},
    {.construct = "index_expression", .as = As::custom, .make = index},
    {.construct = "unary_expression", .as = As::custom, .make = unary},
    {.construct = "binary_expression", .kind = Kind::binary},
    {.construct = "range_expression", .kind = Kind::binary, .rest = Role::operand},
    {.construct = "in_expression", .kind = Kind::binary},
    {.construct = "is_expression", .kind = Kind::binary},
    {.construct = "infix_expression", .as = As::custom, .make = infix},
    {.construct = "as_expression", .as = As::custom, .make = cast},
    {.construct = "spread_expression", .kind = Kind::spread, .rest = Role::operand, .text = "*"},
    {.construct = "collection_literal", .kind = Kind::list, .rest = Role::element},
    {.construct = "parenthesized_expression", .as = As::splice},
    {.construct = "assignment", .as = As::custom, .make = assignment},
    {.construct = "lambda_literal", .as = As::custom, .make = kotlin::lambda},
    {.construct = "anonymous_function", .as = As::custom, .make = kotlin::lambda},
    {.construct = "multi_variable_declaration", .kind = Kind::tuple, .rest = Role::element},
    {.construct = "variable_declaration", .as = As::splice},
    // Statements.
    {.construct = "block", .kind = Kind::block, .rest = Role::statement},
    {.construct = "if_expression", .as = As::custom, .make = if_expression},
    {.construct = "while_statement", .as = As::custom, .make = loop},
    {.construct = "do_while_statement", .as = As::custom, .make = loop},
    {.construct = "for_statement", .as = As::custom, .make = for_each},
    {.construct = "when_expression", .as = As::custom, .make = when},
    {.construct = "when_entry", .as = As::custom, .make = when_entry},
    {.construct = "return_expression", .as = As::custom, .make = return_expression},
    {.construct = "throw_expression", .kind = Kind::throw_, .rest = Role::operand},
    {.construct = "try_expression", .as = As::custom, .make = try_expression},
    {.construct = "catch_block", .as = As::custom, .make = catch_block},
    // Definitions.
    {.construct = "property_declaration", .as = As::custom, .make = kotlin::property},
    {.construct = "function_declaration", .as = As::custom, .make = kotlin::function},
    {.construct = "secondary_constructor", .as = As::custom, .make = kotlin::function},
    {.construct = "getter", .as = As::custom, .make = kotlin::function},
    {.construct = "setter", .as = As::custom, .make = kotlin::function},
    {.construct = "class_declaration", .as = As::custom, .make = kotlin::class_},
    {.construct = "object_declaration", .as = As::custom, .make = kotlin::class_},
    {.construct = "companion_object", .as = As::custom, .make = kotlin::class_},
    {.construct = "class_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_class_body", .kind = Kind::block, .rest = Role::statement},
    {.construct = "enum_entry", .as = As::custom, .make = kotlin::enum_entry},
    {.construct = "annotation", .as = As::custom, .make = kotlin::annotation},
    {.construct = "import", .as = As::custom, .make = kotlin::import},
};

constexpr Wrapper kWrappers[] = {
    {"", ""},    {"class Gdummy { ", " }"}, {"", " class Gdummy {}"}, {"fun gdummy() { ", " }"}, {"try {} ", ""},
    {"", " {}"},
};
constexpr std::string_view kEllipses[] = {"@", "@;", "@: gdummy", "val @: gdummy", "@ -> gdummy", "@ in gdummy"};
constexpr std::string_view kMetavariables[] = {"@", "@: gdummy"};

}  // namespace

const LanguageTable& kotlin_table() {
  static const LanguageTable table{syntax::Language::kotlin, kShapes, {}, kWrappers, kEllipses, kMetavariables};
  return table;
}

}  // namespace gate::patterns
