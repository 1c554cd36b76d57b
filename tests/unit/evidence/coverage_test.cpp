#include "gate/evidence/coverage/coverage.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <ctime>

#include "tests/unit/evidence/coverage_fakes.h"

namespace gate::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// A repository with reports beside it, read with default rules.
class CoverageTest : public ::testing::Test {
 protected:
  CoverageRead read(const std::vector<CoverageInput>& inputs) {
    std::ranges::sort(repository_.change.files, {}, &ChangedFile::path);
    return read_coverage(inputs, folder_.path(), repository_.change, repository_.source, Deadline::never());
  }
  CoverageRead read(const std::string& name) { return read({CoverageInput{{name}, "", ""}}); }

  // An LCOV report that names those files, the first line of each executed once.
  void lcov(const std::string& name, const std::vector<std::string>& files) {
    std::string text;
    for (const auto& file : files) text += "SF:" + file + "\nDA:1,1\nDA:2,0\nend_of_record\n";
    folder_.write(name, text);
  }

  // Changed path -> path in the report.
  static std::map<std::string, std::string> matches(const CoverageRead& read) {
    std::map<std::string, std::string> out;
    for (const auto& file : read.coverage.files) out[file.path] = file.report_path;
    return out;
  }

  Folder folder_;
  FakeRepository repository_;
};

TEST_F(CoverageTest, KeepsAddedLinesOfChangedFiles) {
  std::string text = "a();\nb();\nc();\nd();\n";
  repository_.file("src/a.c", text, text, {{2, 1, 2, 2}});
  folder_.write("lcov.info",
                "SF:src/a.c\nDA:1,1\nDA:2,0\nDA:3,4\nDA:4,0\nBRDA:1,0,0,1\nBRDA:3,0,0,1\nend_of_record\n"
                "SF:src/b.c\nDA:1,1\nend_of_record\n");
  auto coverage = read("lcov.info").coverage;
  EXPECT_TRUE(coverage.configured);
  EXPECT_EQ(coverage.reports_read, 1u);
  EXPECT_EQ(coverage.files_in_reports, 2u);
  ASSERT_EQ(coverage.files.size(), 1u);
  EXPECT_THAT(coverage.files[0].hits, ElementsAre(Pair(2, 0), Pair(3, 4)));
  EXPECT_EQ(coverage.files[0].branches.size(), 1u);
}

TEST_F(CoverageTest, MergesReportsOfBothFormats) {
  repository_.added("src/a.c", 9);
  folder_.write("out/1.info", "SF:src/a.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nend_of_record\n");
  folder_.write("out/2.info", "SF:src/a.c\nDA:1,2\nDA:3,0\nBRDA:1,0,0,-\nBRDA:1,0,1,2\nend_of_record\n");
  folder_.write("out/3.xml",
                "<coverage><class filename=\"src/a.c\"><lines><line number=\"2\" hits=\"5\"/>"
                "<line number=\"3\" hits=\"0\"/></lines></class></coverage>");
  auto coverage = read({CoverageInput{{"out/*.info", "out/*.xml", "out/1.info"}, "", ""}}).coverage;
  EXPECT_EQ(coverage.reports_read, 3u);
  ASSERT_EQ(coverage.files.size(), 1u);
  EXPECT_THAT(coverage.files[0].hits, ElementsAre(Pair(1, 3), Pair(2, 5), Pair(3, 0)));
  EXPECT_EQ(coverage.files[0].branches.at(1).covered, 2u);
  EXPECT_EQ(coverage.files[0].branches.at(1).total, 2u);
}

TEST_F(CoverageTest, SaysWhatIsMissingOrMalformed) {
  repository_.added("a.c", 9);
  folder_.write("bad.info", "SF:a.c\nDA:1,1\n");
  auto read = this->read({CoverageInput{{"none.info", "none/*.info", "bad.info"}, "", ""}});
  ASSERT_EQ(read.sources.size(), 3u);
  EXPECT_TRUE(read.sources[0].missing);
  EXPECT_THAT(read.sources[0].problem, HasSubstr("does not exist"));
  EXPECT_TRUE(read.sources[1].missing);
  EXPECT_THAT(read.sources[1].problem, HasSubstr("no file matches"));
  EXPECT_FALSE(read.sources[2].missing);
  EXPECT_THAT(read.sources[2].problem, HasSubstr("bad.info:3: is cut off"));
  EXPECT_THAT(read.coverage.files, IsEmpty());
  ASSERT_EQ(read.coverage.unmatched.size(), 1u);  // any source code could have been in them
}

