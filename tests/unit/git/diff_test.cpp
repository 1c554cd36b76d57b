#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "gate/base/text.h"
#include "test_repository.h"

namespace gate::git::testing {
namespace {

using Ranges = std::vector<LineRange>;
using Hunks = std::vector<Hunk>;

TEST(Diff, ListsEachKindOfStatusWithItsBlobsAndLines) {
  TestRepository repository;
  repository.write("changed.txt", "a\nb\nc\n");
  repository.write("gone.txt", "x\ny\n");
  repository.write("same.txt", "s\n");
  repository.commit();
  repository.write("changed.txt", "a\nB\nc\nd\n");
  repository.remove("gone.txt");
  repository.write("new.txt", "1\n2\n3");
  repository.commit();
  const Change change = diff(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"changed.txt", "gone.txt", "new.txt"}));

  const ChangedFile changed = file(change, "changed.txt");
  EXPECT_EQ(changed.status, FileStatus::modified);
  EXPECT_EQ(changed.hunks, (Hunks{{2, 1, 2, 1}, {3, 0, 4, 1}}));
  EXPECT_EQ(changed.after.oid, repository.id("HEAD:changed.txt"));
  EXPECT_EQ(changed.before.oid, repository.id("HEAD~1:changed.txt"));
  EXPECT_EQ(changed.after.size, 8u);

  const ChangedFile gone = file(change, "gone.txt");
  EXPECT_EQ(gone.status, FileStatus::deleted);
  EXPECT_EQ(gone.after, BlobRef{});
  EXPECT_EQ(gone.hunks, (Hunks{{1, 2, 0, 0}}));

  const ChangedFile added = file(change, "new.txt");
  EXPECT_EQ(added.status, FileStatus::added);
  EXPECT_EQ(added.before, BlobRef{});
  EXPECT_EQ(added.added_ranges(), (Ranges{{1, 3}}));
}

TEST(Diff, PairsRenamesByIdentityThenByBaseNameThenByLikeness) {
  TestRepository repository;
  repository.write("moved.txt", lines(20, "moved"));
  repository.write("old/name.c", lines(40, "name"));
  repository.write("alpha.c", lines(40, "alpha"));
  repository.write("other.c", lines(40, "other"));
  repository.commit();
  for (const char* name : {"moved.txt", "old/name.c", "alpha.c", "other.c"}) repository.remove(name);
  repository.write("folder/moved2.txt", lines(20, "moved"));
  repository.write("new/name.c", lines(40, "name") + "one more\n");
  repository.write("beta.c", lines(40, "alpha") + "tail\n");
  repository.write("unlike.c", lines(40, "nothing of it"));
  repository.commit();
  const Change change = diff(repository);

  const ChangedFile moved = file(change, "folder/moved2.txt");
  EXPECT_EQ(moved.status, FileStatus::renamed);
  EXPECT_EQ(moved.old_path, "moved.txt");
  EXPECT_EQ(moved.similarity, 100);
  EXPECT_TRUE(moved.hunks.empty());
  EXPECT_EQ(moved.after.size, lines(20, "moved").size());

  EXPECT_EQ(file(change, "new/name.c").old_path, "old/name.c");
  EXPECT_EQ(file(change, "beta.c").old_path, "alpha.c");
  EXPECT_EQ(file(change, "beta.c").added_ranges(), (Ranges{{41, 41}}));
  EXPECT_EQ(file(change, "unlike.c").status, FileStatus::added);
  EXPECT_EQ(file(change, "other.c").status, FileStatus::deleted);
}

TEST(Diff, SetsTheRenameThresholdItselfAndFindsNoCopies) {
  TestRepository repository;
  repository.write("a.txt", lines(30));
  repository.write("kept.txt", lines(30, "kept"));
  repository.commit();
  repository.git({"mv", "a.txt", "b.txt"});
  repository.write("copy.txt", lines(30, "kept"));
  repository.commit();
  repository.git({"config", "diff.renames", "copies"});
  EXPECT_EQ(file(diff(repository), "copy.txt").status, FileStatus::added);
  repository.git({"config", "diff.renames", "false"});
  EXPECT_EQ(file(diff(repository), "b.txt").status, FileStatus::renamed);
}

TEST(Diff, LeavesOutTheComparisonOfEachWithEachBeyondTheLimitAndSaysSo) {
  TestRepository repository;
  for (int i = 0; i < 3; ++i) repository.write("old" + std::to_string(i), lines(30, "word" + std::to_string(i)));
  repository.commit();
  for (int i = 0; i < 3; ++i) {
    repository.remove("old" + std::to_string(i));
    repository.write("new" + std::to_string(i), lines(31, "word" + std::to_string(i)));
  }
  repository.commit();
  DiffOptions options;
  options.rename_limit = 2;
  const Change change = diff(repository, "HEAD~1..HEAD", options);
  EXPECT_EQ(change.files.size(), 6u);
  ASSERT_EQ(change.notes.size(), 1u);
  EXPECT_TRUE(change.notes[0].contains("too many")) << change.notes[0];
  EXPECT_EQ(diff(repository).files.size(), 3u);
}

