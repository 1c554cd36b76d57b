// Metrics by hand: a short past whose numbers can be checked on paper.
#include "gate/history/past.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gate::history {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kStart = 1'700'000'000;  // a Tuesday, 22:13:20 UTC
constexpr std::uint64_t kAnn = 11, kBob = 22, kCat = 33;

Touch touch(const std::string& path, std::uint32_t added, std::uint32_t removed, std::uint32_t before,
            FileStatus status = FileStatus::modified) {
  Touch out;
  out.path = out.old_path = path;
  out.added = added;
  out.removed = removed;
  out.lines_before = before;
  out.status = status;
  out.kind = path.ends_with("_test.c") ? FileKind::test : FileKind::code;
  return out;
}

CommitRecord commit(std::uint64_t author, double day, std::vector<Touch> touches, bool fix = false) {
  CommitRecord out;
  out.author = author;
  out.time = out.order = kStart + static_cast<std::int64_t>(day * kDay);
  out.touches = std::move(touches);
  out.fix = fix;
  out.hunks = 1;
  return out;
}

Past example() {
  Past past;
  past.add(
      commit(kAnn, 0, {touch("a/x.c", 100, 0, 0, FileStatus::added), touch("b/y.c", 50, 0, 0, FileStatus::added)}));
  past.add(commit(kBob, 10, {touch("a/x.c", 4, 6, 100)}, true));
  past.add(commit(kAnn, 200, {touch("a/x.c", 10, 0, 98), touch("b/y.c", 1, 1, 50)}));
  past.add(commit(kCat, 380, {touch("b/y.c", 2, 0, 50)}, true));
  return past;
}

TEST(Past, MeasuresSizeAndSpreadOfTheChangeItself) {
  const auto m =
      Past().measure(commit(kAnn, 1, {touch("a/x.c", 6, 2, 40), touch("a/q/z.c", 4, 4, 10), touch("top.c", 0, 0, 5)}));
  EXPECT_EQ(m[Metric::subsystems], 2);  // a, and the root
  EXPECT_EQ(m[Metric::folders], 3);
  EXPECT_EQ(m[Metric::files], 3);
  EXPECT_DOUBLE_EQ(m[Metric::entropy_bits], 1.0);  // eight lines in each of two files, none in the third
  EXPECT_EQ(m[Metric::lines_added], 10);
  EXPECT_EQ(m[Metric::lines_removed], 6);
  EXPECT_EQ(m[Metric::lines_before], 55);
  EXPECT_DOUBLE_EQ(m[Metric::added_per_line], 10.0 / 55);
  EXPECT_DOUBLE_EQ(m[Metric::largest_file_share], 0.5);
  EXPECT_EQ(m[Metric::prior_changes], 0);
  EXPECT_EQ(m[Metric::author_changes], 0);
  EXPECT_FALSE(m.known(Metric::days_since_fix));
  EXPECT_FALSE(m.known(Metric::author_days_since_change));
}

TEST(Past, KnowsWhatHappenedToTheFiles) {
  const auto m = example().measure(commit(kAnn, 390, {touch("a/x.c", 1, 1, 108), touch("b/y.c", 1, 1, 52)}));
  EXPECT_EQ(m[Metric::developers], 3);
  EXPECT_EQ(m[Metric::prior_changes], 4);  // distinct commits, not touches
  EXPECT_DOUBLE_EQ(m[Metric::age_days], (190.0 + 10.0) / 2);
  EXPECT_DOUBLE_EQ(m[Metric::youngest_file_days], 10.0);
  EXPECT_EQ(m[Metric::changes_30d], 1);
  EXPECT_EQ(m[Metric::churn_180d_lines], 2);
  EXPECT_EQ(m[Metric::fixes_ever], 2);
  EXPECT_EQ(m[Metric::fixes_180d], 1);
  EXPECT_DOUBLE_EQ(m[Metric::days_since_fix], 10.0);
  EXPECT_DOUBLE_EQ(m[Metric::top_owner_share], 2.0 / 3);  // Ann of both files
  EXPECT_DOUBLE_EQ(m[Metric::author_share], 2.0 / 3);
  EXPECT_EQ(m[Metric::owners], 2);
}

TEST(Past, KnowsTheAuthor) {
  const auto m = example().measure(commit(kAnn, 390, {touch("b/y.c", 1, 1, 52)}));
  EXPECT_EQ(m[Metric::author_changes], 2);
  EXPECT_DOUBLE_EQ(m[Metric::author_recent_changes], 1.0 + 0.5);  // one 190 days ago, one 390
  EXPECT_EQ(m[Metric::author_subsystem_changes], 2);
  EXPECT_EQ(m[Metric::author_file_changes], 2);
  EXPECT_DOUBLE_EQ(m[Metric::author_days_since_change], 190.0);
  EXPECT_DOUBLE_EQ(m[Metric::author_tenure_days], 390.0);
  const auto other = example().measure(commit(kBob, 11, {touch("b/y.c", 1, 1, 52)}));
  EXPECT_EQ(other[Metric::author_subsystem_changes], 0);
  EXPECT_EQ(other[Metric::author_changes_7d], 1);
}

