// Approvals from a file and from commit trailers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/evidence/approvals/approvals.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ApprovalsFile, IsRead) {
  const auto review = parse_approvals(R"({
    "author": "@ann", "co_authors": ["ben", "@cy"], "pull_request": 12, "head": "abc",
    "reviews": [
      {"user": "@dee", "state": "approved", "commit": "abc", "time": "2024-05-01T12:00:00Z"},
      {"user": "eli", "state": "CHANGES_REQUESTED", "time": 5, "member": false},
      {"user": "fay", "state": "changes-requested"}],
    "teams": {"@o/core": ["@dee", "eli"], "o/docs": [], "d@example.org": ["dee"]}})",
                                      "approvals.json");
  ASSERT_TRUE(review) << review.error().text();
  EXPECT_TRUE(review->available);
  EXPECT_TRUE(review->pipeline);
  EXPECT_EQ(review->author, "ann");
  EXPECT_EQ(review->head, "abc");
  EXPECT_EQ(review->pull_request, "12");
  EXPECT_THAT(review->co_authors, ElementsAre("ben", "cy"));
  ASSERT_EQ(review->reviews.size(), 3u);
  EXPECT_EQ(review->reviews[0].user, "dee");
  EXPECT_EQ(review->reviews[0].time, 1714564800);
  EXPECT_EQ(review->reviews[0].source, "file");
  EXPECT_TRUE(review->reviews[0].member);
  EXPECT_EQ(review->reviews[1].state, ReviewState::changes_requested);
  EXPECT_FALSE(review->reviews[1].member);
  EXPECT_EQ(review->reviews[2].state, ReviewState::changes_requested);
  EXPECT_THAT(review->teams.at("@o/core"), ElementsAre("dee", "eli"));
  EXPECT_TRUE(review->teams.contains("@o/docs"));
  EXPECT_TRUE(review->teams.contains("d@example.org"));
}

struct Wrong {
  const char* text;
  const char* word;
};

class ApprovalsFileErrors : public testing::TestWithParam<Wrong> {};

TEST_P(ApprovalsFileErrors, NameTheField) {
  const auto review = parse_approvals(GetParam().text, "approvals.json");
  ASSERT_FALSE(review);
  EXPECT_EQ(review.error().kind, ErrorKind::parse);
  EXPECT_THAT(review.error().text(), HasSubstr("approvals.json"));
  EXPECT_THAT(review.error().text(), HasSubstr(GetParam().word));
}

INSTANTIATE_TEST_SUITE_P(
    Each, ApprovalsFileErrors,
    testing::Values(Wrong{"", ""}, Wrong{"[]", "not an object"}, Wrong{"{}", "no 'reviews'"},
                    Wrong{R"({"reviews":{}})", "not a list"}, Wrong{R"({"review":[]})", "did you mean 'reviews'"},
                    Wrong{R"({"reviews":[{"state":"approved"}]})", "reviews[0] has no 'user'"},
                    Wrong{R"({"reviews":[{"user":"a","state":"yes"}]})", "reviews[0].state"},
                    Wrong{R"({"reviews":[{"user":"a"}]})", "reviews[0].state"},
                    Wrong{R"({"reviews":[{"user":1,"state":"approved"}]})", "'user' is not a text"},
                    Wrong{R"({"reviews":[7]})", "reviews[0] is not an object"},
                    Wrong{R"({"reviews":[{"user":"a","state":"approved","time":"today"}]})", "reviews[0].time"},
                    Wrong{R"({"reviews":[{"user":"a","state":"approved","time":"2024-13-01T00:00:00Z"}]})",
                          "reviews[0].time"},
                    Wrong{R"({"reviews":[{"user":"a","state":"approved","time":-1}]})", "reviews[0].time"},
                    Wrong{R"({"reviews":[{"user":"a","state":"approved","member":"yes"}]})", "reviews[0].member"},
                    Wrong{R"({"reviews":[],"teams":[]})", "'teams'"},
                    Wrong{R"({"reviews":[],"teams":{"@o/t":"bo"}})", "@o/t"},
                    Wrong{R"({"reviews":[],"co_authors":[1]})", "co_authors"}));

Change change_of(std::vector<Commit> commits) {
  Change change;
  change.commits = std::move(commits);
  return change;
}

Commit commit(Person author, std::string message, Person committer = {}) {
  Commit out;
  out.oid = "c0ffee";
  out.author = std::move(author);
  out.committer = committer == Person{} ? out.author : std::move(committer);
  out.message = std::move(message);
  out.time = 7;
  return out;
}

TEST(Trailers, AreUnverifiedApprovals) {
  const auto change =
      change_of({commit({"Ann", "ann@x"}, "Second\n\nReviewed-by: Cy <cy@x>\nreviewed-by: dee@x\n"),
                 commit({"Ann", "ann@x"}, "First\n\nbody\n\nReviewed-by: Bo B. <bo@x>\nReviewed-by:\n")});
  const auto reviews = trailer_reviews(change);
  ASSERT_EQ(reviews.size(), 3u);
  EXPECT_EQ(reviews[0].user, "bo@x");
  EXPECT_EQ(reviews[1].user, "cy@x");
  EXPECT_EQ(reviews[2].user, "dee@x");
  for (const auto& review : reviews) {
    EXPECT_EQ(review.state, ReviewState::approved);
    EXPECT_EQ(review.source, "trailer");
    EXPECT_FALSE(review.verified);
    EXPECT_EQ(review.commit, "c0ffee");
  }
}

TEST(CommitAuthors, AreAllWhoHadAHand) {
  const auto change =
      change_of({commit({"Ann", "12+ann-l@users.noreply.github.com"}, "x\n\nCo-authored-by: Bo <bo@x>\n",
                        {"GitHub", "noreply@github.com"}),
                 commit({"Cy", "cy@x"}, "y", {"Dee", "77-dee@users.noreply.gitlab.com"}), commit({"Cy", "cy@x"}, "z")});
  EXPECT_THAT(commit_authors(change), ElementsAre("12+ann-l@users.noreply.github.com", "Ann", "ann-l", "bo@x", "Bo",
                                                  "cy@x", "Cy", "77-dee@users.noreply.gitlab.com", "Dee", "dee"));
}

TEST(CommitAuthors, NobodyWroteGitHubsTrialMerge) {
  auto merge = commit({"Zoe", "zoe@x"}, "Merge bbb into aaa\n", {"GitHub", "noreply@github.com"});
  merge.parents = {"aaa", "bbb"};
  auto change = change_of({merge, commit({"Cy", "cy@x"}, "y")});
  change.head.oid = merge.oid;
  EXPECT_THAT(commit_authors(change), ElementsAre("cy@x", "Cy"));
  change.commits[0].message = "Merge branch 'main' into topic\n";
  EXPECT_THAT(commit_authors(change), ElementsAre("zoe@x", "Zoe", "cy@x", "Cy"));
}

TEST(CommitAuthors, OfNothingAreNobody) { EXPECT_TRUE(commit_authors({}).empty()); }

}  // namespace
}  // namespace gate::evidence