TEST_F(CoverageTest, MapsPathsWithoutConfiguration) {
  repository_.added("src/a.c", 9);
  repository_.added("lib/b.c", 9);
  repository_.added("c.c", 9);
  lcov("lcov.info", {"./src//a.c", folder_.path() + "/lib/x/../b.c", "/ci/build/c.c"});
  EXPECT_THAT(matches(read("lcov.info")),
              ElementsAre(Pair("c.c", "/ci/build/c.c"), Pair("lib/b.c", folder_.path() + "/lib/x/../b.c"),
                          Pair("src/a.c", "./src//a.c")));
}

TEST_F(CoverageTest, MapsWindowsPaths) {
  repository_.added("src/app/a.cs", 9);
  repository_.added("src/b.cs", 9);
  lcov("lcov.info", {"C:\\agent\\1\\s\\src\\app\\a.cs", ".\\src\\b.cs"});
  EXPECT_EQ(matches(read("lcov.info")).size(), 2u);
}

TEST_F(CoverageTest, MapsByStripAndPrefix) {
  repository_.added("core/src/a.c", 9);
  repository_.source.head = {"core/src/a.c", "other/src/a.c"};
  lcov("lcov.info", {"/build/src/a.c"});
  EXPECT_THAT(matches(read("lcov.info")), IsEmpty());
  auto rules = CoverageInput{{"lcov.info"}, "/build", "core"};
  EXPECT_THAT(matches(read({rules})), ElementsAre(Pair("core/src/a.c", "/build/src/a.c")));
  rules.strip = "/buil";
  EXPECT_THAT(matches(read({rules})), IsEmpty());
}

TEST_F(CoverageTest, MapsBelowTheNearestFolderOfTheReport) {
  repository_.added("packages/x/src/i.ts", 9);
  repository_.added("src/i.ts", 9);
  lcov("packages/x/coverage/lcov.info", {"src/i.ts"});
  EXPECT_THAT(matches(read("packages/x/coverage/lcov.info")), ElementsAre(Pair("packages/x/src/i.ts", "src/i.ts")));
  lcov("coverage/lcov.info", {"src/i.ts"});
  EXPECT_THAT(matches(read("coverage/lcov.info")), ElementsAre(Pair("src/i.ts", "src/i.ts")));
}

TEST_F(CoverageTest, MapsShortPathsWhereUnique) {
  repository_.added("src/main/java/org/A.java", 9);
  repository_.added("src/main/java/org/B.java", 9);
  repository_.source.head.push_back("other/org/B.java");
  lcov("lcov.info", {"org/A.java", "org/B.java"});
  auto result = read("lcov.info");
  EXPECT_THAT(matches(result), ElementsAre(Pair("src/main/java/org/A.java", "org/A.java")));
  ASSERT_EQ(result.coverage.unmatched.size(), 1u);
  EXPECT_THAT(result.coverage.unmatched[0].reason, HasSubstr("could be 2 files of the repository"));
}

TEST_F(CoverageTest, JoinsSourcesOfCobertura) {
  repository_.added("src/app/m.py", 9);
  repository_.added("m.py", 9);
  folder_.write("c.xml",
                "<coverage><class filename=\"m.py\"><lines><line number=\"1\" hits=\"1\"/></lines></class>"
                "<sources><source>/elsewhere/src/app</source></sources></coverage>");
  EXPECT_THAT(matches(read("c.xml")), ElementsAre(Pair("src/app/m.py", "m.py")));
}

