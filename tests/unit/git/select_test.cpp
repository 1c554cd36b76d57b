// Which sides are compared and where the rules are read, by options, by pipeline and by repository.
#include <fstream>

#include "test_repository.h"

namespace gate::git::testing {
namespace {

// main: M1 - M2; feature: M1 - F1 - F2; a clone of it as a pipeline or a developer has it.
class Select : public ::testing::Test {
 protected:
  void SetUp() override {
    origin.write("a.txt", lines(10));
    m1 = origin.commit("M1");
    origin.git({"checkout", "--quiet", "-b", "feature"});
    origin.write("feature.txt", "1\n");
    f1 = origin.commit("F1");
    origin.write("feature.txt", "1\n2\n");
    f2 = origin.commit("F2");
    origin.git({"checkout", "--quiet", "main"});
    origin.write("main.txt", "of main alone\n");
    m2 = origin.commit("M2");
    git_in(folder.path(), {"clone", "--quiet", origin.path(), "clone"});
    clone = folder.path("clone");
  }

  std::string in_clone(const std::vector<std::string>& args) const {
    std::string out = git_in(clone, args);
    while (out.ends_with('\n')) out.pop_back();
    return out;
  }

  // As GitHub makes it: the change merged into its target.
  std::string merge_commit() const {
    in_clone({"checkout", "--quiet", "--detach", "origin/main"});
    in_clone({"merge", "--quiet", "--no-ff", "-m", "merge", "origin/feature"});
    return in_clone({"rev-parse", "HEAD"});
  }

  std::string event(const std::string& json) const {
    std::ofstream(folder.path("event.json")) << json;
    return folder.path("event.json");
  }

  Change chosen(const Variables& values = {}, const Selection& selection = {}) const {
    auto change = change_of(clone, selection, values);
    EXPECT_TRUE(change) << (change ? "" : change.error().text());
    return change ? *change : Change{};
  }

  Folder folder;
  TestRepository origin;
  std::string clone, m1, m2, f1, f2;
};

TEST_F(Select, BaseIsJudgedFromTheMergeBase) {
  in_clone({"checkout", "--quiet", "feature"});
  Selection selection;
  selection.base = "origin/main";
  const Change change = chosen({}, selection);
  EXPECT_EQ(change.base.oid, m1);
  EXPECT_EQ(change.head.oid, f2);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"feature.txt"}));
  ASSERT_EQ(change.commits.size(), 2u);
  EXPECT_EQ(change.commits[0].oid, f2);
  EXPECT_EQ(change.commits[1].oid, f1);
  EXPECT_TRUE(change.base.source.contains("merge-base with origin/main")) << change.base.source;
  EXPECT_EQ(change.policy.oid, m2);

  selection.exact = true;
  EXPECT_EQ(chosen({}, selection).base.oid, m2);
}

TEST_F(Select, TwoDotsAreExactAndThreeAreFromTheMergeBase) {
  Selection two, three;
  two.range = "origin/main..origin/feature";
  three.range = "origin/main...origin/feature";
  EXPECT_EQ(paths(chosen({}, two)), (std::vector<std::string>{"feature.txt", "main.txt"}));
  EXPECT_EQ(paths(chosen({}, three)), (std::vector<std::string>{"feature.txt"}));
  Selection open_end;
  open_end.range = "HEAD~1..";
  EXPECT_EQ(chosen({}, open_end).head.oid, m2);
}

TEST_F(Select, OptionsThatExcludeEachOtherAreUsageErrors) {
  Selection range_and_base, staged_and_head, both, no_range;
  range_and_base.range = "HEAD~1..HEAD";
  range_and_base.base = "HEAD";
  staged_and_head.staged = true;
  staged_and_head.head = "HEAD";
  both.staged = both.worktree = true;
  no_range.range = "HEAD";
  for (const Selection& selection : {range_and_base, staged_and_head, both, no_range}) {
    auto change = change_of(clone, selection);
    ASSERT_FALSE(change);
    EXPECT_EQ(change.error().kind, ErrorKind::usage);
    EXPECT_FALSE(change.error().remedy.empty());
  }
}

