#include "gate/history/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace gate::history {
namespace {

using testing::Each;
using testing::IsEmpty;

std::vector<TokenCount> code(std::string_view lines) { return line_tokens(lines, TokenGroup::code, TokenSide::added); }

std::vector<TokenCount> message(std::string_view text) {
  TokenCounter counter;
  counter.add_message(text);
  return counter.take();
}

std::uint32_t total(const std::vector<TokenCount>& tokens) {
  std::uint32_t sum = 0;
  for (const auto& token : tokens) sum += token.count;
  return sum;
}

TEST(Tokens, AreIdentifiersNumbersAndPairsOfOperators) {
  EXPECT_EQ(total(code("return x1;")), 3u);    // return x1 ;
  EXPECT_EQ(total(code("a == b_c(12)")), 6u);  // a == b_c ( 12 )
  EXPECT_EQ(total(code("f(((x)))")), 6u);      // f (( ( x )) )
  EXPECT_EQ(total(code("\"a.b\" 'c'")), 3u);   // quotes and full stops are none
  EXPECT_EQ(code("a == b"), code("  a == b\r\n")) << "white space does not count";
  EXPECT_NE(code("A"), code("a")) << "case does";
}

TEST(Tokens, OfTestsAndTextsHaveNoOperators) {
  EXPECT_EQ(total(line_tokens("a == b", TokenGroup::test, TokenSide::added)), 2u);
  EXPECT_EQ(total(line_tokens("a == b", TokenGroup::other, TokenSide::added)), 2u);
}

TEST(Tokens, DifferByGroupAndSide) {
  std::set<std::uint32_t> ids;
  for (TokenGroup group : {TokenGroup::code, TokenGroup::test, TokenGroup::other})
    for (TokenSide side : {TokenSide::added, TokenSide::removed}) ids.insert(line_tokens("word", group, side).at(0).id);
  ids.insert(message("word").at(0).id);
  EXPECT_EQ(ids.size(), 7u);
}

TEST(Tokens, CommentsAndImportsOfCodeAreLeftOut) {
  for (const char* line :
       {"// a", "/* a", " * a", "*/", "# a", "#", "import a.b;", "#include <a.h>", "from a import b", "use a::b;"})
    EXPECT_THAT(code(line), IsEmpty()) << line;
  for (const char* line : {"*p = a;", "#define a", "from = a;", "user = 1", "importer();"})
    EXPECT_FALSE(code(line).empty()) << line;
  EXPECT_FALSE(line_tokens("# a", TokenGroup::other, TokenSide::added).empty());
}

TEST(Tokens, CountsAreSummedAndCapped) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += "word\n";
  const auto tokens = code(lines + "other\n");
  ASSERT_EQ(tokens.size(), 2u);
  EXPECT_EQ(std::max(tokens[0].count, tokens[1].count), kMostOfOneToken);
  EXPECT_EQ(std::min(tokens[0].count, tokens[1].count), 1u);
}

TEST(Tokens, AscendBelowTheSpaceAndRepeat) {
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "name" + std::to_string(i) + "\n";
  const auto tokens = code(lines);
  EXPECT_TRUE(std::is_sorted(tokens.begin(), tokens.end(), [](auto a, auto b) { return a.id < b.id; }));
  EXPECT_GT(tokens.size(), 2900u) << "few collide";
  EXPECT_LT(tokens.back().id, kTokenSpace);
  EXPECT_EQ(tokens, code(lines)) << "nothing of one call is left for the next";
}

TEST(Tokens, TheFrequentOnesStayWhenThereAreTooMany) {
  TokenCounter counter;
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += "name" + std::to_string(i) + "\n";
  counter.add_lines(lines + "often often often", TokenGroup::other, TokenSide::added);
  const auto often = line_tokens("often", TokenGroup::other, TokenSide::added).at(0).id;
  const auto tokens = counter.take(10);
  ASSERT_EQ(tokens.size(), 10u);
  EXPECT_TRUE(
      std::any_of(tokens.begin(), tokens.end(), [&](auto token) { return token.id == often && token.count == 3; }));
  EXPECT_THAT(counter.take(), IsEmpty());
  EXPECT_EQ(total(line_tokens(lines, TokenGroup::other, TokenSide::added)), 200u) << "what was dropped is not kept";
}

TEST(Tokens, DataIsLeftOut) {
  EXPECT_THAT(code(std::string(kLongestWord + 1, 'a')), IsEmpty());
  EXPECT_EQ(code(std::string(kLongestWord, 'a')).size(), 1u);
  std::string line;
  while (line.size() <= kLongestLine) line += "a ";
  EXPECT_THAT(code(line), IsEmpty());
  EXPECT_EQ(total(code(line + "\nb")), 1u) << "the next line counts";
}

TEST(Tokens, OfMessagesHaveNoCaseAndNoNumbers) {
  EXPECT_EQ(message("Fix THE parser"), message("fix the Parser!"));
  EXPECT_THAT(message("#123 456"), IsEmpty());
  EXPECT_EQ(message("utf8 1a").size(), 2u);
}

// A path's words, checked by what two paths share.
TEST(Tokens, OfPathsAreFoldersAndWordsOfTheName) {
  const auto of = [](std::string path) { return path_tokens({Touch{.path = std::move(path)}}); };
  const auto shared = [&](std::string a, std::string b) {
    const auto first = of(std::move(a)), second = of(std::move(b));
    return std::count_if(first.begin(), first.end(), [&](auto token) {
      return std::any_of(second.begin(), second.end(), [&](auto other) { return other.id == token.id; });
    });
  };
  EXPECT_EQ(total(of("src/net/HTTPServer.java")), 8u);  // path, folder, src, net, http, server, java, .java
  EXPECT_EQ(shared("src/net/HTTPServer.java", "lib/server.cc"), 1);          // server
  EXPECT_EQ(shared("src/net/HTTPServer.java", "src/net/http_client.c"), 4);  // folder, src, net, http
  EXPECT_EQ(shared("a/x.c", "b/y.py"), 0);
  EXPECT_EQ(of(""), path_tokens({Touch{}}));
}

}  // namespace
}  // namespace gate::history
