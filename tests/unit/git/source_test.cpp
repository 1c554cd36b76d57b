// Contents of a change's sides, and the commits that it brings.
#include <thread>

#include "test_repository.h"

namespace gate::git::testing {
namespace {

struct Opened {
  Change change;
  std::shared_ptr<const Source> source;
};

Opened open(const TestRepository& repository, const std::string& range = "HEAD~1..HEAD") {
  auto opened = Repository::open(options_for(repository.path()));
  EXPECT_TRUE(opened);
  auto change = opened->change({.range = range}, {});
  EXPECT_TRUE(change) << (change ? "" : change.error().text());
  return {*change, opened->source(*change)};  // the repository is gone after this
}

class Contents : public ::testing::Test {
 protected:
  void SetUp() override {
    repository.write("a.txt", "before\n");
    repository.write("folder/inner/b.txt", "b\n");
    repository.commit();
    repository.write("a.txt", "after it\n");
    repository.commit();
  }
  TestRepository repository;
};

TEST_F(Contents, BlobsAreReadWithinALimit) {
  const auto [change, source] = open(repository);
  const ChangedFile changed = file(change, "a.txt");
  EXPECT_EQ(**source->blob(changed.before, 100), "before\n");
  EXPECT_EQ(**source->blob(changed.after, 9), "after it\n");
  EXPECT_EQ(source->blob(changed.after, 8).error().kind, ErrorKind::limit);
  EXPECT_EQ(source->blob({}, 100).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(source->blob({"nonsense", FileMode::regular, 1}, 100));
}

TEST_F(Contents, FilesAreFoundInEachTree) {
  const auto [change, source] = open(repository);
  EXPECT_EQ(**source->file(Tree::base, "a.txt", 100), "before\n");
  EXPECT_EQ(**source->file(Tree::head, "a.txt", 100), "after it\n");
  EXPECT_EQ(**source->file(Tree::policy, "folder/inner/b.txt", 100), "b\n");
  for (const char* missing : {"none", "folder", "folder/none", "a.txt/x", "", "/", "folder//inner"}) {
    auto found = source->file(Tree::head, missing, 100);
    ASSERT_TRUE(found) << missing;
    EXPECT_FALSE(*found) << missing;
  }
  EXPECT_EQ(source->file(Tree::head, "a.txt", 3).error().kind, ErrorKind::limit);
}

TEST_F(Contents, TreesAreListed) {
  const auto [change, source] = open(repository);
  auto all = source->list(Tree::head, "");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ((*all)[0].path, "a.txt");
  EXPECT_EQ((*all)[1].path, "folder/inner/b.txt");
  EXPECT_EQ((*all)[1].blob.oid, repository.id("HEAD:folder/inner/b.txt"));
  EXPECT_EQ(source->list(Tree::head, "folder/")->size(), 1u);
  EXPECT_TRUE(source->list(Tree::head, "missing")->empty());
}

TEST_F(Contents, TheEmptyTreeHasNoFiles) {
  const auto [change, source] = open(repository, "4b825dc642cb6eb9a060e54bf8d69288fbee4904..HEAD");
  EXPECT_FALSE(*source->file(Tree::base, "a.txt", 100));
  EXPECT_TRUE(source->list(Tree::base, "")->empty());
}

TEST_F(Contents, ManyThreadsMayReadAtOnce) {
  for (int i = 0; i < 50; ++i) repository.write("many/" + std::to_string(i), lines(100, std::to_string(i)));
  repository.commit();
  const auto opened = open(repository);
  std::vector<std::jthread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const std::string name = std::to_string(i);
        auto text = opened.source->file(Tree::head, "many/" + name, 100'000);
        if (!text || !*text || **text != lines(100, name)) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

TEST(Commits, CarryPeopleTimesAndMessages) {
  TestRepository repository;
  repository.commit("first");
  repository.git({"-c", "user.name=Grace <H>", "-c", "user.email=grace@example.org", "commit", "--quiet",
                  "--allow-empty", "--author=Linus T <linus@example.org>", "-m",
                  "subject\n\nbody\n\nReviewed-by: Eve <eve@example.org>"});
  const Change change = open(repository).change;
  ASSERT_EQ(change.commits.size(), 1u);
  const Commit& commit = change.commits[0];
  EXPECT_EQ(commit.oid, repository.id("HEAD"));
  EXPECT_EQ(commit.author, (Person{"Linus T", "linus@example.org"}));
  EXPECT_EQ(commit.committer.email, "grace@example.org");
  EXPECT_EQ(commit.offset_minutes, 60);
  EXPECT_EQ(std::to_string(commit.time) + "\n", repository.git({"show", "-s", "--format=%ct"}));
  EXPECT_EQ(commit.parents, (std::vector<std::string>{repository.id("HEAD~1")}));
  EXPECT_EQ(commit.trailers("reviewed-by"), (std::vector<std::string>{"Eve <eve@example.org>"}));
}

TEST(Commits, AreListedToAThousand) {
  TestRepository repository;
  repository.commit();
  std::string stream;
  for (int i = 0; i < 1005; ++i) {
    stream += "commit refs/heads/main\ncommitter A <a@b> " + std::to_string(1'800'000'000 + i) + " +0000\ndata 1\nx\n";
    if (i == 0) stream += "from refs/heads/main^0\n";
    stream += "\n";
  }
  repository.write("stream", stream);
  git_in(repository.path(), {"-c", "alias.import=!git fast-import --quiet < stream", "import"});
  const Change change = open(repository, "HEAD~1005..HEAD").change;
  EXPECT_EQ(change.commits.size(), 1000u);
  EXPECT_EQ(change.commits[0].time, 1'800'001'004);
  ASSERT_FALSE(change.notes.empty());
  EXPECT_TRUE(change.notes[0].contains("1005 commits")) << change.notes[0];
}

}  // namespace
}  // namespace gate::git::testing
