// Bash: a command is a call without callee, its name the first argument; words and quoted texts without expansions are
// strings; `$x` is the unary operator "$" on a name; redirections say nothing.
#include <vector>

#include "analyzers/patterns/languages/prepare.h"
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/languages/words.h"

namespace gate::patterns {
namespace {

std::vector<syntax::Node> named_children(syntax::Node node) {
  std::vector<syntax::Node> found;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (child.is_named() && !child.is_extra()) found.push_back(child);
  });
  return found;
}

bool is_redirect(syntax::Node node) { return node.kind().ends_with("_redirect"); }

// A word, or `'...'`, `$'...'`.
void word(Lowering& l, syntax::Node node, Role role) {
  std::string_view text = l.text(node);
  if (text.starts_with('$')) text.remove_prefix(1);
  if (text.size() >= 2 && text.starts_with('\'') && text.ends_with('\'')) text = text.substr(1, text.size() - 2);
  l.leaf(is_placeholder(text) ? Kind::identifier : Kind::string, role, node, text);
}

// "...": a string, unless something is expanded in it.
void string(Lowering& l, syntax::Node node, Role role) {
  const auto parts = named_children(node);
  const std::string_view text = l.text(node);
  const bool quoted = text.size() >= 2 && text.starts_with('"');
  const std::string_view contents = quoted ? text.substr(1, text.size() - 2) : text;
  bool plain = !is_placeholder(contents);
  for (auto part : parts) plain &= part.kind() == "string_content";
  if (plain) {
    l.leaf(Kind::string, role, node, contents);
    return;
  }
  l.open(Kind::template_string, role, node);
  for (auto part : parts) {
    if (part.kind() == "string_content" && l.text(part) == kEllipsisWord)
      l.leaf(Kind::string, Role::element, part, "...");
    else if (part.kind() == "string_content")
      word(l, part, Role::element);
    else
      l.lower(part, Role::element);
  }
  l.close();
}

// `$x`, `${x}`, also with what `${x:-y}` makes of it.
void expansion(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::unary, role, node, "$");
  l.lower(first_named(node), Role::operand);
  l.close();
}

// A lone `...` is no command but any statement.
void command(Lowering& l, syntax::Node node, Role role) {
  std::vector<syntax::Node> words;
  for (auto child : named_children(node))
    if (child.kind() != "variable_assignment" && !is_redirect(child)) words.push_back(child);
  const std::string_view first = words.empty() ? std::string_view() : l.text(words[0]);
  if (words.size() == 1 && (first == kEllipsisWord || (first.starts_with(kListWord) && is_placeholder(first)))) {
    l.leaf(Kind::identifier, role, words[0]);
    return;
  }
  l.open(Kind::call, role, node);
  for (auto part : words) l.lower(part, Role::argument);
  l.close();
}

void redirected(Lowering& l, syntax::Node node, Role role) {
  for (auto child : named_children(node))
    if (!is_redirect(child)) l.lower(child, role);
}

// How many parts of one construct become nested nodes.
constexpr std::size_t kMostNested = 100;

// a | b | c is (a | b) | c; the operator's own name keeps it apart from the bitwise one.
void pipeline(Lowering& l, syntax::Node node, Role role) {
  const auto parts = named_children(node);
  if (parts.empty()) return;
  if (parts.size() > kMostNested) {
    l.open(Kind::other, role, node);
    for (auto part : parts) l.lower(part, Role::element);
    l.close();
    return;
  }
  for (std::size_t n = parts.size(); n-- > 1;)
    l.ast().open(Kind::binary, n + 1 == parts.size() ? role : Role::left, node.start_byte(), parts[n].end_byte(),
                 node.kind_id(), "pipe");
  l.lower(parts[0], parts.size() == 1 ? role : Role::left);
  for (std::size_t n = 1; n < parts.size(); ++n) {
    l.lower(parts[n], Role::right);
    l.close();
  }
}

