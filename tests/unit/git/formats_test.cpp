// Repositories of odd shapes: shallow, partial, bare, linked, sparse, of another owner or another format.
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

#include "test_repository.h"

namespace gate::git::testing {
namespace {

Selection exact(const std::string& range) {
  Selection selection;
  selection.range = range;
  return selection;
}

// 60 commits on main; a feature branch of two commits that left it 30 commits ago.
class Clones : public ::testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 30; ++i) commit_number(i);
    fork = origin.id("HEAD");
    origin.git({"checkout", "--quiet", "-b", "feature"});
    origin.write("feature.txt", "1\n");
    origin.commit();
    origin.write("feature.txt", "2\n");
    origin.commit();
    origin.git({"checkout", "--quiet", "main"});
    for (int i = 30; i < 60; ++i) commit_number(i);
    origin.git({"config", "uploadpack.allowFilter", "true"});
    origin.git({"config", "uploadpack.allowAnySHA1InWant", "true"});
  }

  void commit_number(int i) const {
    origin.write("numbers.txt", lines(i + 1));
    origin.commit();
  }

  std::string clone(const std::vector<std::string>& options) const {
    std::vector<std::string> args = {"clone", "--quiet"};
    args.insert(args.end(), options.begin(), options.end());
    args.insert(args.end(), {"file://" + origin.path(), folder.path("clone")});
    git_in(folder.path(), args);
    return folder.path("clone");
  }

  Folder folder;
  TestRepository origin;
  std::string fork;
};

TEST_F(Clones, AShallowCloneIsDeepenedUntilTheHistoriesMeet) {
  const std::string path = clone({"--depth=1", "--no-single-branch", "--branch=feature"});
  Selection selection;
  selection.base = "origin/main";
  auto change = change_of(path, selection);
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(change->base.oid, fork);
  EXPECT_EQ(paths(*change), (std::vector<std::string>{"feature.txt"}));
  EXPECT_EQ(change->commits.size(), 2u);
}

TEST_F(Clones, WithoutCommandsAShallowCloneIsExplainedWithTheLinesToAdd) {
  const std::string path = clone({"--depth=1", "--no-single-branch", "--branch=feature"});
  for (const auto& [variable, expected] :
       {std::pair{"GITHUB_ACTIONS", "- uses: actions/checkout@v4\n  with:\n    fetch-depth: 0"},
        std::pair{"GITLAB_CI", "variables:\n  GIT_DEPTH: 0"}, std::pair{"OTHER", "git fetch --unshallow"}}) {
    OpenOptions options = options_for(path, {{variable, "true"}});
    options.allow_commands = false;
    auto repository = Repository::open(options);
    ASSERT_TRUE(repository);
    Selection selection;
    selection.base = "origin/main";
    auto change = repository->change(selection, {});
    ASSERT_FALSE(change);
    EXPECT_EQ(change.error().kind, ErrorKind::git);
    EXPECT_TRUE(change.error().message.contains("shallow"));
    EXPECT_TRUE(change.error().remedy.contains(expected)) << change.error().remedy;
  }
}

TEST_F(Clones, AMissingFirstParentIsFetchedOrExplained) {
  const std::string path = clone({"--depth=1", "--branch=main"});
  git_in(path, {"checkout", "--quiet", "--detach"});
  OpenOptions options = options_for(path);
  options.allow_commands = false;
  auto without = Repository::open(options);
  ASSERT_TRUE(without);
  auto refused = without->change({}, {});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().message.contains("shallow clone")) << refused.error().text();

  auto change = change_of(path, {});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_TRUE(change->shallow);
  EXPECT_EQ(paths(*change), (std::vector<std::string>{"numbers.txt"}));
  EXPECT_EQ(change->commits.size(), 1u);
}

TEST_F(Clones, ExactTreesOfAShallowCloneNeedNoHistory) {
  const std::string path = clone({"--depth=2", "--branch=main"});
  OpenOptions options = options_for(path);
  options.allow_commands = false;
  auto repository = Repository::open(options);
  ASSERT_TRUE(repository);
  auto change = repository->change(exact("HEAD^..HEAD"), {});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(file(*change, "numbers.txt").added_ranges(), (std::vector<LineRange>{{60, 60}}));
}

