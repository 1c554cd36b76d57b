// GitHub's answers become evidence: states, members, authors, teams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/forge/github.h"
#include "tests/unit/forge/test_server.h"

namespace gate::forge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kToken = "ghs_secretsecretsecret";

// Bodies by target; anything else is 404.
Answer table(std::map<std::string, std::string> bodies) {
  return [bodies](const Asked& asked) {
    const auto found = bodies.find(asked.target);
    return found == bodies.end() ? respond(404, R"({"message":"Not Found"})") : respond(200, found->second);
  };
}

std::map<std::string, std::string> usual() {
  return {
      {"/repos/o/r/pulls/7", R"({"user":{"login":"ann"},"head":{"sha":"abc"}})"},
      {"/repos/o/r/pulls/7/reviews?per_page=100",
       R"([{"user":{"login":"bo"},"state":"APPROVED","commit_id":"abc","submitted_at":"2024-05-01T12:00:00Z",
                "author_association":"MEMBER"}])"},
      {"/repos/o/r/pulls/7/commits?per_page=100",
       R"([{"author":{"login":"ann"},"committer":{"login":"web-flow"}},{"author":null,"committer":{"login":"cy"}}])"}};
}

GitHubContext context_of(const TestServer& server) { return {server.url(), "o/r", kToken, "7", "", ""}; }

Expected<ReviewEvidence> ask(const Answer& answer, const std::vector<std::string>& teams = {}) {
  const TestServer server(answer);
  return github_reviews(context_of(server), teams, Deadline::in(std::chrono::seconds(20)));
}

TEST(GitHubReviews, ReadsPullRequestReviewsAndAuthors) {
  const TestServer server(table(usual()));
  const auto review = github_reviews(context_of(server), {}, Deadline::in(std::chrono::seconds(20)));
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_TRUE(review->available);
  EXPECT_TRUE(review->pipeline);
  EXPECT_EQ(review->author, "ann");
  EXPECT_EQ(review->head, "abc");
  EXPECT_THAT(review->co_authors, ElementsAre("ann", "cy"));
  ASSERT_EQ(review->reviews.size(), 1u);
  EXPECT_EQ(review->reviews[0].user, "bo");
  EXPECT_EQ(review->reviews[0].state, ReviewState::approved);
  EXPECT_EQ(review->reviews[0].time, 1714564800);
  EXPECT_TRUE(review->reviews[0].member);
  EXPECT_TRUE(review->reviews[0].verified);
  for (const auto& asked : server.asked())
    EXPECT_EQ(asked.headers.at("authorization"), std::string("Bearer ") + kToken);
}

TEST(GitHubReviews, AsksNothingTwiceThatTheEventSaid) {
  const TestServer server(table(usual()));
  auto context = context_of(server);
  context.author = "ann";
  context.head = "abc";
  ASSERT_TRUE(github_reviews(context, {}, Deadline::in(std::chrono::seconds(20))));
  for (const auto& asked : server.asked()) EXPECT_NE(asked.target, "/repos/o/r/pulls/7");
}

TEST(GitHubReviews, AsksForThePermissionOfReviewersWhoAreNoVisibleMembers) {
  auto bodies = usual();
  bodies["/repos/o/r/pulls/7/reviews?per_page=100"] =
      R"([{"user":{"login":"dee"},"state":"APPROVED","author_association":"CONTRIBUTOR"},
          {"user":{"login":"eve"},"state":"APPROVED","author_association":"NONE"},
          {"user":null,"state":"APPROVED","author_association":"MEMBER"}])";
  bodies["/repos/o/r/collaborators/dee/permission"] = R"({"permission":"write"})";
  bodies["/repos/o/r/collaborators/eve/permission"] = R"({"permission":"read"})";
  const auto review = ask(table(bodies));
  ASSERT_TRUE(review) << review.error().text();
  ASSERT_EQ(review->reviews.size(), 3u);
  EXPECT_TRUE(review->reviews[0].member);
  EXPECT_FALSE(review->reviews[1].member);
  EXPECT_EQ(review->reviews[2].user, "ghost");
  EXPECT_FALSE(review->reviews[2].member);
}

TEST(GitHubReviews, ListsTeams) {
  auto bodies = usual();
  bodies["/orgs/o/teams/core/members?per_page=100"] = R"([{"login":"bo"},{"login":"cy"}])";
  const auto review = ask(table(bodies), {"@o/core"});
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_THAT(review->teams.at("@o/core"), ElementsAre("bo", "cy"));
  EXPECT_TRUE(review->unresolved_teams.empty());
}

TEST(GitHubReviews, NamesThePermissionForATeamThatItMayNotList) {
  const auto review = ask(table(usual()), {"@o/core", "@o/../../evil", "@alone"});
  ASSERT_TRUE(review) << review.error().text();
  ASSERT_EQ(review->unresolved_teams.size(), 1u);
  EXPECT_THAT(review->unresolved_teams.at("@o/core"), HasSubstr("read:org"));
  EXPECT_THAT(review->unresolved_teams.at("@o/core"), HasSubstr("Members: read"));
}

TEST(GitHubReviews, NamesThePermissionWhereReviewsMayNotBeRead) {
  const auto review = ask([](const Asked&) { return respond(403, R"({"message":"Resource not accessible"})"); });
  ASSERT_FALSE(review);
  EXPECT_THAT(review.error().text(), HasSubstr("pull-requests: read"));
  EXPECT_THAT(review.error().text(), HasSubstr("Resource not accessible"));
}

TEST(GitHubReviews, RefusesAnAnswerOfAnotherShape) {
  auto bodies = usual();
  bodies["/repos/o/r/pulls/7/reviews?per_page=100"] = R"({"total":1})";
  EXPECT_FALSE(ask(table(bodies)));
  bodies["/repos/o/r/pulls/7/reviews?per_page=100"] = R"([{"user":{"login":"bo"},"state":"MAYBE"}])";
  EXPECT_FALSE(ask(table(bodies)));
  bodies["/repos/o/r/pulls/7/reviews?per_page=100"] = R"([1,null,"x"])";
  EXPECT_FALSE(ask(table(bodies)));
}

TEST(GitHubReviews, WithoutAPullRequestNobodyIsAsked) {
  const TestServer server(table({}));
  auto context = context_of(server);
  context.pull_request.clear();
  const auto review = github_reviews(context, {"@o/core"}, Deadline::in(std::chrono::seconds(20)));
  ASSERT_TRUE(review);
  EXPECT_FALSE(review->available);
  EXPECT_TRUE(review->pipeline);
  EXPECT_TRUE(server.asked().empty());
}

TEST(GitHubReviews, NeverPrintsTheToken) {
  const auto echo = [](const Asked& asked) {
    return respond(400, R"({"message":"bad header )" + asked.headers.at("authorization") + R"("})");
  };
  const auto review = ask(echo);
  ASSERT_FALSE(review);
  EXPECT_FALSE(review.error().text().contains(kToken)) << review.error().text();
}

}  // namespace
}  // namespace gate::forge