void and_or(Lowering& l, syntax::Node node, Role role) {
  const auto parts = named_children(node);
  std::string_view sign;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) {
    if (!child.is_named()) sign = l.text(child);
  });
  l.open(Kind::binary, role, node, sign);
  if (!parts.empty()) l.lower(parts.front(), Role::left);
  if (parts.size() > 1) l.lower(parts.back(), Role::right);
  l.close();
}

void assignment(Lowering& l, syntax::Node node, Role role) {
  bool adds = false;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId) { adds |= child.kind() == "+="; });
  l.open(adds ? Kind::assign_op : Kind::assign, role, node, adds ? "+=" : "");
  l.lower(node.field("name"), Role::left);
  if (const auto value = node.field("value"))
    l.lower(value, Role::right);
  else
    l.ast().leaf(Kind::string, Role::right, node.end_byte(), node.end_byte());
  l.close();
}

// Of `export a=b c` the assignments.
void declaration(Lowering& l, syntax::Node node, Role role) {
  for (auto child : named_children(node))
    if (child.kind() == "variable_assignment") l.lower(child, role);
}

// The statements of a node that stand in no field.
std::vector<syntax::Node> loose_statements(syntax::Node node) {
  std::vector<syntax::Node> found;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId field) {
    const auto kind = child.kind();
    if (child.is_named() && !child.is_extra() && field == 0 && kind != "elif_clause" && kind != "else_clause")
      found.push_back(child);
  });
  return found;
}

void block(Lowering& l, const std::vector<syntax::Node>& statements, syntax::Node parent, Role role) {
  const std::uint32_t at = parent.start_byte();
  l.ast().open(Kind::block, role, statements.empty() ? at : statements.front().start_byte(),
               statements.empty() ? at : statements.back().end_byte());
  for (auto statement : statements) l.lower(statement, Role::statement);
  l.close();
}

// Several statements between `if` and `then`: the last one decides.
void condition(Lowering& l, syntax::Node node) {
  const syntax::FieldId field = syntax::field_id(syntax::Language::bash, "condition");
  syntax::Node last;
  syntax::for_children(node, [&](syntax::Node child, syntax::FieldId in) {
    if (child.is_named() && !child.is_extra() && in == field) last = child;
  });
  l.lower(last, Role::condition);
}

void if_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::if_, role, node);
  condition(l, node);
  block(l, loose_statements(node), node, Role::then);
  std::size_t nested = 0;
  for (auto child : named_children(node)) {
    if (child.kind() == "else_clause") block(l, named_children(child), child, Role::otherwise);
    if (child.kind() != "elif_clause") continue;
    auto parts = named_children(child);
    if (parts.empty()) continue;
    l.ast().open(Kind::if_, Role::otherwise, child.start_byte(), node.end_byte(), child.kind_id());
    l.lower(parts[0], Role::condition);
    parts.erase(parts.begin());
    block(l, parts, child, Role::then);
    if (nested < kMostNested)
      ++nested;
    else
      l.close();
  }
  for (; nested > 0; --nested) l.close();
  l.close();
}

void while_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::while_, role, node, node.child(0).kind() == "until" ? "until" : "");
  condition(l, node);
  l.lower(node.field("body"), Role::body);
  l.close();
}

void for_statement(Lowering& l, syntax::Node node, Role role) {
  const syntax::Node variable = node.field("variable"), body = node.field("body");
  l.open(Kind::for_each, role, node);
  l.lower(variable, Role::left);
  l.ast().open(Kind::list, Role::right, variable.end_byte(), body.start_byte());
  for (auto child : named_children(node))
    if (child != variable && child != body) l.lower(child, Role::element);
  l.close();
  l.lower(body, Role::body);
  l.close();
}

