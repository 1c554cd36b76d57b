// The index and the work tree as one side of a change.
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

#include "test_repository.h"

namespace gate::git::testing {
namespace {

std::vector<std::string> objects_of(const TestRepository& repository) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(repository.path(".git/objects"))) {
    names.push_back(entry.path().string());
  }
  std::ranges::sort(names);
  return names;
}

Change snapshot(const TestRepository& repository, const Selection& selection, const DiffOptions& options = {}) {
  auto change = change_of(repository.path(), selection, {}, options);
  EXPECT_TRUE(change) << (change ? "" : change.error().text());
  return change ? *change : Change{};
}

Change staged(const TestRepository& repository) { return snapshot(repository, {.staged = true}); }
Change worktree(const TestRepository& repository, const DiffOptions& options = {}) {
  return snapshot(repository, {.worktree = true}, options);
}

class Snapshot : public ::testing::Test {
 protected:
  void SetUp() override {
    repository.write("a.txt", "1\n2\n");
    repository.write("folder/b.txt", lines(20));
    repository.write("gone.txt", "g\n");
    repository.commit();
  }
  TestRepository repository;
};

TEST_F(Snapshot, StagedIsTheIndexAndNotTheFiles) {
  repository.write("a.txt", "1\n2\n3\n");
  repository.git({"add", "a.txt"});
  repository.write("a.txt", "unstaged\n");
  repository.write("untracked.txt", "u\n");
  repository.git({"rm", "--quiet", "gone.txt"});
  const auto before = objects_of(repository);
  const Change change = staged(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"a.txt", "gone.txt"}));
  EXPECT_EQ(file(change, "a.txt").hunks, (std::vector<Hunk>{{2, 0, 3, 1}}));
  EXPECT_EQ(change.head.name, "index");
  EXPECT_EQ(change.base.name, "HEAD");
  EXPECT_TRUE(change.commits.empty());
  EXPECT_EQ(objects_of(repository), before) << "nothing is written to the repository";
  repository.git({"write-tree"});
  EXPECT_EQ(change.head.oid + "\n", repository.git({"write-tree"}));
}

TEST_F(Snapshot, WorktreeIsWhatGitAddAllWouldStage) {
  repository.write("a.txt", "1\n2\n3\n");
  repository.write("folder/new.txt", "n\n");
  repository.write("ignored.log", "i\n");
  repository.write(".gitignore", "*.log\n");
  repository.remove("gone.txt");
  std::filesystem::rename(repository.path("folder/b.txt"), repository.path("folder/c.txt"));
  chmod(repository.path("a.txt").c_str(), 0755);
  const auto before = objects_of(repository);
  const Change change = worktree(repository);
  EXPECT_EQ(paths(change),
            (std::vector<std::string>{".gitignore", "a.txt", "folder/c.txt", "folder/new.txt", "gone.txt"}));
  EXPECT_EQ(file(change, "folder/c.txt").old_path, "folder/b.txt");
  EXPECT_EQ(file(change, "a.txt").after.mode, FileMode::executable);
  EXPECT_EQ(objects_of(repository), before) << "nothing is written to the repository";
  repository.git({"add", "--all"});
  EXPECT_EQ(change.head.oid + "\n", repository.git({"write-tree"}));
}

TEST_F(Snapshot, ContentsOfASnapshotAreReadFromMemory) {
  repository.write("a.txt", "fresh\n");
  auto opened = Repository::open(options_for(repository.path()));
  ASSERT_TRUE(opened);
  auto change = opened->change({.worktree = true}, {});
  ASSERT_TRUE(change);
  const auto source = opened->source(*change);
  repository.write("a.txt", "later\n");
  EXPECT_EQ(**source->blob(file(*change, "a.txt").after, 100), "fresh\n");
  EXPECT_EQ(**source->file(Tree::head, "a.txt", 100), "fresh\n");
  EXPECT_EQ(**source->file(Tree::base, "a.txt", 100), "1\n2\n");
  EXPECT_EQ(source->list(Tree::head, "")->size(), 3u);
}

TEST_F(Snapshot, BaseOfASnapshotIsTheMergeBaseWithHead) {
  repository.git({"branch", "old"});
  repository.write("second.txt", "s\n");
  repository.commit();
  repository.write("third.txt", "t\n");
  EXPECT_EQ(paths(snapshot(repository, {.base = "old", .worktree = true})),
            (std::vector<std::string>{"second.txt", "third.txt"}));
}

TEST_F(Snapshot, IntentToAddIsNotStagedYet) {
  repository.write("planned.txt", "p\n");
  repository.git({"add", "--intent-to-add", "planned.txt"});
  EXPECT_TRUE(staged(repository).files.empty());
  EXPECT_EQ(paths(worktree(repository)), (std::vector<std::string>{"planned.txt"}));
}

TEST_F(Snapshot, UnmergedFilesCannotBeStagedButLieInTheWorkTree) {
  repository.git({"checkout", "--quiet", "-b", "side"});
  repository.write("a.txt", "side\n");
  repository.commit();
  repository.git({"checkout", "--quiet", "main"});
  repository.write("a.txt", "main\n");
  repository.commit();
  repository.git({"merge", "side"}, true);
  auto refused = change_of(repository.path(), {.staged = true});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "a.txt");
  const Change change = worktree(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"a.txt"}));
  EXPECT_EQ(file(change, "a.txt").added_lines(), 4u) << "conflict markers and the other side";
}

