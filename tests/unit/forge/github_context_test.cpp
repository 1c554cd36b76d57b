// Which pull request this run is about, from the environment and the event file.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "gate/forge/github.h"

namespace gate::forge {
namespace {

class GitHubContextTest : public testing::Test {
 protected:
  ~GitHubContextTest() override { std::filesystem::remove(event_); }

  void event(const std::string& json) {
    std::string path = (std::filesystem::temp_directory_path() / "gate-event-XXXXXX").string();
    close(mkstemp(path.data()));
    event_ = path;
    std::ofstream(event_) << json;
    variables_["GITHUB_EVENT_PATH"] = event_;
  }

  Expected<std::optional<GitHubContext>> read() const {
    return github_context([this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::nullopt : std::optional(found->second);
    });
  }

  std::map<std::string, std::string> variables_{{"GITHUB_ACTIONS", "true"}, {"GITHUB_REPOSITORY", "o/r.x"}};
  std::filesystem::path event_;
};

TEST_F(GitHubContextTest, ReadsAPullRequestEvent) {
  variables_["GITHUB_TOKEN"] = "t0ken\n";
  variables_["GITHUB_API_URL"] = "https://ghe.example/api/v3/";
  event(R"({"pull_request":{"number":7,"user":{"login":"ann"},"head":{"sha":"abc"}}})");
  const auto context = read();
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->api_url, "https://ghe.example/api/v3");
  EXPECT_EQ((*context)->token, "t0ken");
  EXPECT_EQ((*context)->pull_request, "7");
  EXPECT_EQ((*context)->author, "ann");
  EXPECT_EQ((*context)->head, "abc");
}

TEST_F(GitHubContextTest, ReadsTheMergeQueuesBranch) {
  event(R"({"merge_group":{"head_ref":"refs/heads/gh-readonly-queue/release/1.x/pr-31-0123abcd"}})");
  const auto context = read();
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->pull_request, "31");
}

TEST_F(GitHubContextTest, FallsBackToTheRef) {
  variables_["GITHUB_REF"] = "refs/pull/12/merge";
  variables_["GH_TOKEN"] = "other";
  const auto context = read();
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->pull_request, "12");
  EXPECT_EQ((*context)->token, "other");
  EXPECT_EQ((*context)->api_url, "https://api.github.com");
}

TEST_F(GitHubContextTest, APushHasNoPullRequest) {
  variables_["GITHUB_REF"] = "refs/heads/main";
  event(R"({"ref":"refs/heads/main","before":"0000"})");
  const auto context = read();
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->pull_request, "");
}

TEST_F(GitHubContextTest, ElsewhereThereIsNone) {
  variables_.clear();
  const auto context = read();
  ASSERT_TRUE(context);
  EXPECT_FALSE(*context);
}

TEST_F(GitHubContextTest, RefusesWhatIsMalformed) {
  event("{");
  EXPECT_FALSE(read());
  variables_.erase("GITHUB_EVENT_PATH");
  for (const auto* name : {"", "o", "o/", "/r", "o/r/x", "o/..", "o/r?x", "o/r#", "../r/pulls"}) {
    variables_["GITHUB_REPOSITORY"] = name;
    EXPECT_FALSE(read()) << name;
  }
  variables_["GITHUB_REPOSITORY"] = "o/r";
  variables_["GITHUB_REF"] = "refs/pull/1%2F..%2F2/merge";
  const auto context = read();
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->pull_request, "");
}

}  // namespace
}  // namespace gate::forge