TEST_F(Select, AnUnknownRevisionIsNamed) {
  Selection selection;
  selection.base = "no-such-branch";
  auto change = change_of(clone, selection);
  ASSERT_FALSE(change);
  EXPECT_EQ(change.error().kind, ErrorKind::not_found);
  EXPECT_TRUE(change.error().message.contains("no-such-branch"));
}

TEST_F(Select, PullRequestUsesTheFirstParentOfItsMergeCommit) {
  merge_commit();
  const Change change = chosen({{"GITHUB_EVENT_NAME", "pull_request"},
                                {"GITHUB_BASE_REF", "main"},
                                {"GITHUB_EVENT_PATH", event(R"({"pull_request":{"head":{"sha":")" + f2 +
                                                            R"("},"base":{"sha":")" + m1 + R"(","ref":"main"}}})")}});
  EXPECT_EQ(change.base.oid, m2);
  EXPECT_EQ(change.base.source, "HEAD^1 of the pull_request's merge commit");
  EXPECT_EQ(change.policy.oid, m2);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"feature.txt"}));
  EXPECT_EQ(change.commits.size(), 3u);  // F1, F2 and the merge itself
}

TEST_F(Select, PullRequestWithoutItsMergeCommitUsesTheTargetBranch) {
  in_clone({"checkout", "--quiet", "--detach", "origin/feature"});
  const std::string file = event(R"({"pull_request":{"head":{"sha":")" + f2 + R"("},"base":{"ref":"main"}}})");
  for (const Variables& values :
       {Variables{{"GITHUB_EVENT_NAME", "pull_request"}, {"GITHUB_BASE_REF", "main"}},
        Variables{{"GITHUB_EVENT_NAME", "pull_request_review"}, {"GITHUB_EVENT_PATH", file}},
        Variables{{"GITHUB_EVENT_NAME", "pull_request_target"}, {"GITHUB_EVENT_PATH", file}}}) {
    const Change change = chosen(values);
    EXPECT_EQ(change.base.oid, m1);
    EXPECT_EQ(change.policy.oid, m2);
    EXPECT_EQ(change.policy.name, "origin/main");
  }
}

TEST_F(Select, AMergeOfSomethingElseIsNotTakenForThePullRequest) {
  merge_commit();
  const Change change =
      chosen({{"GITHUB_EVENT_NAME", "pull_request"},
              {"GITHUB_BASE_REF", "main"},
              {"GITHUB_EVENT_PATH", event(R"({"pull_request":{"head":{"sha":")" + std::string(40, 'a') + R"("}}})")}});
  EXPECT_EQ(change.base.name, "origin/main");
  ASSERT_FALSE(change.notes.empty());
  EXPECT_TRUE(change.notes[0].contains("not of the pull_request's head")) << change.notes[0];
}

TEST_F(Select, PullRequestTargetOnTheTargetIsRefused) {
  auto change = change_of(clone, {},
                          {{"GITHUB_EVENT_NAME", "pull_request_target"},
                           {"GITHUB_EVENT_PATH", event(R"({"pull_request":{"head":{"sha":")" + f2 + R"("}}})")}});
  ASSERT_FALSE(change);
  EXPECT_TRUE(change.error().message.contains("checks out the target branch"));
}

TEST_F(Select, MergeGroupUsesTheEntryBefore) {
  in_clone({"checkout", "--quiet", "--detach", "origin/feature"});
  const Change change =
      chosen({{"GITHUB_EVENT_NAME", "merge_group"},
              {"GITHUB_EVENT_PATH", event(R"({"merge_group":{"base_sha":")" + f1 +
                                          R"(","base_ref":"refs/heads/main","head_sha":")" + f2 + R"("}})")}});
  EXPECT_EQ(change.base.oid, f1);
  EXPECT_EQ(change.policy.oid, m2);
  EXPECT_TRUE(change.base.source.contains("merge_group.base_sha"));
}

TEST_F(Select, PushUsesTheTipBefore) {
  const Change change = chosen(
      {{"GITHUB_EVENT_NAME", "push"}, {"GITHUB_EVENT_PATH", event(R"({"before":")" + m1 + R"(","forced":false})")}});
  EXPECT_EQ(change.base.oid, m1);
  EXPECT_EQ(change.policy.oid, m1) << "the default branch is what was pushed";
}