TEST_F(Clones, AMissingTargetBranchIsFetchedInAPipeline) {
  const std::string path = clone({"--depth=1", "--single-branch", "--branch=feature"});
  auto change = change_of(path, {}, {{"GITHUB_EVENT_NAME", "pull_request"}, {"GITHUB_BASE_REF", "main"}});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(change->base.oid, fork);
}

TEST_F(Clones, BlobsOfAPartialCloneAreFetchedWhereAllowed) {
  const std::string path = clone({"--filter=blob:none", "--no-checkout", "--origin=hub"});
  auto change = change_of(path, exact("HEAD~1..HEAD"));
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(file(*change, "numbers.txt").added_ranges(), (std::vector<LineRange>{{60, 60}}));
  EXPECT_FALSE(file(*change, "numbers.txt").unreadable);
}

TEST_F(Clones, WithoutCommandsBlobsOfAPartialCloneAreUnreadableWithTheRemedy) {
  const std::string path = clone({"--filter=blob:none", "--no-checkout"});
  OpenOptions options = options_for(path);
  options.allow_commands = false;
  auto repository = Repository::open(options);
  ASSERT_TRUE(repository);
  auto change = repository->change(exact("HEAD~1..HEAD"), {});
  ASSERT_TRUE(change) << change.error().text();
  const ChangedFile missing = file(*change, "numbers.txt");
  EXPECT_TRUE(missing.unreadable);
  EXPECT_EQ(missing.after.size, 0u);
  EXPECT_TRUE(missing.note.contains("partial clone")) << missing.note;
  EXPECT_TRUE(missing.note.contains("git cat-file")) << missing.note;
  auto blob = repository->source(*change)->blob(missing.after, 1000);
  ASSERT_FALSE(blob);
  EXPECT_EQ(blob.error().kind, ErrorKind::git);
  EXPECT_FALSE(blob.error().remedy.empty());
}

TEST(Formats, ASingleMissingBlobMakesItsFileUnreadableAndNoOther) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.write("b", "1\n");
  repository.commit();
  repository.write("a", "2\n");
  repository.write("b", "3\n");
  repository.commit();
  const std::string blob = repository.id("HEAD:a");
  repository.remove(".git/objects/" + blob.substr(0, 2) + '/' + blob.substr(2));
  const Change change = diff(repository);
  EXPECT_TRUE(file(change, "a").unreadable);
  EXPECT_TRUE(file(change, "a").note.contains("missing")) << file(change, "a").note;
  EXPECT_FALSE(file(change, "b").unreadable);
}

TEST(Formats, ADamagedTreeIsAnErrorWithARemedy) {
  TestRepository repository;
  repository.write("folder/a", "1\n");
  repository.commit();
  repository.write("folder/a", "2\n");
  repository.commit();
  const std::string tree = repository.id("HEAD:folder");
  const std::string object = ".git/objects/" + tree.substr(0, 2) + '/' + tree.substr(2);
  chmod(repository.path(object).c_str(), 0644);
  repository.write(object, "not zlib");
  auto change = change_of(repository.path(), exact("HEAD~1..HEAD"));
  ASSERT_FALSE(change);
  EXPECT_EQ(change.error().kind, ErrorKind::git);
  EXPECT_FALSE(change.error().remedy.empty());
}

TEST(Formats, BareRepositoriesAndGitFilesOpen) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.write("a", "2\n");
  repository.commit();
  Folder folder;
  git_in(folder.path(), {"clone", "--quiet", "--bare", repository.path(), "bare.git"});
  auto bare = Repository::open(options_for(folder.path("bare.git")));
  ASSERT_TRUE(bare);
  EXPECT_TRUE(bare->bare());
  EXPECT_EQ(bare->root(), "");
  EXPECT_EQ(bare->common_dir(), folder.path("bare.git"));
  auto change = bare->change(exact("HEAD~1..HEAD"), {});
  ASSERT_TRUE(change);
  EXPECT_EQ(change->files.size(), 1u);
  auto worktree = bare->change({.worktree = true}, {});
  ASSERT_FALSE(worktree);
  EXPECT_EQ(worktree.error().kind, ErrorKind::usage);

  git_in(folder.path(),
         {"clone", "--quiet", "--separate-git-dir", folder.path("elsewhere"), repository.path(), "tree"});
  auto linked = Repository::open(options_for(folder.path("tree")));
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->root(), folder.path("tree"));
  EXPECT_EQ(linked->common_dir(), folder.path("elsewhere"));
}