TEST(Diff, ShowsModesLinksAndTypeChanges) {
  TestRepository repository;
  repository.write("run.sh", "echo\n");
  repository.write("file-to-link", "text\nmore\n");
  ASSERT_EQ(symlink("target-one", repository.path("link").c_str()), 0);
  repository.commit();
  chmod(repository.path("run.sh").c_str(), 0755);
  repository.remove("file-to-link");
  ASSERT_EQ(symlink("elsewhere", repository.path("file-to-link").c_str()), 0);
  repository.remove("link");
  ASSERT_EQ(symlink("target-two", repository.path("link").c_str()), 0);
  repository.commit();
  const Change change = diff(repository);

  const ChangedFile script = file(change, "run.sh");
  EXPECT_EQ(script.status, FileStatus::modified);
  EXPECT_TRUE(script.mode_changed());
  EXPECT_EQ(script.after.mode, FileMode::executable);
  EXPECT_TRUE(script.hunks.empty());
  EXPECT_EQ(script.after.size, 5u);

  const ChangedFile typed = file(change, "file-to-link");
  EXPECT_EQ(typed.status, FileStatus::type_changed);
  EXPECT_EQ(typed.after.mode, FileMode::symlink);
  EXPECT_EQ(typed.hunks, (Hunks{{1, 2, 1, 1}}));

  const ChangedFile link = file(change, "link");
  EXPECT_EQ(link.status, FileStatus::modified);
  EXPECT_EQ(link.hunks, (Hunks{{1, 1, 1, 1}}));
}

TEST(Diff, GivesSubmodulesByTheirCommitsAlone) {
  TestRepository inner, repository;
  inner.write("a", "1\n");
  const std::string first = inner.commit();
  inner.write("a", "2\n");
  const std::string second = inner.commit();
  repository.git({"submodule", "--quiet", "add", inner.path(), "sub"});
  repository.git({"-C", "sub", "checkout", "--quiet", first});
  repository.commit();
  repository.git({"-C", "sub", "checkout", "--quiet", second});
  repository.commit();
  const ChangedFile sub = file(diff(repository), "sub");
  EXPECT_EQ(sub.status, FileStatus::modified);
  EXPECT_EQ(sub.before, (BlobRef{first, FileMode::submodule, 0}));
  EXPECT_EQ(sub.after, (BlobRef{second, FileMode::submodule, 0}));
  EXPECT_TRUE(sub.hunks.empty());
  EXPECT_FALSE(sub.unreadable);
}

TEST(Diff, AFolderInPlaceOfAFileIsADeletionAndAdditions) {
  TestRepository repository;
  repository.write("thing", "1\n");
  repository.write("thing.txt", "t\n");
  repository.commit();
  repository.remove("thing");
  repository.write("thing/inside", "quite different\n");
  repository.commit();
  const Change change = diff(repository);
  EXPECT_EQ(paths(change), (std::vector<std::string>{"thing", "thing/inside"}));
  EXPECT_EQ(change.files[0].status, FileStatus::deleted);
}

TEST(Diff, KeepsHostileNamesAsRawBytes) {
  const std::vector<std::string> names = {
      "-rf",       "::warning::x", "a\nb.c",   "esc\x1b[31m.py",     "latin\xe9.txt",
      "quo\"te.c", "tab\t.c",      " leading", "\xf0\x9f\x92\xa5.js"};
  TestRepository repository;
  repository.write("base", "");
  repository.commit();
  for (const std::string& name : names) repository.write(name, "text\n");
  repository.commit();
  std::vector<std::string> expected = names;
  std::ranges::sort(expected);
  const Change change = diff(repository);
  EXPECT_EQ(paths(change), expected);
  for (const ChangedFile& one : change.files) EXPECT_EQ(one.added_lines(), 1u) << printable(to_utf8(one.path));
}

TEST(Diff, CountsCrLfAndMissingLastNewlineAsGitDoes) {
  TestRepository repository;
  repository.write("crlf.txt", "one\ntwo\nthree\n");
  repository.write("end.txt", "one\ntwo");
  repository.commit();
  repository.write("crlf.txt", "one\ntwo\r\nthree\n");
  repository.write("end.txt", "one\ntwo\n");
  repository.commit();
  repository.git({"config", "core.autocrlf", "true"});
  const Change change = diff(repository);
  EXPECT_EQ(file(change, "crlf.txt").hunks, (Hunks{{2, 1, 2, 1}}));
  EXPECT_EQ(file(change, "end.txt").hunks, (Hunks{{2, 1, 2, 1}}));
}

TEST(Diff, IgnoresTheUsersDiffConfiguration) {
  TestRepository repository;
  repository.write("f.c", "int a() {\n  return 1;\n}\n\nint b() {\n  return 1;\n}\n");
  repository.commit();
  repository.write("f.c", "int a() {\n  return 1;\n}\n\nint c() {\n  return 1;\n}\n\nint b() {\n  return 1;\n}\n");
  repository.commit();
  const Hunks expected = file(diff(repository), "f.c").hunks;
  EXPECT_EQ(expected, (Hunks{{4, 0, 5, 4}}));
  for (const auto& [key, value] : {std::pair{"diff.algorithm", "patience"},
                                   {"diff.indentHeuristic", "false"},
                                   {"diff.context", "7"},
                                   {"diff.ignoreSubmodules", "all"},
                                   {"core.whitespace", "cr-at-eol"}}) {
    repository.git({"config", key, value});
  }
  EXPECT_EQ(file(diff(repository), "f.c").hunks, expected);
}

TEST(Diff, GoesOnWithoutConfigurationFile) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.write("a", "2\n");
  repository.commit();
  repository.remove(".git/config");
  EXPECT_EQ(diff(repository).files.size(), 1u);
}

TEST(Diff, EndsAtTheDeadlineWithEveryFileListed) {
  TestRepository repository;
  repository.write("a", "1\n");
  repository.commit();
  repository.write("a", "2\n");
  repository.commit();
  DiffOptions options;
  options.deadline = Deadline::in(std::chrono::milliseconds(0));
  const ChangedFile late = file(diff(repository, "HEAD~1..HEAD", options), "a");
  EXPECT_TRUE(late.unreadable);
  EXPECT_TRUE(late.note.contains("time"));
}

}  // namespace
}  // namespace gate::git::testing
