#include "gate/history/labels.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/unit/git/test_repository.h"

namespace gate::history {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kDay = 86400;

std::string oid(int number) { return fmt::format("{:08x}{:032x}", (number + 1) * 7919, number); }

LabelCommit change(int number) { return {oid(number), number * kDay, false, false, ""}; }

std::vector<LabelCommit> changes(int count) {
  std::vector<LabelCommit> commits;
  for (int i = 0; i < count; ++i) commits.push_back(change(i));
  return commits;
}

std::vector<std::string> buggy(const std::vector<Label>& labels) {
  std::vector<std::string> found;
  for (const Label& label : labels) {
    if (label.buggy) found.push_back(label.oid);
  }
  return found;
}

TEST(Labels, ALinkIsKnownFromItsMendOn) {
  const Labels labels(changes(10), {{oid(6), oid(2), 1}, {oid(4), oid(2), 3}, {oid(9), oid(3), 1}}, {});
  EXPECT_THAT(buggy(labels.at(3 * kDay)), ElementsAre());
  EXPECT_THAT(buggy(labels.at(4 * kDay)), ElementsAre(oid(2)));
  EXPECT_THAT(buggy(labels.at(100 * kDay)), ElementsAre(oid(2), oid(3)));
  EXPECT_EQ(labels.at(100 * kDay)[2].known_since, 4 * kDay);
  EXPECT_EQ(labels.at(100 * kDay)[2].weight, 1);
  EXPECT_EQ(labels.at(100 * kDay)[1].known_since, 0);
}

TEST(Labels, OnlyCommitsThatWereThereAndNoMerges) {
  auto commits = changes(5);
  commits[1].merge = true;
  const Labels labels(commits, {}, {});
  const std::vector<Label> known = labels.at(3 * kDay);
  ASSERT_EQ(known.size(), 3u);
  EXPECT_EQ(known[0].oid, oid(0));
  EXPECT_EQ(known[1].oid, oid(2));
  EXPECT_EQ(known[2].oid, oid(3));
}

TEST(Labels, ARevertBlamesWhatItTakesBack) {
  auto commits = changes(6);
  commits[3].reverts = oid(1).substr(0, 12);
  commits[4].reverts = oid(3);  // taking the revert back blames nobody
  commits[5].reverts = oid(5);  // itself
  const Labels labels(commits, {}, {});
  EXPECT_THAT(buggy(labels.at(2 * kDay)), ElementsAre());
  EXPECT_THAT(buggy(labels.at(9 * kDay)), ElementsAre(oid(1)));
}

TEST(Labels, AShortOrAmbiguousIdNamesNothing) {
  std::vector<LabelCommit> commits = {{"aaaaaaa1", 1, false, false, ""},
                                      {"aaaaaaa2", 2, false, false, ""},
                                      {"bbbbbbbb", 3, false, false, "aaaaaaa"},
                                      {"cccccccc", 4, false, false, "bbb"},
                                      {"dddddddd", 5, false, false, "?"}};
  EXPECT_THAT(buggy(Labels(commits, {}, {}).at(9)), ElementsAre());
}

TEST(Labels, AnIncidentBlamesItsCommits) {
  Incident incident;
  incident.since = 5 * kDay;
  incident.commits = {oid(2), "unknown to this line"};
  const Labels labels(changes(8), {}, {incident});
  EXPECT_THAT(buggy(labels.at(4 * kDay)), ElementsAre());
  EXPECT_THAT(buggy(labels.at(5 * kDay)), ElementsAre(oid(2)));
}

TEST(Labels, NothingIsKnownBeforeTheCommitItself) {
  Incident incident;  // without a date
  incident.commits = {oid(2)};
  const Labels labels(changes(4), {}, {incident});
  EXPECT_EQ(labels.at(9 * kDay)[2].known_since, 2 * kDay);
}

TEST(Labels, YoungCleanCommitsWeighLess) {
  std::vector<LabelCommit> commits = changes(400);
  std::vector<InducingLink> links;
  for (int i = 0; i < 200; i += 2) links.push_back({oid(i + 1 + i % 90), oid(i), 1});
  const std::vector<Label> labels = Labels(commits, links, {}).at(399 * kDay);
  EXPECT_EQ(labels[1].weight, 1);  // clean for longer than any defect stayed unknown
  EXPECT_LT(labels[390].weight, 0.3);
  EXPECT_LT(labels[398].weight, labels[370].weight);
  EXPECT_LT(labels[370].weight, labels[330].weight);
}

TEST(Labels, HostileDatesAreTold) {
  std::vector<LabelCommit> commits = changes(3);
  commits[0].time = std::numeric_limits<std::int64_t>::min();
  commits[2].time = std::numeric_limits<std::int64_t>::max();
  const Labels labels(commits, {{oid(2), oid(0), 1}}, {});
  EXPECT_EQ(labels.at(std::numeric_limits<std::int64_t>::max()).size(), 3u);
  EXPECT_EQ(labels.at(0).size(), 1u);
}

TEST(Mends, AreWhatSaysSoAndWhatIncidentsName) {
  auto commits = changes(7);
  commits[1].fix = true;
  commits[2].fix = true;
  commits[2].merge = true;
  commits[3].fix = true;
  commits[3].reverts = oid(0);  // names what it takes back: its lines need not be asked
  commits[4].reverts = "?";
  Incident incident;
  incident.fixes = {oid(5)};
  EXPECT_THAT(mends(commits, {incident}), UnorderedElementsAre(oid(1), oid(4), oid(5)));
}

// From a repository to labels: index, mends, their origins.
TEST(Labels, ComeFromAnIndexedHistory) {
  const git::testing::TestRepository repository;
  repository.write("a.cc", "int width() { return 4; }\nint height() { return 5; }\n");
  const std::string first = repository.commit("Sizes");
  repository.write("b.cc", "int depth() { return 6; }\n");
  const std::string second = repository.commit("Depth");
  repository.write("a.cc", "int width() { return 40; }\nint height() { return 5; }\n");
  const std::string fix = repository.commit("Fix crash: width was wrong");

  auto opened = git::Repository::open(git::testing::options_for(repository.path()));
  ASSERT_TRUE(opened);
  auto index = Index::open(repository.path(".git/gate/history.db"));
  ASSERT_TRUE(index) << index.error().text();
  auto updated = index->update(*opened, fix, Deadline::never());
  ASSERT_TRUE(updated) << updated.error().text();
  auto line = index->line(fix);
  ASSERT_TRUE(line) << line.error().text();
  auto commits = label_commits(*index, *line);
  ASSERT_TRUE(commits) << commits.error().text();
  const auto wanted = mends(*commits, {});
  EXPECT_THAT(wanted, UnorderedElementsAre(fix));
  auto links = find_inducing(
      *opened, {first, second, fix}, [&wanted](const std::string& oid) { return wanted.contains(oid); }, {},
      Deadline::never());
  ASSERT_TRUE(links) << links.error().text();
  const std::vector<Label> labels = Labels(*commits, *links, {}).at(commits->back().time);
  EXPECT_THAT(buggy(labels), ElementsAre(first));
  EXPECT_EQ(labels.front().known_since, commits->back().time);
}

TEST(DelayDistribution, IsAHalfLifeWhereLittleIsKnown) {
  const DelayDistribution few({});
  EXPECT_EQ(few.known_after(0), 0);
  EXPECT_NEAR(few.known_after(180 * kDay), 0.5, 1e-9);
  EXPECT_NEAR(few.known_after(360 * kDay), 0.75, 1e-9);
  EXPECT_EQ(few.known_after(-kDay), 0);
}

// Delays are 1, 2, ... 100 days with equal chance; of commits younger than that only the short ones are seen.
TEST(DelayDistribution, IsNotMisledByYoungCommits) {
  std::vector<DelayDistribution::Seen> seen;
  for (int age = 1; age <= 300; ++age) {
    for (int delay = 1; delay <= std::min(age, 100); ++delay) seen.push_back({delay * kDay, age * kDay});
  }
  const DelayDistribution delays(seen);
  for (int day : {10, 25, 50, 75, 90}) EXPECT_NEAR(delays.known_after(day * kDay), day / 100.0, 0.01) << day;
  EXPECT_EQ(delays.known_after(100 * kDay), 1);
  EXPECT_EQ(delays.known_after(0), 0);
}

}  // namespace
}  // namespace gate::history
