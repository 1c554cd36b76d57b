#include "gate/report/frame.h"

#include <gtest/gtest.h>

#include "gate/report/columns.h"

namespace gate::report {
namespace {

Finding at(Place place, Snippet snippet) {
  Finding finding;
  finding.place = std::move(place);
  finding.snippet = std::move(snippet);
  return finding;
}

std::string frame(const Finding& finding, unsigned width = 80) { return code_frame(finding, Paint(false), width, 2); }

TEST(CodeFrame, PutsCaretsUnderTheColumns) {
  EXPECT_EQ(frame(at({"a", 2, 5, 2, 8}, {1, 1, {"one", "two three", "four"}})),
            "   |\n 1 | one\n 2 | two three\n   |     ^^^\n 3 | four\n   |\n");
}

TEST(CodeFrame, IsEmptyWithoutTheLine) {
  EXPECT_EQ(frame(at({"a", 0, 0, 0, 0}, {1, 1, {"one"}})), "");
  EXPECT_EQ(frame(at({"a", 9, 1, 9, 2}, {1, 1, {"one"}})), "");
  EXPECT_EQ(frame(at({"a", 1, 1, 1, 2}, {})), "");
}

TEST(CodeFrame, KnowsThatALineWasCutOnTheLeft) {
  EXPECT_EQ(frame(at({"a", 1, 103, 1, 105}, {1, 101, {"abcdef"}})), "   |\n 1 |…abcdef\n   |   ^^\n   |\n");
}

TEST(CodeFrame, SurvivesPlacesThatAreNonsense) {
  const std::uint32_t most = 0xFFFFFFFF;
  for (const Place& place : {Place{"a", 1, most, 1, most}, Place{"a", 1, 9, 1, 2}, Place{"a", 1, 0, most, most},
                             Place{"a", 1, 1, 0, 0}, Place{"a", 2, 5, 1, 1}, Place{"a", most, 1, most, 2}}) {
    for (unsigned width : {0u, 20u, 1000u}) {
      EXPECT_LT(frame(at(place, {1, 1, {"\xff\xc3", "日本\t\x1b"}}), width).size(), 400u);
    }
  }
}

TEST(CodeFrame, CutsLongLinesAroundThePlace) {
  const std::string line = std::string(500, 'a') + "HERE" + std::string(500, 'b');
  const std::string text = frame(at({"a", 1, 501, 1, 505}, {1, 1, {line}}), 45);
  EXPECT_EQ(text, "   |\n 1 |…aaaaaaaaaaaaaHEREbbbbbbbbbbbbbbbbbbbbbb…\n   |              ^^^^\n   |\n");
}

TEST(Utf16Column, LeavesWhatTheSnippetDoesNotHold) {
  const Snippet snippet{3, 1, {"é😀x"}};
  EXPECT_EQ(utf16_column(snippet, 3, 1), 1u);
  EXPECT_EQ(utf16_column(snippet, 3, 3), 2u);
  EXPECT_EQ(utf16_column(snippet, 3, 7), 4u);
  EXPECT_EQ(utf16_column(snippet, 3, 10), 7u);
  EXPECT_EQ(utf16_column(snippet, 4, 7), 7u);
  EXPECT_EQ(utf16_column({3, 11, {"é"}}, 3, 13), 12u);
}

}  // namespace
}  // namespace gate::report
