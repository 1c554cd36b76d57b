#include "gate/scope/snippet.h"

#include <gmock/gmock.h>

namespace gate::scope {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Snippet of(std::string_view text, Place place) { return make_snippet(LineIndex(text), place); }

TEST(Snippet, OneLineEitherSide) {
  const Snippet snippet = of("a\n\tb\nc\nd\n", {"f", 2, 1, 2, 2});
  EXPECT_EQ(snippet.first_line, 1U);
  EXPECT_EQ(snippet.first_column, 1U);
  EXPECT_THAT(snippet.lines, ElementsAre("a", "\tb", "c"));
}

TEST(Snippet, AtTheEdges) {
  EXPECT_THAT(of("a\nb", {"f", 1, 1, 1, 1}).lines, ElementsAre("a", "b"));
  EXPECT_THAT(of("a\nb", {"f", 2, 1, 2, 1}).lines, ElementsAre("a", "b"));
  EXPECT_THAT(of("a\nb", {"f", 0, 0, 0, 0}).lines, IsEmpty());
  EXPECT_THAT(of("a\nb", {"f", 9, 1, 9, 1}).lines, IsEmpty());
}

TEST(Snippet, CarriageReturnsAreNotShown) { EXPECT_THAT(of("a\r\nb\r\n", {"f", 1, 1, 1, 1}).lines[0], "a"); }

TEST(Snippet, LongRangesAreShortened) {
  EXPECT_THAT(of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", {"f", 2, 1, 9, 1}).lines,
              ElementsAre("1", "2", "3", "4", "5", "6", "7"));
}

TEST(Snippet, LongLinesAreCutBetweenCharacters) {
  std::string line;
  for (int i = 0; i < 200; ++i) line += "\xE2\x82\xAC";  // three bytes each
  const Snippet snippet = of(line, {"f", 1, 1, 1, 4});
  EXPECT_EQ(snippet.first_column, 1U);
  EXPECT_THAT(snippet.lines, ElementsAre(SizeIs(240)));
  EXPECT_TRUE(is_utf8(snippet.lines[0]));
}

TEST(Snippet, LongLinesAreCutAroundTheColumn) {
  std::string line(5000, 'x');
  line.replace(3000, 3, "BAD");
  const Snippet snippet = of("above\n" + line + "\nbelow\n", {"f", 2, 3001, 2, 3004});
  ASSERT_THAT(snippet.lines, SizeIs(3));
  EXPECT_EQ(snippet.lines[1].substr(3001 - snippet.first_column, 3), "BAD");
  EXPECT_EQ(snippet.lines[0], "");  // it ends before the part that is shown
  EXPECT_THAT(snippet.lines, Each(SizeIs(testing::Le(240U))));
}

TEST(Snippet, AColumnBeyondTheLineIsHarmless) {
  EXPECT_THAT(of(std::string(500, 'x'), {"f", 1, 4'000'000'000U, 1, 1}).lines, SizeIs(1));
  EXPECT_THAT(of("short", {"f", 1, 4'000'000'000U, 1, 1}).lines, ElementsAre("short"));
}

}  // namespace
}  // namespace gate::scope
