#include "analyzers/patterns/fix.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

// A rule with $X, $...REST and $S, and a match of "f(a, b)" in a file.
struct Fixture {
  std::string file = "x = 1\n  f(a, b);\n";
  Rule rule;
  Match match;

  Fixture() {
    rule.variables = {"$X", "$...REST", "$XY"};
    match.start = 8;
    match.end = 15;
    match.bindings = {bind(0, 10, 11), bind(1, 13, 14)};
  }
  Binding bind(Variable variable, std::uint32_t start, std::uint32_t end) const {
    return {.variable = variable, .start = start, .end = end, .text = std::string_view(file).substr(start, end - start)};
  }
  std::string fixed() {
    Budget budget(1'000'000);
    auto edit = render_fix(rule, match, file, budget);
    return edit ? apply_edits(file, {*edit}) : "none";
  }
};

TEST(Fix, PutsTextsInPlaceOfMetavariables) {
  Fixture f;
  f.rule.fix = "g($X, $...REST, $XY, $Z)";
  EXPECT_EQ(f.fixed(), "x = 1\n  g(a, b, $XY, $Z);\n");
}

TEST(Fix, AnEmptyListTakesItsCommaAlong) {
  Fixture f;
  f.match.bindings[1].text = "";
  f.rule.fix = "g($X, $...REST) + h($...REST, $X)";
  EXPECT_EQ(f.fixed(), "x = 1\n  g(a) + h(a);\n");
}

TEST(Fix, FurtherLinesStandWhereTheMatchStands) {
  Fixture f;
  f.rule.fix = "if c:\n  $X";
  EXPECT_EQ(f.fixed(), "x = 1\n  if c:\n    a;\n");
}

TEST(Fix, DoesNotDoubleTheSemicolon) {
  Fixture f;
  f.rule.fix = "g();";
  EXPECT_EQ(f.fixed(), "x = 1\n  g();\n");
}

TEST(Fix, ContentsOfAStringKeepTheirQuotes) {
  Fixture f;
  f.file = "use \"old\"";
  f.match.start = 4;
  f.match.end = 9;
  f.match.bindings = {{.variable = 0, .start = 4, .end = 9, .text = std::string_view(f.file).substr(5, 3)}};
  f.rule.fix = "new";
  EXPECT_EQ(f.fixed(), "use \"new\"");
}

TEST(Fix, ByExpression) {
  Fixture f;
  f.rule.fix_regex = FixRegex{R"((\w), (\w))", R"(\2, $1)", std::nullopt};
  EXPECT_EQ(f.fixed(), "x = 1\n  f(b, a);\n");
  f.rule.fix_regex = FixRegex{"[ab]", "c", 1};
  EXPECT_EQ(f.fixed(), "x = 1\n  f(c, b);\n");
  f.rule.fix_regex = FixRegex{"(", "c", 1};
  EXPECT_EQ(f.fixed(), "none");
  f.rule.fix_regex.reset();
  EXPECT_EQ(f.fixed(), "none");
}

TEST(Fix, EditsThatOverlapCountOnce) {
  EXPECT_EQ(apply_edits("abcdef", {{3, 5, "Y"}, {1, 4, "X"}, {1, 4, "Z"}, {6, 6, "!"}}), "aXef!");
  EXPECT_EQ(apply_edits("abc", {{2, 9, "X"}, {2, 1, "Y"}}), "abc");
}

}  // namespace
}  // namespace gate::patterns
