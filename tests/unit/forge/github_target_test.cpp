// Which commit and pull request a run may publish about.
#include "gate/forge/github_target.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "gate/forge/words.h"

namespace gate::forge {
namespace {

const std::string kHead(40, 'a'), kMerge(40, 'b');

Expected<GitHubTarget> target_of(const std::string& event, const std::string& payload) {
  const auto path = std::filesystem::path(testing::TempDir()) / ("event-" + event + ".json");
  std::ofstream(path) << payload;
  const std::map<std::string, std::string> variables{{"GITHUB_EVENT_NAME", event},
                                                     {"GITHUB_EVENT_PATH", path.string()},
                                                     {"GITHUB_REPOSITORY", "ann/shop"},
                                                     {"GITHUB_SERVER_URL", "https://github.com"},
                                                     {"GITHUB_RUN_ID", "4711"},
                                                     {"GITHUB_WORKFLOW", "gate"},
                                                     {"GITHUB_SHA", kMerge}};
  return github_target([=](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

TEST(GitHubTarget, IsThePullRequestsHeadNotTheMerge) {
  for (const char* event : {"pull_request", "pull_request_review", "pull_request_target"}) {
    const auto target = target_of(event, R"({"pull_request":{"number":7,"head":{"sha":")" + kHead + R"("}}})");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->pull_request, "7");
    EXPECT_EQ(target->commit, kHead);
    EXPECT_EQ(target->run_url, "https://github.com/ann/shop/actions/runs/4711");
    EXPECT_FALSE(target->foreign);
  }
}

TEST(GitHubTarget, IsTheCommitOfOtherEvents) {
  EXPECT_EQ(target_of("push", "{}")->commit, kMerge);
  EXPECT_EQ(target_of("merge_group", R"({"merge_group":{"head_sha":")" + kHead + R"("}})")->commit, kHead);
}

TEST(GitHubTarget, IsTheRunThatAWorkflowRunSpeaksOf) {
  const auto target =
      target_of("workflow_run", R"({"workflow_run":{"head_sha":")" + kHead +
                                    R"(","event":"pull_request","conclusion":"success","name":"gate",)"
                                    R"("head_branch":"t","html_url":"javascript:alert","head_repository":)"
                                    R"({"owner":{"login":"mallory"}}}})");
  ASSERT_TRUE(target);
  EXPECT_TRUE(target->foreign);
  EXPECT_EQ(target->commit, kHead);
  EXPECT_EQ(target->head_owner, "mallory");
  EXPECT_EQ(target->run_url, "");
}

TEST(GitHubTarget, RefusesWhatIsNoCommit) {
  EXPECT_FALSE(target_of("workflow_run", "{}"));
  EXPECT_FALSE(target_of("workflow_run", R"({"workflow_run":{"head_sha":"main"}})"));
  EXPECT_FALSE(target_of("pull_request", R"({"pull_request":{"number":7,"head":{"sha":"../x"}}})"));
  EXPECT_FALSE(target_of("push", "{"));
}

TEST(GitHubWords, PassOnlyWhatMeansNothingElse) {
  EXPECT_TRUE(is_commit(kHead));
  for (const char* bad : {"", "HEAD", "abc", "../", "A"}) EXPECT_FALSE(is_commit(bad)) << bad;
  EXPECT_EQ(plain_url("https://github.com/a/b#c-1"), "https://github.com/a/b#c-1");
  for (const char* bad : {"javascript:x", "http://example.com", "https://a\"b", "https://a b", "https://a<b", ""})
    EXPECT_EQ(plain_url(bad), "") << bad;
  EXPECT_EQ(query_text("a b:ä&#/"), "a%20b%3A%C3%A4%26%23%2F");
}

}  // namespace
}  // namespace gate::forge