TEST_F(CoverageTest, DoesNotTakeADependencysFileForOurs) {
  repository_.added("index.js", 9);
  repository_.added("src/a.js", 9);
  repository_.source.head.push_back("src/b.js");
  lcov("lcov.info", {"/ci/p/src/a.js", "/ci/p/src/b.js", "/ci/p/node_modules/dep/index.js"});
  auto result = read("lcov.info");
  EXPECT_THAT(matches(result), ElementsAre(Pair("src/a.js", "/ci/p/src/a.js")));
  ASSERT_EQ(result.coverage.unmatched.size(), 1u);
  EXPECT_EQ(result.coverage.unmatched[0].path, "index.js");
}

TEST_F(CoverageTest, HintsAtTheNearestPaths) {
  repository_.added("source/net/socket.cpp", 9);
  lcov("lcov.info", {"/ci/src/net/socket.cpp", "/ci/src/net/socket_pool.cpp", "/ci/src/ui/window.cpp"});
  auto unmatched = read("lcov.info").coverage.unmatched;
  ASSERT_EQ(unmatched.size(), 1u);
  EXPECT_THAT(unmatched[0].nearest, ElementsAre("/ci/src/net/socket.cpp", "/ci/src/net/socket_pool.cpp"));
  EXPECT_EQ(unmatched[0].suggested_strip, "/ci/src/");
  EXPECT_EQ(unmatched[0].suggested_prefix, "source/");
}

TEST_F(CoverageTest, ExpectsOnlyWhatReportsMeasure) {
  repository_.added("src/new.py", "def f():\n    return 1\n");
  repository_.added("src/comment.py", "# a note\n\nimport os\n");
  repository_.added("tests/test_new.py", "def test(): pass\n");
  repository_.added("src/util_test.py", "def test(): pass\n");
  repository_.added("README.md", "text\n");
  repository_.added("src/a.go", "func f() {}\n");
  lcov("lcov.info", {"src/other.py"});
  auto unmatched = read("lcov.info").coverage.unmatched;
  ASSERT_EQ(unmatched.size(), 1u);
  EXPECT_EQ(unmatched[0].path, "src/new.py");
}

TEST_F(CoverageTest, ExpectsOfHeadersOnlyBodies) {
  repository_.added("a.h", "int f();\n#define X 1\n");
  repository_.added("b.h", "inline int g() { return 1; }\n");
  lcov("lcov.info", {"c.h"});
  auto unmatched = read("lcov.info").coverage.unmatched;
  ASSERT_EQ(unmatched.size(), 1u);
  EXPECT_EQ(unmatched[0].path, "b.h");
}

TEST_F(CoverageTest, IgnoresDeletedAndUntouchedFiles) {
  auto& gone = repository_.added("gone.c", 9);
  gone.status = FileStatus::deleted;
  gone.hunks = {{1, 9, 0, 0}};
  auto& renamed = repository_.added("new_name.c", 9);
  renamed.status = FileStatus::renamed;
  renamed.hunks = {};
  lcov("lcov.info", {"gone.c", "new_name.c"});
  auto coverage = read("lcov.info").coverage;
  EXPECT_THAT(coverage.files, IsEmpty());
  EXPECT_THAT(coverage.unmatched, IsEmpty());
}

class StaleTest : public CoverageTest {
 protected:
  void commit_head(std::int64_t time) {
    repository_.change.head.oid = "1234";
    Commit commit;
    commit.oid = "1234";
    commit.time = time;
    repository_.change.commits.push_back(commit);
  }
  void touch(const std::string& name, std::int64_t time) {
    timespec both[2] = {{time, 0}, {time, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (folder_.path() + "/" + name).c_str(), both, 0), 0);
  }
};