TEST_F(Select, AForcedPushIsJudgedFromTheMergeBase) {
  in_clone({"checkout", "--quiet", "feature"});
  const Change change = chosen(
      {{"GITHUB_EVENT_NAME", "push"}, {"GITHUB_EVENT_PATH", event(R"({"before":")" + m2 + R"(","forced":true})")}});
  EXPECT_EQ(change.base.oid, m1);
}

TEST_F(Select, ANewBranchOrAGoneTipIsJudgedFromTheDefaultBranch) {
  in_clone({"checkout", "--quiet", "feature"});
  for (const std::string& before : {std::string(40, '0'), std::string(40, 'b')}) {
    const Change change = chosen(
        {{"GITHUB_EVENT_NAME", "push"},
         {"GITHUB_EVENT_PATH", event(R"({"before":")" + before + R"(","repository":{"default_branch":"main"}})")}});
    EXPECT_EQ(change.base.oid, m1) << before;
    EXPECT_FALSE(change.notes.empty()) << before;
  }
}

TEST_F(Select, ANewDefaultBranchIsJudgedByItsLastCommit) {
  const Change change = chosen(
      {{"GITHUB_EVENT_NAME", "push"}, {"GITHUB_EVENT_PATH", event(R"({"before":")" + std::string(40, '0') + R"("})")}});
  EXPECT_EQ(change.base.oid, m1);
  EXPECT_EQ(change.base.name, "HEAD^");
}

TEST_F(Select, AnUnreadableEventFileIsNotedAndDoesNotStop) {
  in_clone({"checkout", "--quiet", "feature"});
  const Change change = chosen(
      {{"GITHUB_EVENT_NAME", "pull_request"}, {"GITHUB_BASE_REF", "main"}, {"GITHUB_EVENT_PATH", event("{ not json")}});
  EXPECT_EQ(change.base.oid, m1);
  ASSERT_FALSE(change.notes.empty());
  EXPECT_TRUE(change.notes[0].contains("event file"));
}

