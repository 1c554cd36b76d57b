// What a change may do to stay unseen, and how it is seen all the same.
#include "gate/git/source_path.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

using Ranges = std::vector<LineRange>;

TEST(Hiding, AttributesOfTheChangeHaveNoSay) {
  for (const char* attribute :
       {"*.py -diff", "*.py binary", "*.py linguist-generated", "*.py diff=unknown", "* -text"}) {
    TestRepository repository;
    repository.write("a.py", "x = 1\n");
    repository.commit();
    repository.write(".gitattributes", std::string(attribute) + "\n");
    repository.write("a.py", "x = 1\nimport os\n");
    repository.commit();
    const ChangedFile changed = file(diff(repository), "a.py");
    EXPECT_FALSE(changed.binary) << attribute;
    EXPECT_EQ(changed.added_ranges(), (Ranges{{2, 2}})) << attribute;
  }
}

TEST(Hiding, AttributesOfTheRepositoryAndTheUserHaveNoSay) {
  TestRepository repository;
  repository.write("a.py", "x = 1\n");
  repository.commit();
  repository.write("a.py", "x = 2\n");
  repository.commit();
  repository.write(".git/info/attributes", "* -diff\n");
  repository.write("attributes", "* binary\n");
  repository.git({"config", "core.attributesFile", repository.path("attributes")});
  EXPECT_EQ(file(diff(repository), "a.py").added_ranges(), (Ranges{{1, 1}}));
}

TEST(Hiding, ANulInASourceFileIsBinaryAndNoted) {
  TestRepository repository;
  repository.write("a.py", "x = 1\n");
  repository.write("image.png", "x");
  repository.commit();
  repository.write("a.py", std::string("x = 1\n#\0\nimport os\n", 19));
  repository.write("image.png", std::string("\x89PNG\0", 5));
  repository.commit();
  const Change change = diff(repository);
  EXPECT_TRUE(file(change, "a.py").binary);
  EXPECT_TRUE(file(change, "a.py").note.contains("NUL at byte 8")) << file(change, "a.py").note;
  EXPECT_TRUE(file(change, "a.py").hunks.empty());
  EXPECT_TRUE(file(change, "image.png").binary);
  EXPECT_EQ(file(change, "image.png").note, "");
}

TEST(Hiding, ANulBehindTheFirstEightThousandBytesIsText) {
  TestRepository repository;
  repository.write("a.py", "x = 1\n");
  repository.commit();
  repository.write("a.py", std::string(8000, '#') + '\0' + "\nimport os\n");
  repository.commit();
  EXPECT_FALSE(file(diff(repository), "a.py").binary);
  EXPECT_EQ(file(diff(repository), "a.py").added_lines(), 2u);
}

TEST(Hiding, ALineOfTenMegabytesIsComparedWhereTheLimitAllows) {
  TestRepository repository;
  const std::string wide(10'000'000, 'x');
  repository.write("a.js", "first\nlast\n");
  repository.commit();
  repository.write("a.js", "first\n" + wide + "\nlast\n");
  repository.commit();
  repository.write("a.js", "first\n" + wide + "y\nlast\n");
  repository.commit();
  DiffOptions options;
  options.file_limit = 64u << 20;
  EXPECT_EQ(file(diff(repository, "HEAD~2..HEAD~1", options), "a.js").added_ranges(), (Ranges{{2, 2}}));
  EXPECT_EQ(file(diff(repository, "HEAD~1..HEAD", options), "a.js").hunks, (std::vector<Hunk>{{2, 1, 2, 1}}));
}

TEST(Hiding, AFileOverTheLimitIsUnreadableWithItsSize) {
  TestRepository repository;
  repository.write("a.js", "x\n");
  repository.commit();
  repository.write("a.js", std::string(5000, 'x'));
  repository.commit();
  DiffOptions options;
  options.file_limit = 4999;
  const ChangedFile large = file(diff(repository, "HEAD~1..HEAD", options), "a.js");
  EXPECT_TRUE(large.unreadable);
  EXPECT_EQ(large.after.size, 5000u);
  EXPECT_EQ(large.before.size, 2u);
  EXPECT_TRUE(large.note.contains("5000 bytes")) << large.note;
  options.file_limit = 5000;
  EXPECT_FALSE(file(diff(repository, "HEAD~1..HEAD", options), "a.js").unreadable);
}

TEST(Hiding, ReplacedObjectsAndGraftsAreNotLookedAt) {
  TestRepository repository;
  repository.write("a", "1\n");
  const std::string first = repository.commit();
  repository.write("a", "2\n");
  repository.commit();
  repository.write("a", "3\n");
  const std::string last = repository.commit();
  const std::string blob = repository.id("HEAD:a"), old_blob = repository.id("HEAD~1:a");
  repository.git({"replace", blob, old_blob});
  repository.write(".git/info/grafts", last + " " + first + "\n");
  const Change change = diff(repository);
  EXPECT_EQ(file(change, "a").added_lines(), 1u);
  EXPECT_EQ(change.commits.size(), 1u);
}

TEST(Hiding, SourcePathsAreKnownByNameWithoutCase) {
  for (const char* path : {"a.c", "b/C.PY", "x.tsx", "Makefile", "d/Dockerfile", "go.mod", "a.b.yml", "q.txt"}) {
    EXPECT_TRUE(is_source_path(path)) << path;
  }
  for (const char* path : {"a.png", "c", "py", "x.tar.gz", "folder.py/image.jpg", ""}) {
    EXPECT_FALSE(is_source_path(path)) << path;
  }
}

}  // namespace
}  // namespace gate::git::testing
