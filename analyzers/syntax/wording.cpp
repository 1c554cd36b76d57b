#include "analyzers/syntax/wording.h"

#include <algorithm>
#include <cctype>

#include "analyzers/syntax/changes.h"
#include "gate/base/text.h"

namespace gate::syntax_check {
namespace {

using syntax::Node;
using syntax::Tree;

struct Words {
  std::string_view kind, phrase;
};

// Kinds whose own name would say little; sorted.
constexpr Words kPhrases[] = {
    {"argument_list", "argument list"},
    {"arguments", "argument list"},
    {"array", "array"},
    {"assignment", "assignment"},
    {"block", "block"},
    {"class_body", "class body"},
    {"compound_statement", "block"},
    {"declaration", "declaration"},
    {"declaration_list", "body"},
    {"dictionary", "dictionary"},
    {"enumerator_list", "list of enumerators"},
    {"expression_statement", "expression"},
    {"field_declaration", "field declaration"},
    {"field_declaration_list", "list of fields"},
    {"formal_parameters", "parameter list"},
    {"function_definition", "function"},
    {"function_item", "function"},
    {"initializer_list", "initializer list"},
    {"lexical_declaration", "declaration"},
    {"list", "list"},
    {"local_variable_declaration", "declaration"},
    {"method_declaration", "method"},
    {"object", "object"},
    {"parameter_list", "parameter list"},
    {"parameters", "parameter list"},
    {"parenthesized_expression", "parentheses"},
    {"statement_block", "block"},
    {"subscript", "subscript"},
    {"subscript_expression", "subscript"},
    {"token_tree", "macro arguments"},
    {"tuple", "tuple"},
    {"type_definition", "type definition"},
    {"variable_declaration", "declaration"},
};

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalpha(c) || c == '_'; });
}

char opener_of(std::string_view closer) {
  if (closer == ")") return '(';
  if (closer == "]") return '[';
  if (closer == "}") return '{';
  return '\0';
}

bool is_opener(std::string_view token) { return token == "(" || token == "[" || token == "{"; }

bool is_quote(std::string_view token) {
  return !token.empty() && token.size() <= 3 && std::ranges::all_of(token, [&](char c) { return c == token[0]; }) &&
         (token[0] == '"' || token[0] == '\'' || token[0] == '`');
}

std::string at_line(std::uint32_t row) { return "line " + std::to_string(row + 1); }

// The child of `parent` before `leaf` whose text ends in `bracket`: "(", "${", "#[".
Node find_opener(const Tree& tree, Node parent, Node leaf, char bracket) {
  Node found;
  syntax::for_children(parent, [&](Node child, syntax::FieldId) {
    const bool small = child.end_byte() - child.start_byte() <= 3;
    if (small && child.start_byte() < leaf.start_byte() && tree.text(child).ends_with(bracket)) found = child;
  });
  return found;
}

Problem unclosed(const Trial& trial, Node opener, std::string_view closer) {
  const std::string token(trial.tree.text(opener));
  Problem problem{kUnclosedDelimiter, {}, {}};
  problem.message =
      "unclosed " + in_quotes(token) + " opened at " + at_line(opener.start().row) + ": missing " + in_quotes(closer);
  problem.related.push_back({{trial.original(opener.start_byte()), trial.original(opener.end_byte())}, "opened here"});
  return problem;
}

Problem unclosed_text(const Trial& trial, Node leaf, Node parent, std::string_view quote) {
  Problem problem{kUnterminatedText, {}, {}};
  if (leaf.start_byte() == parent.start_byte()) {
    problem.message = "missing opening " + in_quotes(quote) + " of a string";
  } else {
    problem.message = "unterminated string opened at " + at_line(parent.start().row) + ": missing " + in_quotes(quote);
    const std::uint32_t start = trial.original(parent.start_byte());
    problem.related.push_back({{start, start + 1}, "opened here"});
  }
  return problem;
}

std::string missing_words(const Tree& tree, Node leaf, Node parent, std::string_view token) {
  const std::string missing = "missing " + in_quotes(token);
  if (token == ";" && parent.kind().starts_with("for")) return missing + " in the header of 'for'";
  if (!parent.parent()) {  // the whole file
    const Node previous = leaf.previous_sibling();
    return previous ? missing + " after " + construct(tree, previous) : missing;
  }
  const std::string what = construct(tree, parent);
  if (leaf.end_byte() == parent.end_byte()) return missing + " after " + what;
  if (leaf.start_byte() == parent.start_byte()) return missing + " at the start of the " + what;
  return missing + " in the " + what;
}

}  // namespace

std::string in_quotes(std::string_view token) {
  constexpr std::size_t kMost = 32;
  std::string text = printable(to_utf8(token.substr(0, kMost)));
  return "'" + text + (token.size() > kMost ? "…'" : "'");
}

std::string construct(const Tree& tree, Node node) {
  const std::string_view kind = node.kind();
  const auto* found = std::ranges::lower_bound(kPhrases, kind, {}, &Words::kind);
  if (found != std::end(kPhrases) && found->kind == kind) return std::string(found->phrase);
  const Node first = node.child(0);
  if (first && !first.is_named() && is_word(tree.text(first)))
    return in_quotes(tree.text(first)) + (kind.ends_with("_statement") ? " statement" : "");
  std::string phrase(kind);
  std::ranges::replace(phrase, '_', ' ');
  return phrase;
}

Problem describe_missing(const Trial& trial) {
  const auto tokens = split_tokens(*trial.text, trial.edit);
  Problem problem{kMissingToken, {trial.edit.start, trial.edit.start}, {}};
  if (tokens.empty()) return problem;
  const std::string_view token = std::string_view(*trial.text).substr(tokens[0].start, tokens[0].end - tokens[0].start);
  Node leaf = trial.tree.root().smallest_at(tokens[0].start, tokens[0].end);
  Node parent = leaf.parent();
  // Some grammars wrap a bracket in a node of its own.
  while (parent && parent.start_byte() == leaf.start_byte() && parent.end_byte() == leaf.end_byte())
    leaf = parent, parent = leaf.parent();
  const Span place = problem.span;
  if (is_quote(trial.tree.text(leaf)) || is_quote(token)) {
    problem = unclosed_text(trial, leaf, parent ? parent : leaf, token);
  } else if (const Node opener = find_opener(trial.tree, parent, leaf, opener_of(token)); opener && opener_of(token)) {
    problem = unclosed(trial, opener, token);
  } else if (!parent) {
    problem.message = "missing " + in_quotes(token);
  } else if (is_opener(token)) {
    problem.message = "missing " + in_quotes(token) + " at the start of the " + construct(trial.tree, parent);
  } else {
    problem.message = missing_words(trial.tree, leaf, parent, token);
  }
  problem.span = place;
  if (tokens.size() == 1) problem.insert = token;
  return problem;
}

Problem describe_unexpected(const Trial& trial, std::string_view text, Span span) {
  Problem problem{kUnexpectedToken, span, {}};
  const auto tokens = split_tokens(text, span);
  const std::string_view first =
      tokens.empty() ? std::string_view{} : text.substr(tokens[0].start, tokens[0].end - tokens[0].start);
  const Node around = trial.tree.root().smallest_at(trial.edit.start, trial.edit.start);
  Node holder = around.child_count() == 0 && around.parent() ? around.parent() : around;
  problem.message = "unexpected " + in_quotes(first);
  if (holder && holder.parent()) problem.message += " in the " + construct(trial.tree, holder);
  return problem;
}

}  // namespace gate::syntax_check