TEST_F(Select, GitLabMergeRequests) {
  in_clone({"checkout", "--quiet", "--detach", "origin/feature"});
  Variables values = {{"GITLAB_CI", "true"},
                      {"CI_MERGE_REQUEST_IID", "7"},
                      {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"},
                      {"CI_MERGE_REQUEST_DIFF_BASE_SHA", f1},
                      {"CI_COMMIT_BEFORE_SHA", std::string(40, '0')}};
  EXPECT_EQ(chosen(values).base.oid, m1) << "the diff base may be stale: the branch is believed";
  values["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "deleted";
  const Change change = chosen(values);
  EXPECT_EQ(change.base.oid, f1);
  EXPECT_FALSE(change.notes.empty());

  merge_commit();
  values["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = f2;
  EXPECT_EQ(chosen(values).base.oid, m2) << "merged results";
}

TEST_F(Select, PreCommitHandsTheRangeOver) {
  const Change change = chosen({{"PRE_COMMIT_FROM_REF", f1}, {"PRE_COMMIT_TO_REF", f2}});
  EXPECT_EQ(change.base.oid, f1);
  EXPECT_EQ(change.head.oid, f2);
}

TEST_F(Select, LocallyTheUpstreamComesFirst) {
  in_clone({"checkout", "--quiet", "feature"});
  const Change empty = chosen();
  EXPECT_EQ(empty.base.oid, f2);
  EXPECT_TRUE(empty.files.empty());
  ASSERT_FALSE(empty.notes.empty());
  EXPECT_TRUE(empty.notes.back().contains("nothing changed"));

  in_clone({"commit", "--quiet", "--allow-empty", "-m", "F3"});
  EXPECT_EQ(chosen().base.source, "the upstream of feature");
  EXPECT_EQ(chosen().commits.size(), 1u);
}

TEST_F(Select, LocallyTheRemotesDefaultBranchComesNext) {
  in_clone({"checkout", "--quiet", "--no-track", "-b", "mine", "origin/feature"});
  const Change change = chosen();
  EXPECT_EQ(change.base.oid, m1);
  EXPECT_EQ(change.policy.oid, m2);
  EXPECT_TRUE(change.base.source.contains("the default branch")) << change.base.source;

  in_clone({"remote", "set-head", "origin", "--delete"});
  EXPECT_EQ(chosen().base.oid, m1) << "origin/main by its name";
}

TEST_F(Select, DetachedWithinTheDefaultBranchTheLastCommitIsJudged) {
  in_clone({"checkout", "--quiet", "--detach", "origin/main"});
  EXPECT_EQ(chosen().base.oid, m1);
  EXPECT_EQ(chosen().base.name, "HEAD^");
}

TEST_F(Select, WithoutRemotesALocalMainServes) {
  Selection none;
  origin.git({"checkout", "--quiet", "feature"});
  auto change = change_of(origin.path(), none);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->base.oid, m1);
  EXPECT_EQ(change->policy.oid, m2) << "the base's branch, not where the change left it";

  origin.git({"checkout", "--quiet", "main"});
  change = change_of(origin.path(), none);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->base.oid, m1);
  EXPECT_TRUE(change->base.source.contains("the last commit")) << change->base.source;
}

TEST_F(Select, TheFirstCommitIsComparedWithTheEmptyTree) {
  in_clone({"checkout", "--quiet", "--detach", m1});
  const Change change = chosen();
  EXPECT_EQ(change.base.oid, "");
  EXPECT_EQ(file(change, "a.txt").status, FileStatus::added);
  EXPECT_EQ(change.commits.size(), 1u);

  Selection named;
  named.range = "4b825dc642cb6eb9a060e54bf8d69288fbee4904.." + m2;
  EXPECT_EQ(chosen({}, named).files.size(), 2u);
}

TEST_F(Select, TreesCanBeComparedExactlyOnly) {
  Selection trees, from_merge_base;
  trees.range = "origin/main^{tree}..origin/feature^{tree}";
  from_merge_base.range = "origin/main^{tree}...origin/feature";
  EXPECT_EQ(chosen({}, trees).files.size(), 2u);
  EXPECT_TRUE(chosen({}, trees).commits.empty());
  auto refused = change_of(clone, from_merge_base);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
}

TEST_F(Select, PolicyCanBeNamed) {
  Selection selection;
  selection.range = "origin/main..origin/feature";
  selection.policy = f1;
  EXPECT_EQ(chosen({}, selection).policy.oid, f1);
}

TEST_F(Select, AnnotatedTagsAreFollowed) {
  in_clone({"tag", "-a", "-m", "tag", "v1", m1});
  Selection selection;
  selection.range = "v1..origin/feature";
  EXPECT_EQ(chosen({}, selection).base.oid, m1);
}

TEST(SelectEdges, AnEmptyRepositoryIsExplained) {
  TestRepository repository;
  auto change = change_of(repository.path(), {});
  ASSERT_FALSE(change);
  EXPECT_EQ(change.error().kind, ErrorKind::not_found);
  EXPECT_TRUE(change.error().message.contains("no commit yet"));
  EXPECT_TRUE(change.error().remedy.contains("--staged"));
}

TEST(SelectEdges, HistoriesThatDoNotMeetAreExplained) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.git({"checkout", "--quiet", "--orphan", "other"});
  repository.commit();
  Selection selection;
  selection.base = "main";
  auto change = change_of(repository.path(), selection);
  ASSERT_FALSE(change);
  EXPECT_EQ(change.error().kind, ErrorKind::git);
  EXPECT_TRUE(change.error().remedy.contains("A..B"));
}

TEST(SelectEdges, AMergeCommitIsComparedByItsTrees) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.git({"checkout", "--quiet", "-b", "side"});
  repository.write("b", "1\n");
  repository.commit("on the side");
  repository.git({"checkout", "--quiet", "main"});
  repository.write("c", "1\n");
  repository.commit();
  repository.git({"merge", "--quiet", "--no-edit", "side"});
  const Change change = diff(repository, "HEAD^..HEAD");
  EXPECT_EQ(paths(change), (std::vector<std::string>{"b"}));
  EXPECT_EQ(change.commits.size(), 2u);
  EXPECT_EQ(change.commits[0].parents.size(), 2u);
}

}  // namespace
}  // namespace gate::git::testing
