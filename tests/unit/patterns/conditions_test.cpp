#include "analyzers/patterns/conditions.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

Bindings text_binding(std::string_view text) { return {{.variable = 0, .start = 10, .end = 20, .text = text}}; }

Rule rule_with(std::vector<std::string> variables) {
  Rule rule;
  rule.variables = std::move(variables);
  return rule;
}

std::optional<std::vector<Bindings>> regex(std::string expression, std::string_view text) {
  Budget budget(1'000'000);
  return check_regex({.text = std::move(expression)}, text_binding(text), rule_with({"$X", "$NAME"}), budget);
}

TEST(MetavariableRegex, FitsFromTheStart) {
  EXPECT_TRUE(regex("ab", "abc"));
  EXPECT_FALSE(regex("bc", "abc"));
  EXPECT_TRUE(regex(".*bc", "abc"));
  EXPECT_TRUE(regex("(?i)AB", "abc"));
  EXPECT_FALSE(regex("^b", "a\nb"));
  EXPECT_FALSE(regex("(", "("));
}

TEST(MetavariableRegex, NamedGroupsBind) {
  const auto found = regex("a(?<NAME>b+)", "abbc");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1u);
  const Binding& bound = found->front().front();
  EXPECT_EQ(bound.variable, 1);
  EXPECT_EQ(bound.text, "bb");
  EXPECT_EQ(bound.start, 11u);
}

TEST(MetavariableRegex, UnboundIsNotFulfilled) {
  Budget budget(1'000);
  EXPECT_FALSE(check_regex({.variable = 3, .text = ".*"}, text_binding("a"), rule_with({"$X"}), budget));
}

bool compare(const char* text, std::string_view bound, bool strip = false, int base = 10) {
  Budget budget(1'000'000);
  const auto comparison = Comparison::compile(text);
  EXPECT_TRUE(comparison.has_value()) << text;
  return check_comparison({.strip = strip, .base = base}, *comparison, text_binding(bound), rule_with({"$X"}), budget);
}

TEST(MetavariableComparison, StripMakesNumbersOfStrings) {
  EXPECT_FALSE(compare("$X > 5", "10"));
  EXPECT_TRUE(compare("int($X) > 5", "10"));
  EXPECT_TRUE(compare("$X > 5", "10", true));
  EXPECT_TRUE(compare("$X == 0o644", "644", true, 8));
  EXPECT_FALSE(compare("$X > 5", "word", true));
  EXPECT_FALSE(compare("len($X)", "10"));  // neither true nor false
}

TEST(Entropy, TellsSecretsFromWords) {
  for (const char* secret : {"9aF3kQ0zX7vB2mN8", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "xQ7vKz9JpW2mRt5Y",
                             "3f786850e387550fdab836ed7e6dc881de23001b"})
    EXPECT_TRUE(high_entropy(secret)) << secret;
  for (const char* word : {"", "a", "password", "this is the description of an option", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                           "getUserAuthenticationToken", "application configuration"})
    EXPECT_FALSE(high_entropy(word)) << word;
}

TEST(SlowRegex, FindsRepetitionsOfRepetitions) {
  for (const char* slow :
       {"(a+)+$", "^(a|b+)*c", "((x*)*y)", "(?:a{1,9}){5}b", "(a+)+(b)", "([a-z]+)*\\d", "((a+)+|c)d"})
    EXPECT_TRUE(slow_regex(slow)) << slow;
  for (const char* fine : {"a+b", "(a+)+", "(a++)+b", "(a+)++b", "(ab)+c", "(a+){2}b", "(a?)+b", "[(a+)+]b",
                           "\\(a+\\)+b", "(", ")", "(?:[", "\\"})
    EXPECT_FALSE(slow_regex(fine)) << fine;
}

TEST(MetavariableAnalysis, LooksIntoStringLiterals) {
  const std::string source = "'9aF3kQ0zX7vB2mN8'";
  Ast ast(source, syntax::Language::python);
  ast.leaf(Kind::string, Role::none, 0, 18, 0, std::string_view(source).substr(1, 16));
  const Bindings bound{{.ast = &ast, .first = 0, .after = 1, .text = source}};
  EXPECT_EQ(string_contents(bound[0]), "9aF3kQ0zX7vB2mN8");
  Budget budget(1'000);
  EXPECT_TRUE(check_analysis({.text = "entropy"}, bound, budget));
  EXPECT_FALSE(check_analysis({.text = "redos"}, bound, budget));
  EXPECT_TRUE(check_analysis({.text = "redos"}, text_binding("(a+)+$"), budget));
}

}  // namespace
}  // namespace gate::patterns
