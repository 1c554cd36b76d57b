#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "analyzers/patterns/rule.h"

namespace gate::patterns {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RuleFile read(const std::string& text) {
  auto file = read_rules(text, "r.yaml");
  EXPECT_TRUE(file.has_value()) << (file ? "" : file.error().text());
  return file ? std::move(*file) : RuleFile{};
}

// A whole rule around the lines that say what to find, which begin at line 7, column 5.
std::string rule_with(const std::string& body, const std::string& language = "python") {
  std::string text =
      "rules:\n  - id: a\n    languages: [" + language + "]\n    message: m\n    severity: ERROR\n    #\n";
  std::size_t start = 0;
  while (start < body.size()) {
    const std::size_t end = std::min(body.find('\n', start), body.size());
    text += "    " + body.substr(start, end - start) + "\n";
    start = end + 1;
  }
  return text;
}

Rule read_one(const std::string& body, const std::string& language = "python") {
  RuleFile file = read(rule_with(body, language));
  if (!file.bad.empty()) ADD_FAILURE() << file.bad.front().error.text();
  return file.rules.empty() ? Rule{} : std::move(file.rules.front());
}

TEST(RuleReader, ReadsEveryField) {
  auto file = read(R"(rules:
  - id: no-eval
    languages: [python, js]
    message: Do not eval $X
    severity: WARNING
    metadata: {cwe: ["CWE-95"], confidence: HIGH}
    paths: {include: ["src/**"], exclude: ["*_test.py"]}
    options: {symbolic_propagation: true}
    fix: "  safe($X) "
    min-version: 1.44.0
    pattern: eval($X)
)");
  ASSERT_EQ(file.rules.size(), 1u) << (file.bad.empty() ? "" : file.bad[0].error.text());
  const Rule& rule = file.rules[0];
  EXPECT_EQ(rule.id, "no-eval");
  EXPECT_EQ(rule.file, "r.yaml");
  EXPECT_EQ(rule.position.line, 2u);
  EXPECT_THAT(rule.languages, ElementsAre("python", "js"));
  EXPECT_EQ(rule.message, "Do not eval $X");
  EXPECT_EQ(rule.level, Severity::medium);
  EXPECT_EQ(rule.metadata["cwe"][0].get<std::string>(), "CWE-95");
  EXPECT_THAT(rule.include, ElementsAre("src/**"));
  EXPECT_THAT(rule.exclude, ElementsAre("*_test.py"));
  EXPECT_TRUE(rule.options["symbolic_propagation"].get<bool>());
  EXPECT_EQ(rule.fix, "safe($X)");
  ASSERT_TRUE(rule.search.has_value());
  EXPECT_EQ(rule.search->op, Formula::Op::pattern);
  EXPECT_EQ(rule.search->text, "eval($X)");
  EXPECT_EQ(rule.leaves, 1u);
}

TEST(RuleReader, Severities) {
  const std::pair<const char*, Severity> cases[] = {
      {"ERROR", Severity::high},        {"WARNING", Severity::medium}, {"INFO", Severity::low},
      {"LOW", Severity::low},           {"MEDIUM", Severity::medium},  {"HIGH", Severity::high},
      {"CRITICAL", Severity::critical}, {"INVENTORY", Severity::info}, {"EXPERIMENT", Severity::info}};
  for (const auto& [word, level] : cases) {
    auto file =
        read(std::string("rules: [{id: a, languages: [go], message: m, pattern: f(), severity: ") + word + "}]");
    ASSERT_EQ(file.rules.size(), 1u) << word;
    EXPECT_EQ(file.rules[0].level, level) << word;
  }
}

TEST(RuleReader, CombinesPatterns) {
  Rule rule = read_one(R"(patterns:
  - pattern-either:
      - pattern: f($X)
      - pattern-regex: g\(
  - pattern-not: f(1)
  - pattern-not-inside:
      patterns:
        - pattern: 'with a: ...'
  - pattern-not-regex: h
  - pattern-inside: |
      def $F(...):
        ...)");
  ASSERT_TRUE(rule.search.has_value());
  const Formula& all = *rule.search;
  EXPECT_EQ(all.op, Formula::Op::all);
  ASSERT_EQ(all.parts.size(), 5u);
  EXPECT_EQ(all.parts[0].op, Formula::Op::any);
  EXPECT_EQ(all.parts[0].parts[1].op, Formula::Op::regex);
  EXPECT_EQ(all.parts[1].op, Formula::Op::negation);
  EXPECT_EQ(all.parts[1].parts.at(0).op, Formula::Op::pattern);
  EXPECT_EQ(all.parts[2].op, Formula::Op::negation);
  EXPECT_EQ(all.parts[2].parts.at(0).op, Formula::Op::inside);
  EXPECT_EQ(all.parts[2].parts.at(0).parts.at(0).op, Formula::Op::all);
  EXPECT_EQ(all.parts[3].parts.at(0).op, Formula::Op::regex);
  EXPECT_EQ(all.parts[4].op, Formula::Op::inside);
  EXPECT_EQ(all.parts[4].parts.at(0).text, "def $F(...):\n  ...\n");
  EXPECT_EQ(rule.leaves, 6u);
  EXPECT_EQ(all.parts[4].parts.at(0).index, 5u);
}

TEST(RuleReader, Conditions) {
  Rule rule = read_one(R"(patterns:
  - pattern: f($X, $Y, $Z)
  - metavariable-regex: {metavariable: $X, regex: ^a}
  - metavariable-comparison: {metavariable: $Y, comparison: $Y > 3, strip: true, base: 16}
  - metavariable-comparison: {comparison: $Y > $X}
  - metavariable-pattern:
      metavariable: $Z
      language: regex
      patterns:
        - pattern-not: b+
  - metavariable-analysis: {metavariable: $X, analyzer: entropy}
  - metavariable-type: {metavariable: $X, types: [int, str]}
  - focus-metavariable: $X
  - focus-metavariable: [$Y, $Z])");
  ASSERT_TRUE(rule.search.has_value());
  const auto& conditions = rule.search->conditions;
  EXPECT_THAT(rule.variables, ElementsAre("$X", "$Y", "$Z"));
  ASSERT_EQ(conditions.size(), 6u);
  EXPECT_EQ(conditions[0].kind, Condition::Kind::regex);
  EXPECT_EQ(conditions[0].text, "^a");
  EXPECT_EQ(conditions[1].kind, Condition::Kind::comparison);
  EXPECT_TRUE(conditions[1].strip);
  EXPECT_EQ(conditions[1].base, 16);
  EXPECT_EQ(conditions[1].variable, 1);
  EXPECT_EQ(conditions[3].kind, Condition::Kind::pattern);
  EXPECT_EQ(conditions[3].language, "regex");
  EXPECT_EQ(conditions[3].formula.at(0).parts.at(0).parts.at(0).op, Formula::Op::regex);
  EXPECT_EQ(conditions[4].text, "entropy");
  EXPECT_THAT(conditions[5].types, ElementsAre("int", "str"));
  EXPECT_THAT(rule.search->focus, ElementsAre(ElementsAre(0), ElementsAre(1, 2)));
}

TEST(RuleReader, PatternsOfRegexRulesAreRegexes) {
  EXPECT_EQ(read_one("pattern: a+", "regex").search->op, Formula::Op::regex);
  EXPECT_EQ(read_one("pattern: a ... b", "generic").search->op, Formula::Op::pattern);
}

TEST(RuleReader, Taint) {
  Rule rule = read_one(R"(mode: taint
pattern-sources:
  - pattern: source()
    label: A
    requires: B and not C
    by-side-effect: only
    control: true
  - patterns:
      - pattern: g($X)
      - focus-metavariable: $X
    exact: true
pattern-propagators:
  - pattern: $TO.add($FROM)
    from: $FROM
    to: $TO
pattern-sanitizers:
  - pattern: clean(...)
    not_conflicting: true
pattern-sinks:
  - pattern: sink(...)
    requires: A
    at-exit: true
  - pattern: other(...)
    exact: false)");
  ASSERT_TRUE(rule.taint.has_value());
  EXPECT_FALSE(rule.search.has_value());
  const Taint& taint = *rule.taint;
  ASSERT_EQ(taint.sources.size(), 2u);
  EXPECT_EQ(taint.sources[0].label, "A");
  EXPECT_EQ(taint.sources[0].requires_label, "B and not C");
  EXPECT_TRUE(taint.sources[0].by_side_effect);
  EXPECT_TRUE(taint.sources[0].only_by_side_effect);
  EXPECT_TRUE(taint.sources[0].control);
  EXPECT_FALSE(taint.sources[0].exact);
  EXPECT_FALSE(taint.sources[1].by_side_effect);
  EXPECT_TRUE(taint.sources[1].exact);
  ASSERT_EQ(taint.propagators.size(), 1u);
  EXPECT_TRUE(taint.propagators[0].by_side_effect);
  EXPECT_EQ(rule.variables.at(taint.propagators[0].from), "$FROM");
  EXPECT_EQ(rule.variables.at(taint.propagators[0].to), "$TO");
  ASSERT_EQ(taint.sanitizers.size(), 1u);
  EXPECT_TRUE(taint.sanitizers[0].not_conflicting);
  EXPECT_FALSE(taint.sanitizers[0].exact);
  ASSERT_EQ(taint.sinks.size(), 2u);
  EXPECT_TRUE(taint.sinks[0].exact);
  EXPECT_TRUE(taint.sinks[0].at_exit);
  EXPECT_FALSE(taint.sinks[1].exact);
}

TEST(RuleReader, NewerSyntax) {
  Rule rule = read_one(R"yaml(match:
  all:
    - any: ["f($X)", {regex: g}]
    - not: f(1)
    - inside: "def $F(...): ..."
  where:
    - metavariable: $X
      regex: ^a
    - metavariable: $X
      pattern: b($Y)
    - comparison: $X > 1
    - focus: $X)yaml");
  ASSERT_TRUE(rule.search.has_value());
  EXPECT_EQ(rule.search->op, Formula::Op::all);
  ASSERT_EQ(rule.search->parts.size(), 3u);
  EXPECT_EQ(rule.search->parts[0].op, Formula::Op::any);
  EXPECT_EQ(rule.search->parts[1].op, Formula::Op::negation);
  EXPECT_EQ(rule.search->parts[2].op, Formula::Op::inside);
  ASSERT_EQ(rule.search->conditions.size(), 3u);
  EXPECT_EQ(rule.search->conditions[0].kind, Condition::Kind::regex);
  EXPECT_EQ(rule.search->conditions[1].kind, Condition::Kind::pattern);
  EXPECT_EQ(rule.search->focus.size(), 1u);

  Rule taint = read_one("taint:\n  sources: [source()]\n  sinks:\n    - pattern: sink($X)\n      exact: false");
  ASSERT_TRUE(taint.taint.has_value());
  EXPECT_EQ(taint.taint->sources.at(0).formula.text, "source()");
  EXPECT_FALSE(taint.taint->sinks.at(0).exact);
}

TEST(RuleReader, AnchorsAndMergeKeys) {
  auto file = read(R"(rules:
  - &first
    id: a
    languages: &code [python]
    message: m
    severity: ERROR
    pattern: f()
  - <<: *first
    id: b
  - {id: c, languages: *code, message: m, severity: INFO, pattern: g()}
)");
  ASSERT_EQ(file.rules.size(), 3u) << (file.bad.empty() ? "" : file.bad[0].error.text());
  EXPECT_EQ(file.rules[1].id, "b");
  EXPECT_EQ(file.rules[1].search->text, "f()");
  EXPECT_THAT(file.rules[2].languages, ElementsAre("python"));
}

struct Wrong {
  const char* body;
  const char* place;
  const char* message;
  const char* remedy;
};

class WrongRule : public testing::TestWithParam<Wrong> {};

TEST_P(WrongRule, IsToldWithItsPlace) {
  const Wrong& wrong = GetParam();
  auto file =
      read(rule_with(wrong.body) + "  - {id: good, languages: [go], message: m, severity: INFO, pattern: f()}\n");
  ASSERT_EQ(file.bad.size(), 1u);
  const BadRule& bad = file.bad[0];
  EXPECT_EQ(bad.id, "a");
  EXPECT_FALSE(bad.lacking);
  EXPECT_EQ(bad.error.where, wrong.place);
  EXPECT_THAT(bad.error.message, HasSubstr(wrong.message));
  EXPECT_THAT(bad.error.remedy, HasSubstr(wrong.remedy));
  ASSERT_EQ(file.rules.size(), 1u) << "the good rule is hidden";
  EXPECT_EQ(file.rules[0].id, "good");
}

INSTANTIATE_TEST_SUITE_P(
    Rules, WrongRule,
    testing::Values(Wrong{"patern: f()", "r.yaml:7:5", "unknown key 'patern'", "'pattern'"},
                    Wrong{"pattern: f()\nseverty: INFO", "r.yaml:8:5", "unknown key 'severty'", "'severity'"},
                    Wrong{"pattern: f()\npattern: g()", "r.yaml:8:5", "stands twice", ""},
                    Wrong{"pattern: f()\npattern-regex: g", "r.yaml:8:5", "'pattern' and 'pattern-regex'", "patterns"},
                    Wrong{"paths: {include: [a]}", "r.yaml:2:5", "has no pattern", "pattern-either"},
                    Wrong{"patterns:\n  - pattern-not: f()", "r.yaml:7:5", "only what to leave out", "add"},
                    Wrong{"patterns:\n  - f()", "r.yaml:8:9", "text alone", "pattern: ..."},
                    Wrong{"patterns:\n  - pattern: f()\n    pattern-not: g()", "r.yaml:9:9", "one key", "missing"},
                    Wrong{"patterns:\n  - patern: f()", "r.yaml:8:9", "unknown key 'patern'", "'pattern'"},
                    Wrong{"patterns:\n  - pattern: f()\n  - metavariable-regexp: {}", "r.yaml:9:9", "unknown key",
                          "metavariable-regex"},
                    Wrong{"pattern-either:\n  - focus-metavariable: $X", "r.yaml:8:9", "cannot stand here", "patterns"},
                    Wrong{"patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: X, regex: a}",
                          "r.yaml:9:44", "no metavariable", "$NAME"},
                    Wrong{"patterns:\n  - pattern: f($X)\n  - metavariable-regex: {metavariable: $X, regx: a}",
                          "r.yaml:9:48", "unknown key 'regx'", "'regex'"},
                    Wrong{"pattern: [f()]", "r.yaml:7:14", "must be text, not a list", ""},
                    Wrong{"mode: taint\npattern-sources: [{pattern: f()}]", "r.yaml:2:5", "lacks 'pattern-sinks'", ""},
                    Wrong{"pattern: f()\nmin-version: new", "r.yaml:8:18", "no version", "1.2.3"},
                    Wrong{"pattern: f()\npaths: {includes: [a]}", "r.yaml:8:13", "unknown key 'includes'", "'include'"},
                    Wrong{"match: {al: [f()]}", "r.yaml:7:13", "unknown key 'al'", "'all'"}));

TEST(RuleReader, WhatGateLacksIsNotWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"mode: join\njoin: {refs: []}", "mode 'join'"},
      {"mode: extract\npattern: f()", "mode 'extract'"},
      {"pattern: f()\nmin-version: 99.0.0", "needs version 99.0.0"},
      {"pattern: f()\nmax-version: 1.2", "up to 1.2"},
      {"pattern: f()\nnew-thing: 1\nmin-version: 2.0", "needs version"},
      {"patterns:\n  - pattern: f()\n  - pattern-where-python: x", "pattern-where-python"},
      {"patterns:\n  - pattern: f($X)\n  - metavariable-pattern: {metavariable: $X, language: scala, pattern: g()}",
       "'scala'"},
  };
  for (const auto& [body, message] : cases) {
    auto file = read(rule_with(body));
    ASSERT_EQ(file.bad.size(), 1u) << body;
    EXPECT_TRUE(file.bad[0].lacking) << file.bad[0].error.text();
    EXPECT_THAT(file.bad[0].error.message, HasSubstr(message));
  }
  auto file = read(rule_with("pattern: f()", "solidity"));
  ASSERT_EQ(file.bad.size(), 1u);
  EXPECT_TRUE(file.bad[0].lacking);
  EXPECT_THAT(read_one("pattern: f()", "scala, java").languages, ElementsAre("java"));
}

