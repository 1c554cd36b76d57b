// Random histories with merges, with right and with wrong clocks: merge bases and commits equal git's.
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

#include "gate/base/text.h"
#include "gate/git/history.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

using Names = std::set<std::string>;

Names names(const std::vector<git_oid>& ids) {
  Names found;
  for (const git_oid& id : ids) found.insert(hex(id));
  return found;
}

Names lines_of(const std::string& text) {
  Names found;
  for (std::string_view line : split_lines(text)) found.emplace(line);
  return found;
}

// 60 commits, each with one or two of the last ten as parents, made in one go.
std::vector<std::string> random_commits(const TestRepository& repository, unsigned seed, bool wrong_clocks) {
  constexpr unsigned kCount = 60;
  std::mt19937 random(seed);
  std::string stream;
  for (unsigned i = 1; i <= kCount; ++i) {
    const std::int64_t time =
        1'700'000'000 + (wrong_clocks ? static_cast<int>(random() % 100'000) : 100 * static_cast<int>(i));
    stream += fmt::format("commit refs/heads/c{}\nmark :{}\ncommitter A <a@b> {} +0000\ndata 1\nx\n", i, i, time);
    if (i > 1 && random() % 20 != 0) {
      const unsigned first = i - 1 - random() % std::min(i - 1, 10u);
      stream += fmt::format("from :{}\n", first);
      const unsigned second = i - 1 - random() % std::min(i - 1, 10u);
      if (second != first && random() % 3 == 0) stream += fmt::format("merge :{}\n", second);
    }
    stream += "\n";
  }
  repository.write("stream", stream);
  repository.git({"-c", "alias.import=!git fast-import --quiet < stream", "import"});
  std::vector<std::string> ids;
  const std::string listed = repository.git({"for-each-ref", "--format=%(objectname)", "refs/heads"});
  for (std::string_view line : split_lines(listed)) ids.emplace_back(line);
  return ids;
}

class RandomHistories : public ::testing::TestWithParam<std::pair<unsigned, bool>> {};

TEST_P(RandomHistories, MeetWhereGitSays) {
  const auto [seed, wrong_clocks] = GetParam();
  TestRepository repository;
  const std::vector<std::string> ids = random_commits(repository, seed, wrong_clocks);
  ASSERT_EQ(ids.size(), 60u);
  auto objects = Objects::open(repository.path(".git/objects"), false);
  ASSERT_TRUE(objects);
  std::mt19937 random(seed);
  for (int round = 0; round < 25; ++round) {
    const std::string base = ids[random() % ids.size()], head = ids[random() % ids.size()];
    const git_oid base_id = *parse_id(base), head_id = *parse_id(head);
    auto compared = compare_histories(**objects, {}, {base_id}, head_id);
    ASSERT_TRUE(compared) << compared.error().text();
    EXPECT_FALSE(compared->cut);
    EXPECT_EQ(names(compared->merge_bases), lines_of(repository.git({"merge-base", "--all", base, head}, true)));
    if (!wrong_clocks) {
      EXPECT_EQ(names(compared->ahead), lines_of(repository.git({"rev-list", head, "^" + base})));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistories,
                         ::testing::Values(std::pair{1u, false}, std::pair{2u, false}, std::pair{3u, false},
                                           std::pair{4u, true}, std::pair{5u, true}));

TEST(History, AMissingParentIsTheEdgeAndSaidSo) {
  TestRepository repository;
  const std::string first = repository.commit("first");
  const std::string second = repository.commit("second");
  repository.remove(".git/objects/" + first.substr(0, 2) + '/' + first.substr(2));
  auto objects = Objects::open(repository.path(".git/objects"), false);
  ASSERT_TRUE(objects);
  auto compared = compare_histories(**objects, {}, {}, *parse_id(second));
  ASSERT_TRUE(compared);
  EXPECT_TRUE(compared->cut);
  EXPECT_EQ(names(compared->ahead), (Names{second}));
  EXPECT_FALSE(compare_histories(**objects, {}, {*parse_id(first)}, *parse_id(second)));
}

}  // namespace
}  // namespace gate::git::testing
