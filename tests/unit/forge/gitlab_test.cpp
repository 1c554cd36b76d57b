// GitLab's variables and answers become evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "gate/forge/gitlab.h"
#include "tests/unit/forge/test_server.h"

namespace gate::forge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kToken = "glpat-secretsecretsecret";
const std::string kRequest = "/projects/42/merge_requests/7";

std::map<std::string, std::string> pipeline() {
  return {{"GITLAB_CI", "true"},     {"CI_API_V4_URL", "https://gitlab.example/api/v4/"},
          {"CI_PROJECT_ID", "42"},   {"CI_MERGE_REQUEST_IID", "7"},
          {"CI_JOB_TOKEN", "job\n"}, {"CI_COMMIT_SHA", "abc"}};
}

Expected<std::optional<GitLabContext>> read(const std::map<std::string, std::string>& variables) {
  return gitlab_context([variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

TEST(GitLabContext, ReadsAMergeRequestPipeline) {
  auto variables = pipeline();
  const auto context = read(variables);
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->api_url, "https://gitlab.example/api/v4");
  EXPECT_EQ((*context)->project, "42");
  EXPECT_EQ((*context)->merge_request, "7");
  EXPECT_EQ((*context)->token, "job");
  EXPECT_TRUE((*context)->job_token);
  EXPECT_EQ((*context)->head, "abc");
  variables["GITLAB_TOKEN"] = kToken;
  variables["CI_MERGE_REQUEST_PROJECT_ID"] = "1";  // the fork's pipeline: the merge request is the target's
  variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = "def";
  const auto fork = read(variables);
  ASSERT_TRUE(fork && *fork);
  EXPECT_EQ((*fork)->token, kToken);
  EXPECT_FALSE((*fork)->job_token);
  EXPECT_EQ((*fork)->project, "1");
  EXPECT_EQ((*fork)->head, "def");
}

TEST(GitLabContext, ElsewhereThereIsNone) {
  const auto context = read({{"CI", "true"}});
  ASSERT_TRUE(context);
  EXPECT_FALSE(*context);
}

TEST(GitLabContext, RefusesWhatIsMalformed) {
  for (const auto* name : {"CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"}) {
    for (const auto* value : {"7/../8", "-1", "x", "7?a=b", "99999999999999999999"}) {
      auto variables = pipeline();
      variables[name] = value;
      EXPECT_FALSE(read(variables)) << name << ' ' << value;
    }
  }
  auto variables = pipeline();
  variables["CI_PROJECT_URL"] = "https://x.example/\"><script>";
  const auto context = read(variables);
  ASSERT_TRUE(context && *context);
  EXPECT_EQ((*context)->project_url, "");
}

std::map<std::string, std::string> usual() {
  return {
      {kRequest, R"({"author":{"username":"ann"},"sha":"abc"})"},
      {kRequest + "/approvals",
       R"({"approved_by":[{"user":{"id":2,"username":"bo","name":"Bo"},"approved_at":"2024-05-01T12:00:00.500Z"}]})"},
      {kRequest + "/reviewers?per_page=100", "[]"},
      {kRequest + "/versions?per_page=100",
       R"([{"created_at":"2024-05-01T12:00:00.600Z","head_commit_sha":"new"},
               {"created_at":"2024-05-01T12:00:00.400Z","head_commit_sha":"old"}])"},
      {kRequest + "/commits?per_page=100", R"([{"author_name":"Ann","committer_name":"Ann"}])"},
      {"/projects/42/members/all/2", R"({"id":2,"access_level":30})"}};
}

Expected<ReviewEvidence> ask(const std::map<std::string, std::string>& bodies, std::vector<std::string> owners = {},
                             std::vector<Asked>* asked = nullptr) {
  const TestServer server([bodies](const Asked& request) {
    const auto found = bodies.find(request.target);
    return found == bodies.end() ? respond(404, R"({"message":"404 Not found"})") : respond(200, found->second);
  });
  GitLabContext context{.api_url = server.url(), .project = "42", .merge_request = "7", .token = kToken};
  auto answer = gitlab_reviews(context, owners, Deadline::in(std::chrono::seconds(20)));
  if (asked != nullptr) *asked = server.asked();
  return answer;
}

TEST(GitLabReviews, ReadsApprovalsWithTheVersionThatTheyWereGivenOn) {
  std::vector<Asked> asked;
  const auto review = ask(usual(), {}, &asked);
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_TRUE(review->available);
  EXPECT_EQ(review->author, "ann");
  EXPECT_EQ(review->head, "abc");
  ASSERT_EQ(review->reviews.size(), 1u);
  EXPECT_EQ(review->reviews[0].user, "bo");
  EXPECT_EQ(review->reviews[0].commit, "old");
  EXPECT_EQ(review->reviews[0].time, 1714564800);
  EXPECT_EQ(review->reviews[0].source, "gitlab");
  EXPECT_TRUE(review->reviews[0].member);
  for (const auto& each : asked) {
    EXPECT_EQ(each.headers.at("private-token"), kToken);
    EXPECT_FALSE(each.headers.contains("authorization"));
  }
}

TEST(GitLabReviews, KnowsZonesAndApprovalsWithoutATime) {
  auto bodies = usual();
  bodies[kRequest + "/approvals"] =
      R"({"approved_by":[{"user":{"id":2,"username":"bo"},"approved_at":"2024-05-01T14:00:00.700+02:00"},
                         {"user":{"id":2,"username":"cy"}},
                         {"user":{"id":2,"username":"dee"},"approved_at":"2024-05-01T11:59:59Z"}]})";
  const auto review = ask(bodies);
  ASSERT_TRUE(review) << review.error().text();
  ASSERT_EQ(review->reviews.size(), 3u);
  EXPECT_EQ(review->reviews[0].commit, "new");
  EXPECT_EQ(review->reviews[1].commit, "");
  EXPECT_EQ(review->reviews[2].commit, "");  // before any version that is known
}