TEST(RuleReader, UnknownLanguageNamesTheNearest) {
  auto file = read(rule_with("pattern: f()", "pyton"));
  ASSERT_EQ(file.bad.size(), 1u);
  EXPECT_FALSE(file.bad[0].lacking);
  EXPECT_THAT(file.bad[0].error.remedy, HasSubstr("'python'"));
}

TEST(RuleReader, FilesWithoutRules) {
  EXPECT_FALSE(read_rules("a: 1", "r.yaml").has_value());
  EXPECT_FALSE(read_rules("rules: 3", "r.yaml").has_value());
  auto broken = read_rules("rules: [", "r.yaml");
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().kind, ErrorKind::config);
  EXPECT_THAT(broken.error().where, HasSubstr("r.yaml:1:"));
  EXPECT_TRUE(read_rules("", "r.yaml")->rules.empty());
  EXPECT_EQ(read("rules: [3, {}]").bad.size(), 2u);
}

TEST(RuleReader, HostileNesting) {
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += "{patterns: [";
  auto deep =
      read("rules: [{id: a, languages: [go], message: m, severity: INFO, patterns: [" + nested + "{pattern: f()}" +
           [&] {
             std::string close;
             for (int i = 0; i < 100; ++i) close += "]}";
             return close;
           }() +
           "]}]");
  ASSERT_EQ(deep.bad.size(), 1u);
  EXPECT_THAT(deep.bad[0].error.message, HasSubstr("nested deeper"));

  std::string laughs = "rules:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    laughs += fmt::format("  - &a{} [", i);
    for (int j = 0; j < 10; ++j) laughs += fmt::format("{}*a{}", j == 0 ? "" : ", ", i - 1);
    laughs += "]\n";
  }
  auto bomb = read_rules(laughs, "r.yaml");
  ASSERT_FALSE(bomb.has_value());
  EXPECT_THAT(bomb.error().message, HasSubstr("more than"));
}

TEST(RuleLanguages, Words) {
  EXPECT_EQ(rule_language("js"), syntax::Language::javascript);
  EXPECT_EQ(rule_language("C#"), syntax::Language::csharp);
  EXPECT_EQ(rule_language("terraform"), syntax::Language::hcl);
  EXPECT_EQ(rule_language("python3"), syntax::Language::python);
  EXPECT_EQ(rule_language("generic"), std::nullopt);
  EXPECT_TRUE(known_language("generic"));
  EXPECT_TRUE(known_language("none"));
  EXPECT_FALSE(known_language("solidity"));
}

}  // namespace
}  // namespace gate::patterns
