#include "analyzers/patterns/regex.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

constexpr std::uint64_t kPlenty = 1'000'000'000;

Regex compiled(std::string_view expression, RegexOptions options = {}) {
  auto regex = Regex::compile(expression, options);
  EXPECT_TRUE(regex.has_value()) << expression << ": " << (regex ? "" : regex.error().text());
  return std::move(*regex);
}

// "[0,2) [4,5)"
std::string places(std::string_view expression, std::string_view text, RegexOptions options = {}) {
  Budget budget(kPlenty);
  std::string out;
  compiled(expression, options).each(text, budget, [&](std::span<const Group> groups) {
    if (!out.empty()) out += ' ';
    out += "[" + std::to_string(groups[0].start) + "," + std::to_string(groups[0].end) + ")";
    return true;
  });
  EXPECT_FALSE(budget.exhausted());
  return out;
}

TEST(Regex, FindsAllMatchesFromLeftToRight) {
  EXPECT_EQ(places("a+", "aa b a"), "[0,2) [5,6)");
  EXPECT_EQ(places("x", "aa"), "");
  EXPECT_EQ(places("", ""), "[0,0)");
}

TEST(Regex, FindsEmptyMatchesAndGoesOn) {
  EXPECT_EQ(places("a*", "baac"), "[0,0) [1,3) [3,3) [4,4)");
  EXPECT_EQ(places("(?=a)", "aba"), "[0,0) [2,2)");
}

TEST(Regex, LineAnchorsWorkPerLineUnlessAskedOtherwise) {
  EXPECT_EQ(places("^b$", "a\nb\n"), "[2,3)");
  EXPECT_EQ(places("^b$", "a\nb\n", {.multiline = false}), "");
}

TEST(Regex, AnchoredMatchesAtTheStartAlone) {
  EXPECT_EQ(places("b", "ab", {.anchored = true}), "");
  EXPECT_EQ(places("a", "aab", {.anchored = true}), "[0,1) [1,2)");
}

TEST(Regex, UnderstandsPythonsGroupsAndFlagsInTheMiddle) {
  EXPECT_EQ(places("(?P<one>a)(?P=one)", "aa"), "[0,2)");
  EXPECT_EQ(places("a(?i)b", "aB AB"), "[0,2)");
}

TEST(Regex, MatchesByCharacterInUtf8AndByByteElsewhere) {
  EXPECT_EQ(places("^.$", "\xc3\xa9"), "[0,2)");
  EXPECT_EQ(places("^.$", "\xe9"), "[0,1)");
  EXPECT_EQ(places("", "\xc3\xa9"), "[0,0) [2,2)");
  EXPECT_EQ(places("b", "\xff\xff b"), "[3,4)");
  // An expression that insists on characters finds none in such a text.
  EXPECT_EQ(places("(*UTF)b", "\xff b"), "");
  EXPECT_EQ(places("(*UTF)b", "b"), "[0,1)");
}

TEST(Regex, FindsMatchesFarIntoALongText) {
  const std::string text = std::string(100'000, 'x') + "needle" + std::string(5'000, 'x') + "needle";
  EXPECT_EQ(places("n[a-e]+dle", text), "[100000,100006) [105006,105012)");
  EXPECT_EQ(places("(?<=x)needle$", text), "[105006,105012)");
}

TEST(Regex, StartOfMatchIsNotTheStartOfEveryPiece) { EXPECT_EQ(places("\\Gx", "a" + std::string(3'000, 'x')), ""); }

TEST(Regex, BadExpressionsAreErrorsWithTheirOffset) {
  for (const auto& [expression, offset] : {std::pair("a(b", 3), std::pair("a)", 1), std::pair("[z-a]", 3)}) {
    const auto regex = Regex::compile(expression);
    ASSERT_FALSE(regex.has_value()) << expression;
    EXPECT_EQ(regex.error().kind, ErrorKind::usage);
    EXPECT_EQ(regex.error().where, "offset " + std::to_string(offset)) << expression;
  }
}

// Each takes exponential or high polynomial time on this text when it is left to itself.
TEST(Regex, CatastrophicExpressionsStopAndSaySo) {
  const std::string text(5'000, 'a');
  for (const char* expression : {"(a+)+[xy]", "(a|aa)+[xy]", "(?:a*)*[xy]", "[ab]*[ac]*[ad]*[xy]", "(a|b|aa)*[xy]"}) {
    Budget budget(50'000'000);
    EXPECT_FALSE(compiled(expression).matches(text, budget)) << expression;
    EXPECT_TRUE(budget.exhausted()) << expression;
  }
}

TEST(Regex, StopsWhenTheBudgetIsSpent) {
  Budget budget(10);
  std::size_t matches = 0;
  compiled("a").each(std::string(1'000, 'a'), budget, [&](std::span<const Group>) { return ++matches > 0; });
  EXPECT_TRUE(budget.exhausted());
  EXPECT_LT(matches, 20u);
}

TEST(Regex, CallbacksMayMatchOtherExpressions) {
  Budget budget(kPlenty);
  const Regex inner = compiled("(.)(.)(.)");
  std::size_t outer = 0;
  compiled("\\w+").each("abc def ghi", budget, [&](std::span<const Group> groups) {
    EXPECT_TRUE(inner.matches("xyz", budget));
    EXPECT_EQ(groups[0].end - groups[0].start, 3u);
    return ++outer > 0;
  });
  EXPECT_EQ(outer, 3u);
}

TEST(FindRegex, GroupsBindTheVariablesThatTheRuleNames) {
  Budget budget(kPlenty);
  const std::vector<std::string> variables{"$NAME", "$2", "$OTHER"};
  const std::string text = "  key=value";
  const auto matches = find_regex(compiled("(?<NAME>\\w+)=(\\w+)(x)?"), text, variables, budget);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].start, 2u);
  EXPECT_EQ(matches[0].first, kNone);
  ASSERT_EQ(matches[0].bindings.size(), 2u);
  EXPECT_EQ(find(matches[0].bindings, 0)->text, "key");
  EXPECT_EQ(find(matches[0].bindings, 1)->text, "value");
  EXPECT_EQ(find(matches[0].bindings, 1)->start, 6u);
  EXPECT_EQ(find(matches[0].bindings, 2), nullptr);
}

TEST(CachedRegex, KeepsOptionsApartAndRemembersBadOnes) {
  Budget budget(kPlenty);
  EXPECT_TRUE(cached_regex("b", {})->matches("ab", budget));
  EXPECT_FALSE(cached_regex("b", {.anchored = true})->matches("ab", budget));
  EXPECT_FALSE(cached_regex("(", {}).has_value());
  EXPECT_FALSE(cached_regex("(", {}).has_value());
}

}  // namespace
}  // namespace gate::patterns
