// Trees and commits that git would not write.
#include <fstream>

#include "gate/git/commit.h"
#include "gate/git/tree_walk.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

std::string raw_entry(const std::string& mode, const std::string& name, const git_oid& id) {
  return mode + ' ' + name + '\0' + std::string(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
}

// An object store of its own, in memory but for an empty folder.
class HostileTrees : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Objects::open(repository.path(".git/objects"), false);
    ASSERT_TRUE(opened);
    objects = *opened;
    blob = *objects->add(GIT_OBJECT_BLOB, "text\n");
    other = *objects->add(GIT_OBJECT_BLOB, "other\n");
  }

  git_oid tree(const std::string& raw) const { return *objects->add(GIT_OBJECT_TREE, raw); }

  TestRepository repository;
  std::shared_ptr<Objects> objects;
  git_oid blob{}, other{};
  const git_oid none{};
};

TEST_F(HostileTrees, NamesThatLeadElsewhereAreRefused) {
  for (const char* name : {"", ".", "..", "a/b"}) {
    auto changes = changed_paths(*objects, none, tree(raw_entry("100644", name, blob)));
    ASSERT_FALSE(changes) << name;
    EXPECT_EQ(changes.error().kind, ErrorKind::git) << name;
  }
}

TEST_F(HostileTrees, CutOrGarbledTreesAreRefused) {
  const std::string whole = raw_entry("100644", "a", blob);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_FALSE(changed_paths(*objects, none, tree(whole.substr(0, size)))) << size;
  }
  EXPECT_FALSE(changed_paths(*objects, none, tree(raw_entry("10x644", "a", blob))));
}

TEST_F(HostileTrees, EntriesOutOfOrderAreComparedByName) {
  const git_oid sorted = tree(raw_entry("100644", "a", blob) + raw_entry("100644", "b", blob));
  const git_oid unsorted = tree(raw_entry("100644", "b", blob) + raw_entry("100644", "a", other));
  auto changes = changed_paths(*objects, sorted, unsorted);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->size(), 1u);
  EXPECT_EQ((*changes)[0].path, "a");
}

TEST_F(HostileTrees, ABlobInPlaceOfATreeIsAnError) {
  auto changes = changed_paths(*objects, none, tree(raw_entry("40000", "folder", blob)));
  ASSERT_FALSE(changes);
  EXPECT_TRUE(changes.error().message.contains("not a tree")) << changes.error().message;
}

TEST_F(HostileTrees, NestingHasALimit) {
  git_oid deep = tree(raw_entry("100644", "leaf", blob));
  for (int depth = 0; depth < 900; ++depth) deep = tree(raw_entry("40000", "d", deep));
  EXPECT_TRUE(changed_paths(*objects, none, deep));
  for (int depth = 0; depth < 200; ++depth) deep = tree(raw_entry("40000", "d", deep));
  EXPECT_EQ(changed_paths(*objects, none, deep).error().kind, ErrorKind::limit);
  EXPECT_EQ(list_files(*objects, deep, "").error().kind, ErrorKind::limit);
}

TEST_F(HostileTrees, AFewObjectsThatNameBillionsOfFilesAreCutShort) {
  git_oid bomb = blob;
  for (int level = 0; level < 10; ++level) {
    std::string raw;
    for (char name = 'a'; name < 'k'; ++name) {
      raw += raw_entry(level == 0 ? "100644" : "40000", std::string(1, name), bomb);
    }
    bomb = tree(raw);
  }
  EXPECT_EQ(changed_paths(*objects, none, bomb).error().kind, ErrorKind::limit);
  EXPECT_EQ(list_files(*objects, bomb, "").error().kind, ErrorKind::limit);
  auto one = find_path(*objects, bomb, "a/b/c/d/e/f/g/h/i/j");
  ASSERT_TRUE(one);
  EXPECT_TRUE(*one);
}

TEST_F(HostileTrees, OddModesAreReadAsGitReadsThem) {
  EXPECT_EQ(mode_of(0100664), FileMode::regular);
  EXPECT_EQ(mode_of(0100700), FileMode::executable);
  EXPECT_EQ(mode_of(0120777), FileMode::symlink);
  EXPECT_EQ(mode_of(0060000), FileMode::submodule);
}

const std::string kTree = "tree " + std::string(40, '1') + "\n";

Expected<CommitText> parsed(const std::string& text) { return parse_commit(text, {}); }

TEST(HostileCommits, WithoutATreeOrWithABadParentAreRefused) {
  EXPECT_FALSE(parsed(""));
  EXPECT_FALSE(parsed("\n\nmessage"));
  EXPECT_FALSE(parsed("tree 123\n"));
  EXPECT_FALSE(parsed(kTree + "parent " + std::string(40, 'z') + "\n"));
  EXPECT_TRUE(parsed(kTree));
}

TEST(HostileCommits, ParentsBehindTheAuthorAreNoParents) {
  const std::string text = kTree + "author A <a@b> 1 +0000\nparent " + std::string(40, '2') + "\n\nm";
  EXPECT_TRUE(parsed(text)->raw.parents.empty());
}

TEST(HostileCommits, PeopleAreReadAsGitReadsThem) {
  const std::string text = kTree + "author A <a@b> <c@d> 1700000000 -0130\ncommitter nobody\n\nm";
  auto commit = parsed(text);
  ASSERT_TRUE(commit);
  const Commit whole = to_commit(*commit, {});
  EXPECT_EQ(whole.author, (Person{"A", "a@b"}));
  EXPECT_EQ(whole.offset_minutes, -90);
  EXPECT_EQ(whole.committer, (Person{"nobody", ""}));
  EXPECT_EQ(whole.time, 0);
}

}  // namespace
}  // namespace gate::git::testing