TEST(GitLabReviews, GroupsPeopleAndStrangers) {
  auto bodies = usual();
  bodies["/groups/shop%2Fcore/members?per_page=100"] =
      R"([{"username":"bo","access_level":30},{"username":"eve","access_level":20}])";
  bodies["/groups/solo/members?per_page=100"] = R"([{"username":"cy","access_level":50}])";
  bodies["/users?username=fay"] = R"([{"username":"fay"}])";
  bodies["/users?username=gus"] = "[]";
  std::vector<Asked> asked;
  const auto review =
      ask(bodies, {"@shop/core", "@solo", "@bo", "@fay", "@gus", "@../../evil", "@@developer", "x@y.z"}, &asked);
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_THAT(review->teams.at("@shop/core"), ElementsAre("bo"));
  EXPECT_THAT(review->teams.at("@solo"), ElementsAre("cy"));
  EXPECT_EQ(review->teams.size(), 2u);
  ASSERT_EQ(review->unresolved_teams.size(), 1u);
  EXPECT_THAT(review->unresolved_teams.at("@gus"), HasSubstr("read_api"));
  for (const auto& each : asked) EXPECT_THAT(each.target, testing::Not(HasSubstr("evil")));
}

TEST(GitLabReviews, AnswersOfAnotherShapeAreErrors) {
  for (const auto& [target, body] :
       std::map<std::string, std::string>{{kRequest, "[]"},
                                          {kRequest, R"({"author":null,"sha":1})"},
                                          {kRequest + "/approvals", "{}"},
                                          {kRequest + "/approvals", R"({"approved_by":{}})"},
                                          {kRequest + "/approvals", R"({"approved_by":[null]})"},
                                          {kRequest + "/reviewers?per_page=100", R"([{"state":"requested_changes"}])"},
                                          {kRequest + "/commits?per_page=100", "{}"}}) {
    auto bodies = usual();
    bodies[target] = body;
    EXPECT_FALSE(ask(bodies)) << target << ' ' << body;
  }
}

TEST(GitLabReviews, WithoutAMergeRequestNobodyIsAsked) {
  const auto review = gitlab_reviews({}, {}, Deadline::never());
  ASSERT_TRUE(review);
  EXPECT_FALSE(review->available);
  EXPECT_THAT(review->unavailable, HasSubstr("no merge request"));
}

}  // namespace
}  // namespace gate::forge