void case_statement(Lowering& l, syntax::Node node, Role role) {
  l.open(Kind::switch_, role, node);
  for (auto child : named_children(node)) {
    if (child.kind() != "case_item") {
      l.lower(child, Role::condition);
      continue;
    }
    l.open(Kind::case_, Role::none, child);
    const syntax::FieldId value = syntax::field_id(syntax::Language::bash, "value");
    syntax::for_children(child, [&](syntax::Node part, syntax::FieldId field) {
      if (part.is_named() && !part.is_extra()) l.lower(part, field == value ? Role::argument : Role::statement);
    });
    l.close();
  }
  l.close();
}

void function_definition(Lowering& l, syntax::Node node, Role role) {
  const syntax::Node name = node.field("name"), body = node.field("body");
  l.open(Kind::function, role, node);
  l.leaf(Kind::identifier, Role::name, name);
  l.lower(body, Role::body);
  l.close();
}

// $(...), `...`; a deep ellipsis is disguised as one.
void substitution(Lowering& l, syntax::Node node, Role role) {
  const auto statements = named_children(node);
  if (statements.size() == 1 && statements[0].kind() == "command") {
    const auto words = named_children(statements[0]);
    if (words.size() == 2 && l.text(words[0]) == kDeepWord) {
      l.open(Kind::call, role, node);
      l.leaf(Kind::identifier, Role::callee, words[0]);
      l.lower(words[1], Role::argument);
      l.close();
      return;
    }
  }
  l.open(Kind::other, role, node);
  l.lower_children(node, Role::statement);
  l.close();
}

constexpr Shape kShapes[] = {
    {"command", As::custom, Kind::call, Role::none, "", command},
    {"command_name", As::splice},
    {"word", As::custom, Kind::string, Role::none, "", word},
    {"number", As::custom, Kind::string, Role::none, "", word},
    {"raw_string", As::custom, Kind::string, Role::none, "", word},
    {"ansi_c_string", As::custom, Kind::string, Role::none, "", word},
    {"extglob_pattern", As::custom, Kind::string, Role::none, "", word},
    {"string", As::custom, Kind::string, Role::none, "", string},
    {"translated_string", As::splice},
    {"concatenation", As::node, Kind::other, Role::element},
    {"simple_expansion", As::custom, Kind::unary, Role::none, "", expansion},
    {"expansion", As::custom, Kind::unary, Role::none, "", expansion},
    {"command_substitution", As::custom, Kind::other, Role::none, "", substitution},
    {"process_substitution", As::node, Kind::other, Role::statement},
    {"subshell", As::node, Kind::other, Role::statement},
    {"array", As::node, Kind::list, Role::element},
    {"redirected_statement", As::custom, Kind::other, Role::none, "", redirected},
    {"pipeline", As::custom, Kind::binary, Role::none, "", pipeline},
    {"list", As::custom, Kind::binary, Role::none, "", and_or},
    {"negated_command", As::node, Kind::unary, Role::operand},
    {"variable_assignment", As::custom, Kind::assign, Role::none, "", assignment},
    {"variable_assignments", As::splice},
    {"declaration_command", As::custom, Kind::other, Role::none, "", declaration},
    {"compound_statement", As::node, Kind::block, Role::statement},
    {"do_group", As::node, Kind::block, Role::statement},
    {"if_statement", As::custom, Kind::if_, Role::none, "", if_statement},
    {"while_statement", As::custom, Kind::while_, Role::none, "", while_statement},
    {"for_statement", As::custom, Kind::for_each, Role::none, "", for_statement},
    {"case_statement", As::custom, Kind::switch_, Role::none, "", case_statement},
    {"function_definition", As::custom, Kind::function, Role::none, "", function_definition},
};

constexpr Wrapper kWrappers[] = {{"", ""}};
constexpr std::string_view kEllipses[] = {"@"};
constexpr std::string_view kMetavariables[] = {"@"};

}  // namespace

const LanguageTable& bash_table() {
  static const LanguageTable table{syntax::Language::bash, kShapes, {},           kWrappers, kEllipses,
                                   kMetavariables,         nullptr, prepare_bash, true};
  return table;
}

}  // namespace gate::patterns
