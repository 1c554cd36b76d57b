#include "analyzers/patterns/generic/generic.h"

#include <gtest/gtest.h>

namespace gate::patterns {
namespace {

using Texts = std::vector<std::string>;

// Texts of all matches.
Texts found(std::string_view pattern, std::string_view text, const Json& options = Json::object()) {
  std::vector<std::string> variables;
  const auto read = GenericPattern::read(pattern, variables, options);
  if (!read) return {"error: " + read.error().text()};
  Budget budget(1'000'000);
  Texts texts;
  for (const Match& match : read->find(GenericText(text, options), budget))
    texts.emplace_back(text.substr(match.start, match.end - match.start));
  EXPECT_FALSE(budget.exhausted());
  return texts;
}

// "NAME=text" of the first match's bindings.
Texts bound(std::string_view pattern, std::string_view text) {
  std::vector<std::string> variables;
  const auto read = GenericPattern::read(pattern, variables, Json::object());
  Budget budget(1'000'000);
  const std::vector<Match> matches = read->find(text, budget);
  Texts texts;
  if (!matches.empty())
    for (const Binding& binding : matches[0].bindings)
      texts.push_back(variables.at(binding.variable) + "=" + std::string(binding.text));
  return texts;
}

std::string lines(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += std::to_string(i) + "\n";
  return text;
}

struct Case {
  std::string_view pattern, text;
  Texts expected;
};

void expect_all(std::initializer_list<Case> cases) {
  for (const Case& each : cases)
    EXPECT_EQ(found(each.pattern, each.text), each.expected) << "pattern: " << each.pattern << "\ntext: " << each.text;
}

TEST(Generic, MatchesWholeWordsWhateverTheBlanks) {
  expect_all({
      {"listen 80;", "listen   80 ;\nlisten 8080;", {"listen   80 ;"}},
      {"tls", "tlsv1 _tls tls", {"tls"}},
      {"a.b", "a . b a.bc", {"a . b"}},
      {"key = value", "key =\r\nvalue", {"key =\r\nvalue"}},
      {"caf\xc3\xa9", "cafe caf\xc3\xa9", {"caf\xc3\xa9"}},
      {"x", "y", {}},
      {"x", "", {}},
  });
}

TEST(Generic, EllipsisSkipsTheShortestWay) {
  expect_all({
      {"run(...)", "run(1, (2))", {"run(1, (2)"}},
      {"begin ... end", "begin x end y end", {"begin x end"}},
      {"begin ... end", "begin begin x end", {"begin x end"}},
      {"begin ...", "a begin x begin y", {"begin x begin y"}},
      {"a ... b ... c",
       "a x b b y c",
       {
           "a x b b y c",
       }},
      {"a.....b", "a.....b a ... b", {"a.....b"}},
      {"... b", "a b\nb", {"a b"}},
  });
}

TEST(Generic, EllipsisReachesTenLinesUnlessToldOtherwise) {
  EXPECT_EQ(found("0 ... 10", lines(0, 20)).size(), 1u);
  EXPECT_EQ(found("0 ... 11", lines(0, 20)).size(), 0u);
  EXPECT_EQ(found("0 ... ... 20", lines(0, 20)).size(), 1u);
  EXPECT_EQ(found("0 ...", lines(0, 20)), Texts{"0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10"});
  EXPECT_EQ(found("a ...", "a b\nc", {{"generic_ellipsis_max_span", 0}}), Texts{"a b"});
  EXPECT_EQ(found("0 ... 20", lines(0, 20), {{"generic_ellipsis_max_span", 20}}).size(), 1u);
}

TEST(Generic, MetavariablesAreWordsAndAgree) {
  EXPECT_EQ(bound("$KEY: $VALUE", "host: example"), (Texts{"$KEY=host", "$VALUE=example"}));
  EXPECT_EQ(bound("f($...ARGS);", "f(1, g(x));"), Texts{"$...ARGS=1, g(x)"});
  EXPECT_EQ(bound("list $...REST", "list a b"), Texts{"$...REST= a b"});
  expect_all({
      {"$X = $X", "a = b\nc = c", {"c = c"}},
      {"$X", ", ;", {}},
      {"open $...A close $...A", "open x y close x z", {}},
      {"open $...A close $...A", "open x y close x y", {"open x y close x y"}},
      {"$x", "$x x", {"$x"}},
      {"${ NAME }", "${NAME}", {"${NAME}"}},
  });
}

TEST(Generic, IndentationOfPatternsIsHonoured) {
  expect_all({
      {"server\n  listen\n", "server\n    listen\n", {"server\n    listen"}},
      {"server\n  listen\n", "server listen\n", {}},
      {"server listen", "server\n    listen\n", {"server\n    listen"}},
      {"server\n  ...\n  root\n", "server\n  a\n  b\n  root\nnext\n", {"server\n  a\n  b\n  root"}},
      {"server\n  ...\n  root\n", "server\n  a\nroot\n", {}},
      {"server\n  root\n", "server\n  root\n  more\n", {}},
      {"{\n  ...\n}", "{}\n{ a b }\n", {"{}", "{ a b }"}},
      {"a\n  $X\nb\n  $X\n", "a\n\tx\nb\n\tx\n", {"a\n\tx\nb\n\tx"}},
  });
}

// From inside a block a match does not reach out of it, nor out of brackets closed on their line.
TEST(Generic, MatchesStayInTheBlockWhereTheyBegin) {
  expect_all({
      {"a b", "  a\nb", {}},
      {"a b", "(a) b", {}},
      {"a ) b", "(x a) b", {}},
      {"( a ) b", "(a) b", {"(a) b"}},
      {"a ) b", "( ] a ) b", {"a ) b"}},
  });
}

TEST(Generic, CommentsAreBlanksWhereTheStyleIsGiven) {
  EXPECT_EQ(found("a b", "a # b\nb", {{"generic_comment_style", "shell"}}), Texts{"a # b\nb"});
  EXPECT_EQ(found("b", "// b\n/* b\nb */ b /* b", {{"generic_comment_style", "cpp"}}), (Texts{"b", "b"}));
  EXPECT_EQ(found("b", "// b /* b */", {{"generic_comment_style", "c"}}), Texts{"b"});
  EXPECT_EQ(found("b", "# b"), Texts{"b"});
}

TEST(Generic, RefusesPatternsThatSayNothingCertain) {
  EXPECT_NE(found(" \n", "x").at(0).find("no word"), std::string::npos);
  EXPECT_NE(found("a\n... $...X", "x").at(0).find("2: pattern has an ellipsis directly before $...X"),
            std::string::npos);
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += std::string(i, ' ') + "x\n";
  EXPECT_NE(found(deep, "x").at(0).find("100 levels"), std::string::npos);
}

TEST(Generic, OtherEngineMatchesBracketsAsPairs) {
  const Json alien = {{"generic_engine", "aliengrep"}};
  EXPECT_EQ(found("f(...)", "f((1), g(2)) f(\n[)])", alien), (Texts{"f((1), g(2))", "f(\n[)])"}));
  EXPECT_EQ(found("a ... b", "a\n" + lines(0, 30) + "b b", alien).size(), 1u);
  EXPECT_EQ(found("$A = $A", "x = xy; y = y", alien), Texts{"y = y"});
  EXPECT_EQ(found("set($...X) get($...X)", "set(a b) get(a c) set(1, 2) get(1, 2)", alien),
            Texts{"set(1, 2) get(1, 2)"});
  EXPECT_EQ(found("A-B", "a-b A-B", {{"generic_engine", "aliengrep"}, {"generic_caseless", true}}).size(), 2u);
  EXPECT_EQ(found("a", "a a-b", {{"generic_engine", "aliengrep"}, {"generic_extra_word_characters", {"-"}}}),
            Texts{"a"});
}

TEST(Generic, OtherEngineByLine) {
  const Json alien = {{"generic_engine", "aliengrep"}, {"generic_multiline", false}};
  EXPECT_EQ(found("a ... b", "a\nb a x b", alien), Texts{"a x b"});
  EXPECT_EQ(found("a .... b", "a\nx\nb", alien), Texts{"a\nx\nb"});
  EXPECT_EQ(found("key = ...", "key = 1 2\nkey", alien), Texts{"key = 1 2"});
  EXPECT_EQ(found("a\nb", "a b\na\nb", alien), Texts{"a\nb"});
}

TEST(Generic, TellsTextsFromData) {
  EXPECT_TRUE(written_by_people(""));
  EXPECT_TRUE(written_by_people("one short line"));
  EXPECT_FALSE(written_by_people(std::string("\0\1\2 abc", 7)));
  EXPECT_FALSE(written_by_people(std::string(4'000, 'x')));
}

// Work grows with the text, not with the product of the ellipses' choices.
TEST(Generic, SeveralEllipsesDoNotMultiply) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += "a b c d ";
  std::vector<std::string> variables;
  const auto pattern = GenericPattern::read("a ... b ... c ... d ... $X ... e", variables, Json::object());
  Budget budget(10'000'000);
  EXPECT_TRUE(pattern->find(text + "\n", budget).empty());
  EXPECT_FALSE(pattern->find(text + "e\n", budget).empty());
  EXPECT_FALSE(budget.exhausted());
}

TEST(Generic, DeepTextsNeedNoStack) {
  std::string text(200'000, '(');
  for (int i = 0; i < 3'000; ++i) text += '\n' + std::string(i, ' ') + "x";
  text += "\n" + std::string(100'000, '(') + std::string(100'000, ')');
  Budget budget(100'000'000);
  std::vector<std::string> variables;
  EXPECT_EQ(GenericPattern::read("x ... )", variables, Json::object())->find(text, budget).size(), 0u);
}

TEST(Generic, StopsWhenItsBudgetIsSpent) {
  std::vector<std::string> variables;
  const auto pattern = GenericPattern::read("$X ... $X", variables, Json::object());
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "w" + std::to_string(i) + " ";
  Budget budget(10'000);
  (void)pattern->find(text, budget);
  EXPECT_TRUE(budget.exhausted());
}

}  // namespace
}  // namespace gate::patterns
