#include "analyzers/patterns/compiled.h"

#include <algorithm>
#include <functional>

#include "analyzers/patterns/constants.h"
#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/names.h"
#include "analyzers/patterns/scopes.h"

namespace gate::patterns {
namespace {

using EachLeaf = std::function<void(const Formula& leaf, std::optional<Dialect> inner)>;

Dialect dialect_of_word(const std::string& language) {
  const auto known = rule_language(language);
  return known ? dialect_of(*known) : kGeneric;
}

// `inner`: the dialect of a condition that rereads a binding as another language.
void each_leaf(const Formula& formula, std::optional<Dialect> inner, const EachLeaf& each) {
  if (formula.op == Formula::Op::pattern || formula.op == Formula::Op::regex) each(formula, inner);
  for (const Formula& part : formula.parts) each_leaf(part, inner, each);
  for (const Condition& condition : formula.conditions) {
    const auto next = condition.language ? std::optional(dialect_of_word(*condition.language)) : inner;
    for (const Formula& part : condition.formula) each_leaf(part, next, each);
  }
}

// The leaves of conditions.
void collect_inner(const Formula& formula, bool within, std::set<std::uint32_t>& inner) {
  if (within && formula.op == Formula::Op::pattern) inner.insert(formula.index);
  for (const Formula& part : formula.parts) collect_inner(part, within, inner);
  for (const Condition& condition : formula.conditions)
    for (const Formula& part : condition.formula) collect_inner(part, true, inner);
}

void each_leaf(const Rule& rule, const EachLeaf& each) {
  if (rule.search) each_leaf(*rule.search, std::nullopt, each);
  if (!rule.taint) return;
  for (const auto* parts :
       {&rule.taint->sources, &rule.taint->sinks, &rule.taint->sanitizers, &rule.taint->propagators})
    for (const TaintPart& part : *parts) each_leaf(part.formula, std::nullopt, each);
}

Expected<CompiledLeaf> compile_leaf(const Formula& leaf, Dialect dialect, Rule& rule) {
  CompiledLeaf compiled;
  if (leaf.op == Formula::Op::regex) {
    auto regex = Regex::compile(leaf.text);
    if (!regex) return std::unexpected(regex.error());
    for (const auto& [name, number] : regex->names()) variable_of("$" + name, rule.variables);
    for (std::uint32_t n = 1; n <= regex->groups(); ++n) variable_of("$" + std::to_string(n), rule.variables);
    compiled.regex = std::move(*regex);
  } else if (dialect == kGeneric) {
    auto pattern = GenericPattern::read(leaf.text, rule.variables, rule.options);
    if (!pattern) return std::unexpected(pattern.error());
    compiled.generic = std::move(*pattern);
  } else {
    auto pattern = read_pattern(leaf.text, static_cast<syntax::Language>(dialect), rule.variables);
    if (!pattern) return std::unexpected(pattern.error());
    compiled.pattern = std::move(*pattern);
  }
  return compiled;
}

}  // namespace

std::vector<syntax::Language> languages_of(const Rule& rule, bool& any_text) {
  std::vector<syntax::Language> languages;
  const auto add = [&](syntax::Language language) {
    if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
  };
  any_text = false;
  for (const std::string& word : rule.languages) {
    if (const auto language = rule_language(word)) {
      add(*language);
      if (*language == syntax::Language::typescript) add(syntax::Language::tsx);
    } else {
      any_text = any_text || word == "generic" || word == "regex" || word == "none";
    }
  }
  return languages;
}

CompiledRule compile(const Rule& rule, Dialect dialect) {
  CompiledRule made{.rule = rule};
  made.options = match_options(rule.options);
  if (rule.search) collect_inner(*rule.search, false, made.inner);
  if (rule.taint)
    for (const auto* parts :
         {&rule.taint->sources, &rule.taint->sinks, &rule.taint->sanitizers, &rule.taint->propagators})
      for (const TaintPart& part : *parts) collect_inner(part.formula, false, made.inner);
  each_leaf(rule, [&](const Formula& leaf, std::optional<Dialect> inner) {
    const Dialect own = inner.value_or(dialect);
    auto compiled = compile_leaf(leaf, own, made.rule);
    if (compiled)
      made.leaves.insert_or_assign({leaf.index, own}, std::move(*compiled));
    else
      made.unread.push_back({leaf.index, leaf.position, compiled.error()});
  });
  return made;
}

std::unique_ptr<Ast> make_ast(std::string_view text, syntax::Language language, const syntax::Tree* tree) {
  const LanguageTable* table = language_table(language);
  std::unique_ptr<Ast> ast;
  if (table && table->scan)
    ast = std::make_unique<Ast>(scan(text, language));
  else if (table && tree)
    ast = std::make_unique<Ast>(lower(*tree));
  if (!ast) return nullptr;
  resolve_imports(*ast);
  propagate_constants(*ast);
  resolve_variables(*ast);
  return ast;
}

std::vector<Match> RuleLeaves::find(const Formula& leaf, const File& file, Budget& budget) {
  const Dialect dialect = file.ast ? dialect_of(file.ast->language()) : kGeneric;
  auto found = rule_.leaves.find({leaf.index, dialect});
  if (found == rule_.leaves.end() && leaf.op == Formula::Op::regex)  // the same in every dialect
    found = rule_.leaves.lower_bound({leaf.index, Dialect{}});
  if (found == rule_.leaves.end() || found->first.first != leaf.index) return {};
  const CompiledLeaf& compiled = found->second;
  if (compiled.regex) return find_regex(*compiled.regex, file.text, rule_.rule.variables, budget);
  if (compiled.generic) return compiled.generic->find(text_of(file), budget);
  if (!compiled.pattern || !file.ast) return {};
  MatchOptions options = rule_.options;
  options.mere_names = rule_.inner.contains(leaf.index);
  return match_pattern(*compiled.pattern, *file.ast, options, budget);
}

const File* RuleLeaves::reread(std::string_view text, std::string_view path, std::string_view language) {
  auto& kept = kept_.emplace_back();
  kept.file = {.path = path, .text = text, .ast = nullptr};
  const auto known = rule_language(language);
  if (!known) return language == "generic" || language == "regex" ? &kept.file : nullptr;
  if (syntax::has_grammar(*known)) {
    auto tree = syntax::Tree::parse(text, *known);
    if (!tree) return nullptr;
    kept.tree.emplace(std::move(*tree));
  }
  kept.ast = make_ast(text, *known, kept.tree ? &*kept.tree : nullptr);
  kept.file.ast = kept.ast.get();
  return kept.ast ? &kept.file : nullptr;
}

const GenericText& RuleLeaves::text_of(const File& file) {
  auto& text = texts_[{file.text.data(), file.text.size()}];
  if (!text) text = std::make_unique<GenericText>(file.text, rule_.rule.options);
  return *text;
}

}  // namespace gate::patterns