TEST_F(Snapshot, LineEndingsAreConvertedAsGitWould) {
  repository.write(".gitattributes", "*.txt text\n*.bin -text\n");
  repository.write("x.bin", "1\r\n");
  repository.commit();
  repository.write("a.txt", "1\r\n2\r\n3\r\n");
  repository.write("x.bin", "2\r\n");
  const Change change = worktree(repository);
  EXPECT_EQ(file(change, "a.txt").hunks, (std::vector<Hunk>{{2, 0, 3, 1}}));
  EXPECT_EQ(file(change, "x.bin").after.size, 3u);
  repository.git({"add", "--all"});
  EXPECT_EQ(change.head.oid + "\n", repository.git({"write-tree"}));
}

TEST_F(Snapshot, LinksStayLinksAndLeadNowhere) {
  Folder outside;
  git_in(outside.path(), {"init", "--quiet", "."});
  std::filesystem::create_directories(outside.path("folder"));
  ASSERT_EQ(symlink("/etc/passwd", repository.path("link").c_str()), 0);
  ASSERT_EQ(symlink("loop", repository.path("loop").c_str()), 0);
  repository.remove("folder");
  ASSERT_EQ(symlink(outside.path("folder").c_str(), repository.path("folder").c_str()), 0);
  const Change change = worktree(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"folder", "folder/b.txt", "link", "loop"}));
  EXPECT_EQ(file(change, "link").after.mode, FileMode::symlink);
  EXPECT_EQ(file(change, "link").after.size, 11u);
  EXPECT_EQ(file(change, "folder").after.mode, FileMode::symlink);
  EXPECT_EQ(file(change, "folder/b.txt").status, FileStatus::deleted);
}

TEST_F(Snapshot, DevicesAndPipesAreLeftOut) {
  repository.remove("a.txt");
  ASSERT_EQ(mkfifo(repository.path("a.txt").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo(repository.path("pipe").c_str(), 0600), 0);
  const Change change = worktree(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"a.txt"}));
  EXPECT_EQ(change.files[0].status, FileStatus::deleted);
}

TEST_F(Snapshot, ARepositoryInsideIsASubmodule) {
  git_in(repository.path(), {"init", "--quiet", "inner"});
  repository.write("inner/x", "1\n");
  git_in(repository.path("inner"), {"add", "--all"});
  git_in(repository.path("inner"), {"commit", "--quiet", "-m", "inner"});
  const Change change = worktree(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"inner"}));
  EXPECT_EQ(file(change, "inner").after.mode, FileMode::submodule);
  EXPECT_EQ(file(change, "inner").after.oid + "\n", git_in(repository.path("inner"), {"rev-parse", "HEAD"}));
}

TEST_F(Snapshot, AFileOverTheLimitIsNamedWithoutBeingRead) {
  repository.write("a.txt", std::string(3'000'000, 'x'));
  DiffOptions options;
  options.file_limit = 1'000'000;
  const ChangedFile large = file(worktree(repository, options), "a.txt");
  EXPECT_TRUE(large.unreadable);
  EXPECT_EQ(large.after.size, 3'000'000u);
  EXPECT_EQ(large.after.oid + "\n", repository.git({"hash-object", "a.txt"}));
}

TEST_F(Snapshot, HostileNamesAreRead) {
  for (const char* name : {"-n", "::x", "new\nline", "esc\x1b[0m", "latin\xe9"}) repository.write(name, "1\n");
  EXPECT_EQ(worktree(repository).files.size(), 5u);
  repository.git({"add", "--all"});
  EXPECT_EQ(staged(repository).files.size(), 5u);
}

TEST_F(Snapshot, TheIndexOfACommitInTheMakingIsUsed) {
  repository.write("a.txt", "1\n2\n3\n");
  repository.write("folder/b.txt", "not this\n");
  repository.git({"add", "folder/b.txt"});
  repository.write(".git/hooks/pre-commit",
                   "#!/bin/sh\ncp \"$GIT_INDEX_FILE\" .git/next-index-7.lock\necho \"$GIT_INDEX_FILE\" > name\n");
  chmod(repository.path(".git/hooks/pre-commit").c_str(), 0755);
  repository.git({"commit", "--quiet", "-m", "one file", "a.txt"});
  repository.git({"reset", "--quiet", "--soft", "HEAD~1"});
  EXPECT_TRUE(repository.read("name").contains("next-index")) << repository.read("name");
  auto change = change_of(repository.path(), {.staged = true}, {{"GIT_INDEX_FILE", ".git/next-index-7.lock"}});
  ASSERT_TRUE(change) << change.error().text();
  EXPECT_EQ(paths(*change), (std::vector<std::string>{"a.txt"}));
  change = change_of(repository.path(), {.staged = true}, {{"GIT_INDEX_FILE", "/elsewhere/index"}});
  ASSERT_TRUE(change);
  EXPECT_EQ(paths(*change), (std::vector<std::string>{"a.txt", "folder/b.txt"}));
}

TEST_F(Snapshot, ASplitIndexIsReadByTheCommandLine) {
  repository.git({"update-index", "--split-index"});
  repository.write("a.txt", "1\n2\n3\n");
  repository.git({"add", "a.txt"});
  EXPECT_EQ(paths(staged(repository)), (std::vector<std::string>{"a.txt"}));
  repository.write("folder/new", "n\n");
  EXPECT_EQ(paths(worktree(repository)), (std::vector<std::string>{"a.txt", "folder/new"}));
}

TEST(SnapshotOfNothing, BeforeTheFirstCommitEverythingIsNew) {
  TestRepository repository;
  repository.write("a", "1\n");
  EXPECT_TRUE(staged(repository).files.empty());
  EXPECT_EQ(paths(worktree(repository)), (std::vector<std::string>{"a"}));
  repository.git({"add", "a"});
  EXPECT_EQ(file(staged(repository), "a").status, FileStatus::added);
}

}  // namespace
}  // namespace gate::git::testing