TEST(Past, FollowsRenames) {
  auto past = example();
  auto moved = touch("c/z.c", 0, 0, 108, FileStatus::renamed);
  moved.old_path = "a/x.c";
  past.add(commit(kBob, 385, {moved}));
  EXPECT_EQ(past.measure(commit(kBob, 390, {touch("c/z.c", 1, 0, 108)}))[Metric::prior_changes], 4);
  EXPECT_EQ(past.measure(commit(kBob, 390, {touch("a/x.c", 1, 0, 0)}))[Metric::prior_changes], 0);
}

TEST(Past, NamesFilesThatUsuallyChangeTogether) {
  Past past;
  for (int day = 0; day < 6; ++day) past.add(commit(kAnn, day, {touch("a.c", 1, 0, 9), touch("a_test.c", 1, 0, 9)}));
  for (int day = 6; day < 10; ++day) past.add(commit(kAnn, day, {touch("a.c", 1, 0, 9)}));
  const auto partners = past.partners("a.c");
  ASSERT_EQ(partners.size(), 1u);
  EXPECT_EQ(partners[0].path, "a_test.c");
  EXPECT_EQ(partners[0].together, 6u);
  EXPECT_EQ(partners[0].of, 10u);
  const auto alone = past.measure(commit(kAnn, 11, {touch("a.c", 1, 0, 9)}));
  EXPECT_EQ(alone[Metric::missing_partners], 1);
  EXPECT_EQ(alone[Metric::partner_share], 0);
  const auto both = past.measure(commit(kAnn, 11, {touch("a.c", 1, 0, 9), touch("a_test.c", 1, 0, 9)}));
  EXPECT_EQ(both[Metric::missing_partners], 0);
  EXPECT_EQ(both[Metric::partner_share], 1);
  past.add(commit(kAnn, 12, {touch("a_test.c", 0, 9, 9, FileStatus::deleted)}));
  EXPECT_EQ(past.measure(commit(kAnn, 13, {touch("a.c", 1, 0, 9)}))[Metric::missing_partners], 0);
}

TEST(Past, TakesTheAuthorsZone) {
  auto late = commit(kAnn, 0, {touch("a.c", 1, 0, 1)});
  EXPECT_EQ(Past().measure(late)[Metric::author_hour], 22);
  EXPECT_EQ(Past().measure(late)[Metric::author_weekday], 1);
  late.offset_minutes = 120;
  EXPECT_EQ(Past().measure(late)[Metric::author_hour], 0);
  EXPECT_EQ(Past().measure(late)[Metric::author_weekday], 2);
  late.time = -1;  // before the epoch: a Wednesday
  late.offset_minutes = 0;
  EXPECT_EQ(Past().measure(late)[Metric::author_hour], 23);
  EXPECT_EQ(Past().measure(late)[Metric::author_weekday], 2);
}

TEST(Past, LeavesUnknownWhatCannotBeKnown) {
  auto change = commit(kAnn, 390, {touch("a/x.c", 0, 0, 0)});
  change.complete = false;
  change.touches[0].missing = true;
  const auto partly = example().measure(change);
  EXPECT_FALSE(partly.known(Metric::lines_added));
  EXPECT_FALSE(partly.known(Metric::entropy_bits));
  EXPECT_EQ(partly[Metric::files], 1);
  EXPECT_EQ(partly[Metric::prior_changes], 3);
  auto cut = example();
  cut.set_cut();
  const auto shallow = cut.measure(commit(kAnn, 390, {touch("a/x.c", 3, 0, 108)}));
  EXPECT_EQ(shallow[Metric::lines_added], 3);
  EXPECT_FALSE(shallow.known(Metric::prior_changes));
  EXPECT_FALSE(shallow.known(Metric::author_changes));
}

TEST(Past, SumsUpAFile) {
  const auto summary = example().summary("a/x.c", kBob, kStart + 390 * kDay);
  EXPECT_EQ(summary.changes, 3u);
  EXPECT_EQ(summary.developers, 2u);
  EXPECT_EQ(summary.fixes_ever, 1u);
  EXPECT_EQ(summary.fixes_180d, 0u);
  EXPECT_EQ(summary.main_author, kAnn);
  EXPECT_EQ(summary.author_changes, 1u);
}

TEST(Metrics, EveryNameIsUniqueAndFoundAgain) {
  for (std::size_t at = 0; at < kMetrics; ++at) {
    const auto metric = static_cast<Metric>(at);
    EXPECT_EQ(metric_from(info(metric).name), metric);
    EXPECT_FALSE(info(metric).definition.empty());
  }
  EXPECT_FALSE(metric_from("lines"));
}

}  // namespace
}  // namespace gate::history