TEST(Formats, LinkedWorkTreesShareObjectsAndHaveTheirOwnHead) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  Folder folder;
  repository.git({"worktree", "add", "--quiet", "-b", "side", folder.path("linked")});
  std::ofstream(folder.path("linked/b")) << "1\n";
  git_in(folder.path("linked"), {"add", "--all"});
  git_in(folder.path("linked"), {"commit", "--quiet", "-m", "b"});
  auto linked = Repository::open(options_for(folder.path("linked")));
  ASSERT_TRUE(linked);
  EXPECT_FALSE(linked->bare());
  EXPECT_EQ(linked->common_dir(), repository.path(".git"));
  EXPECT_EQ(linked->hooks_dir(), repository.path(".git/hooks"));
  auto change = linked->change({}, {});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(paths(*change), (std::vector<std::string>{"b"}));
}

TEST(Formats, WorktreeConfigIsUnderstood) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.git({"config", "core.repositoryFormatVersion", "1"});
  repository.git({"config", "extensions.worktreeConfig", "true"});
  repository.git({"config", "--worktree", "core.hooksPath", "/own/hooks"});
  auto opened = Repository::open(options_for(repository.path()));
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->hooks_dir(), "/own/hooks");
}

TEST(Formats, HooksFolderFollowsTheConfiguration) {
  TestRepository repository;
  EXPECT_EQ(Repository::open(options_for(repository.path()))->hooks_dir(), repository.path(".git/hooks"));
  repository.git({"config", "core.hooksPath", ".githooks"});
  EXPECT_EQ(Repository::open(options_for(repository.path()))->hooks_dir(), repository.path(".githooks"));
}

TEST(Formats, Sha256RepositoriesAreRefusedInWords) {
  TestRepository repository({"--object-format=sha256"});
  auto opened = Repository::open(options_for(repository.path()));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::git);
  EXPECT_TRUE(opened.error().message.contains("SHA-256")) << opened.error().text();
}

TEST(Formats, AFolderWithoutRepositoryIsNotFound) {
  Folder folder;
  auto opened = Repository::open(options_for(folder.path(), {{"GIT_CEILING_DIRECTORIES", folder.path()}}));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::not_found);
  EXPECT_EQ(Repository::open(options_for(folder.path("missing"))).error().kind, ErrorKind::not_found);
}

TEST(Formats, AForeignOwnerIsRefusedUnlessTrusted) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can make a repository of another owner";
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  for (const char* name : {"", ".git"}) ASSERT_EQ(chown(repository.path(name).c_str(), 12345, 12345), 0);
  auto opened = Repository::open(options_for(repository.path()));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::git);
  EXPECT_TRUE(opened.error().remedy.contains("safe.directory " + repository.path())) << opened.error().remedy;

  OpenOptions trusting = options_for(repository.path());
  trusting.trust_owner = true;
  EXPECT_TRUE(Repository::open(trusting));

  Folder folder;
  std::ofstream(folder.path("config")) << "[safe]\n\tdirectory = *\n";
  EXPECT_TRUE(Repository::open(options_for(repository.path(), {{"GIT_CONFIG_GLOBAL", folder.path("config")}})));
}

TEST(Formats, SparseCheckoutsAreReadFromTheObjects) {
  TestRepository repository;
  repository.write("in/a", "1\n");
  repository.write("out/b", "1\n");
  repository.commit();
  repository.write("out/b", "2\n");
  repository.commit();
  repository.git({"sparse-checkout", "set", "in"});
  ASSERT_FALSE(std::filesystem::exists(repository.path("out/b")));
  EXPECT_EQ(file(diff(repository), "out/b").added_lines(), 1u);

  auto untouched = change_of(repository.path(), {.worktree = true});
  ASSERT_TRUE(untouched) << untouched.error().text();
  EXPECT_TRUE(untouched->files.empty());
  repository.write("in/a", "2\n");
  EXPECT_EQ(paths(*change_of(repository.path(), {.worktree = true})), (std::vector<std::string>{"in/a"}));

  repository.git({"sparse-checkout", "reapply", "--sparse-index"});
  EXPECT_EQ(paths(*change_of(repository.path(), {.worktree = true})), (std::vector<std::string>{"in/a"}));
}

}  // namespace
}  // namespace gate::git::testing