TEST_F(StaleTest, OlderThanHead) {
  repository_.added("a.c", 9);
  lcov("lcov.info", {"a.c"});
  commit_head(1'700'000'000);
  touch("lcov.info", 1'700'000'000 - 3'600);
  auto stale = read("lcov.info").coverage.stale;
  ASSERT_EQ(stale.size(), 1u);
  EXPECT_EQ(stale[0].path, "");
  EXPECT_EQ(stale[0].reason,
            "lcov.info was written 2023-11-14 21:13:20 UTC, before head was committed (2023-11-14 "
            "22:13:20 UTC); run the tests again");
  touch("lcov.info", 1'700'000'000 - 30);  // clocks differ
  EXPECT_THAT(read("lcov.info").coverage.stale, IsEmpty());
  touch("lcov.info", 1'700'000'000 + 3'600);
  EXPECT_THAT(read("lcov.info").coverage.stale, IsEmpty());
}

TEST_F(StaleTest, TheReportsOwnStampIsOnlyMentioned) {
  repository_.added("a.c", 9);
  folder_.write("c.xml", "<coverage timestamp=\"1500000000\"><class filename=\"a.c\"/></coverage>");
  commit_head(1'700'000'000);
  auto coverage = read("c.xml").coverage;
  EXPECT_THAT(coverage.stale, IsEmpty());
  EXPECT_THAT(coverage.notes, ElementsAre(HasSubstr("says that it was made 2017-07-14")));
}

TEST_F(StaleTest, ACommitFromTheFutureTellsNothing) {
  repository_.added("a.c", 9);
  lcov("lcov.info", {"a.c"});
  commit_head(std::time(nullptr) + 86'400);
  EXPECT_THAT(read("lcov.info").coverage.stale, IsEmpty());
}

TEST_F(StaleTest, LinesPastTheEnd) {
  repository_.added("a.c", 5);
  repository_.added("b.c", 5);
  folder_.write("lcov.info", "SF:a.c\nDA:1,1\nDA:30,1\nend_of_record\nSF:b.c\nDA:1,1\nDA:6,1\nend_of_record\n");
  auto stale = read("lcov.info").coverage.stale;
  ASSERT_EQ(stale.size(), 1u);
  EXPECT_EQ(stale[0].path, "a.c");
  EXPECT_THAT(stale[0].reason, HasSubstr("names line 30, the file ends at line 5"));
}

const std::string kBlock = "  int total = first + second;\n  if (total > limit) total = limit;\n  return total;\n";

class MovedTest : public CoverageTest {
 protected:
  // Marks every line of the file uncovered and returns the lines found to be moved.
  std::vector<LineRange> moved(const std::string& path) {
    folder_.write("lcov.info",
                  "SF:" + path + "\nDA:1,0\nDA:2,0\nDA:3,0\nDA:4,0\nDA:5,0\nDA:6,0\nDA:7,0\nDA:8,0\nend_of_record\n");
    for (const auto& file : read("lcov.info").coverage.files)
      if (file.path == path) return file.moved;
    return {};
  }
};

TEST_F(MovedTest, ABlockFromAnotherFile) {
  repository_.file("old.c", "int f() {\n" + kBlock + "}\n", "int f() {\n}\n", {{2, 3, 1, 0}});
  repository_.added("new.c", "static int g() {\n" + kBlock + "  fresh_call();\n}\n");
  EXPECT_THAT(moved("new.c"), ElementsAre(LineRange{2, 4}));
}

TEST_F(MovedTest, ACopyIsNew) {
  repository_.added("new.c", kBlock);
  EXPECT_THAT(moved("new.c"), IsEmpty());
}

TEST_F(MovedTest, OnlyOneOfTwoCopies) {
  repository_.file("old.c", kBlock + "x\n", "x\n", {{1, 3, 0, 0}});
  repository_.added("new.c", kBlock + "between();\n" + kBlock);
  EXPECT_THAT(moved("new.c"), ElementsAre(LineRange{1, 3}));
}

TEST_F(MovedTest, ShortBlocksAreNew) {
  repository_.file("old.c", "  int total = first + second;\n  return total;\nx\n", "x\n", {{1, 2, 0, 0}});
  repository_.added("new.c", "  int total = first + second;\n  return total;\n");
  EXPECT_THAT(moved("new.c"), IsEmpty());
}

TEST_F(MovedTest, IndentedAnewInItsPlace) {
  repository_.file("a.c", "call(one);\nx\n", "if (ready) {\n  call(one);\n}\nx\n", {{1, 1, 1, 3}});
  EXPECT_THAT(moved("a.c"), ElementsAre(LineRange{2, 2}));
}

}  // namespace
}  // namespace gate::evidence
