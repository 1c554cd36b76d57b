#include "gate/model/change.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

ChangedFile with_hunks(std::vector<Hunk> hunks) {
  ChangedFile file;
  file.hunks = std::move(hunks);
  return file;
}

// Lines 3-4 replaced by one line, two lines put in after old line 6, old line 9 removed.
const ChangedFile& sample() {
  static const ChangedFile file = with_hunks({{3, 2, 3, 1}, {6, 0, 6, 2}, {9, 1, 9, 0}});
  return file;
}

TEST(ChangedFile, RangesOfEitherSide) {
  EXPECT_EQ(sample().added_ranges(), (std::vector<LineRange>{{3, 3}, {6, 7}}));
  EXPECT_EQ(sample().removed_ranges(), (std::vector<LineRange>{{3, 4}, {9, 9}}));
  EXPECT_EQ(sample().added_lines(), 3u);
  EXPECT_EQ(sample().removed_lines(), 3u);
}

TEST(ChangedFile, RangesThatTouchAreMerged) {
  EXPECT_EQ(with_hunks({{1, 1, 1, 1}, {2, 1, 2, 2}}).added_ranges(), (std::vector<LineRange>{{1, 3}}));
  EXPECT_TRUE(with_hunks({{1, 3, 0, 0}}).added_ranges().empty());
}

TEST(ChangedFile, LinesMapThroughTheHunks) {
  // old:  1 2 3 4 5 6 . . 7 8 9 10
  // new:  1 2 3 . 4 5 6 7 8 9 . 10
  const std::uint32_t after[] = {0, 1, 2, 0, 0, 4, 5, 8, 9, 0, 10, 11};
  for (std::uint32_t line = 1; line < 12; ++line) EXPECT_EQ(sample().line_after(line), after[line]) << line;
  const std::uint32_t before[] = {0, 1, 2, 0, 5, 6, 0, 0, 7, 8, 10, 11};
  for (std::uint32_t line = 1; line < 12; ++line) EXPECT_EQ(sample().line_before(line), before[line]) << line;
}

TEST(ChangedFile, LinesPutInAtTheTop) {
  ChangedFile file = with_hunks({{0, 0, 1, 2}});
  EXPECT_EQ(file.line_after(1), 3u);
  EXPECT_EQ(file.line_before(2), 0u);
  EXPECT_EQ(file.line_before(3), 1u);
}

TEST(ChangedFile, WithoutHunksLinesStay) { EXPECT_EQ(with_hunks({}).line_after(7), 7u); }

TEST(ChangedFile, ModeChange) {
  ChangedFile file;
  file.before.mode = FileMode::regular;
  EXPECT_FALSE(file.mode_changed());
  file.after.mode = FileMode::executable;
  EXPECT_TRUE(file.mode_changed());
}

std::vector<std::string> trailers(std::string message, std::string_view key) {
  Commit commit;
  commit.message = std::move(message);
  return commit.trailers(key);
}

using Texts = std::vector<std::string>;

TEST(Trailers, OfTheLastParagraphWithoutCase) {
  const char* message =
      "Subject\n\nReviewed-by: not here\n\nreviewed-BY:  Ann <a@b> \nSigned-off-by: X\nReviewed-by: Bob\n\n";
  EXPECT_EQ(trailers(message, "Reviewed-by"), (Texts{"Ann <a@b>", "Bob"}));
  EXPECT_EQ(trailers(message, "Signed-off-by"), (Texts{"X"}));
}

TEST(Trailers, LinesThatGoOn) {
  EXPECT_EQ(trailers("S\n\nCo-authored-by: Ann\n <a@b>\nX: y\n z\n", "Co-authored-by"), (Texts{"Ann <a@b>"}));
}

TEST(Trailers, NotInTheSubject) {
  EXPECT_TRUE(trailers("Reviewed-by: Ann", "Reviewed-by").empty());
  EXPECT_TRUE(trailers("\n\nReviewed-by: Ann\n", "Reviewed-by").empty());
  EXPECT_TRUE(trailers("", "Reviewed-by").empty());
  EXPECT_TRUE(trailers("S\n\nsome words: Reviewed-by: Ann\n no key\n", "Reviewed-by").empty());
}

TEST(Trailers, CrLf) { EXPECT_EQ(trailers("S\r\n\r\nReviewed-by: Ann\r\n", "reviewed-by"), (Texts{"Ann"})); }

}  // namespace
}  // namespace gate
