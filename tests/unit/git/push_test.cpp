// The base of a push: what the remote is known to have.
#include "test_repository.h"

namespace gate::git::testing {
namespace {

const std::string kZero(40, '0');

class Push : public ::testing::Test {
 protected:
  void SetUp() override {
    origin.write("a", "1\n");
    m1 = origin.commit();
    git_in(folder.path(), {"clone", "--quiet", origin.path(), "clone"});
    clone = folder.path("clone");
  }

  std::string commit(const std::string& name) const {
    git_in(clone, {"commit", "--quiet", "--allow-empty", "-m", name});
    return tip();
  }
  std::string tip() const { return git_in(clone, {"rev-parse", "HEAD"}).substr(0, 40); }

  std::optional<RevisionChoice> base(const std::string& local, const std::string& remote,
                                     const std::string& remote_name = "origin") const {
    OpenOptions options = options_for(clone);
    options.allow_commands = false;
    auto repository = Repository::open(options);
    EXPECT_TRUE(repository);
    auto found = repository->push_base(remote_name, local, remote);
    EXPECT_TRUE(found) << (found ? "" : found.error().text());
    return found ? *found : std::nullopt;
  }

  Folder folder;
  TestRepository origin;
  std::string clone, m1;
};

TEST_F(Push, AnUpdateIsJudgedFromWhatTheRemoteHas) {
  commit("1");
  const std::string local = commit("2");
  EXPECT_EQ(base(local, m1)->oid, m1);
}

TEST_F(Push, ADeletionAndAStepBackHaveNothingToJudge) {
  const std::string local = commit("1");
  EXPECT_FALSE(base(kZero, m1));
  EXPECT_FALSE(base(m1, local));
  EXPECT_FALSE(base(m1, m1));
}

TEST_F(Push, AForcedUpdateIsJudgedFromTheMergeBase) {
  const std::string dropped = commit("dropped");
  git_in(clone, {"reset", "--quiet", "--hard", m1});
  const std::string local = commit("instead");
  const auto found = base(local, dropped);
  EXPECT_EQ(found->oid, m1);
  EXPECT_TRUE(found->source.contains("forced"));
}

TEST_F(Push, ANewBranchIsJudgedFromTheDefaultBranch) {
  git_in(clone, {"checkout", "--quiet", "-b", "feature"});
  commit("1");
  const auto found = base(commit("2"), kZero);
  EXPECT_EQ(found->oid, m1);
  EXPECT_TRUE(found->source.contains("new on the remote")) << found->source;
}

TEST_F(Push, ANewBranchOnTopOfAPushedOneStartsThere) {
  git_in(clone, {"checkout", "--quiet", "-b", "first"});
  const std::string first = commit("1");
  git_in(clone, {"push", "--quiet", "origin", "first"});
  git_in(clone, {"checkout", "--quiet", "-b", "second"});
  EXPECT_EQ(base(commit("2"), kZero)->oid, first);
  EXPECT_FALSE(base(first, kZero)) << "the remote has all of it under another name";
}

TEST_F(Push, ARemoteStateThatWasNeverFetchedIsTreatedAsNew) {
  const auto found = base(commit("1"), std::string(40, 'c'));
  EXPECT_EQ(found->oid, m1);
  EXPECT_TRUE(found->source.contains("never fetched"));
}

TEST_F(Push, ToAnAddressInsteadOfARemoteAllRemotesCount) {
  EXPECT_EQ(base(commit("1"), kZero, "https://example.org/x.git")->oid, m1);
}

TEST_F(Push, WithoutAnythingKnownOnTheRemoteAllIsNew) {
  git_in(clone, {"remote", "remove", "origin"});
  const auto found = base(commit("1"), kZero);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->oid, "");
  EXPECT_TRUE(found->source.contains("all of it is new"));
}

TEST_F(Push, TagsAreJudgedByTheirCommits) {
  commit("1");
  git_in(clone, {"tag", "-a", "-m", "v1", "v1"});
  const std::string tag = git_in(clone, {"rev-parse", "v1"}).substr(0, 40);
  EXPECT_EQ(base(tag, kZero)->oid, m1);
}

TEST_F(Push, TheChangeIsOfThePushedCommitNotOfTheCheckout) {
  git_in(clone, {"checkout", "--quiet", "-b", "feature"});
  const std::string local = commit("1");
  git_in(clone, {"checkout", "--quiet", "main"});
  const auto found = base(local, kZero);
  auto change = change_of(clone, {.base = found->oid, .head = local, .exact = true, .source = found->source});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(change->head.oid, local);
  EXPECT_EQ(change->base.source, found->source);
  EXPECT_EQ(change->commits.size(), 1u);
}

}  // namespace
}  // namespace gate::git::testing
