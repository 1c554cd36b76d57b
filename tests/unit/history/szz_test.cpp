#include "gate/history/szz.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/unit/git/test_repository.h"

namespace gate::history {
namespace {

using git::testing::TestRepository;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Eight statements that no other line resembles.
std::string body(const std::string& word = "value", int from = 1, int to = 8) {
  std::string text;
  for (int i = from; i <= to; ++i) text += fmt::format("    int {}{} = compute_{}({});\n", word, i, word, i * 17);
  return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

class Szz : public ::testing::Test {
 protected:
  std::string commit(const std::map<std::string, std::string>& files, const std::string& message = "change") {
    for (const auto& [path, text] : files) repository.write(path, text);
    return repository.commit(message);
  }

  std::vector<InducingLink> links(const std::vector<std::string>& fixes) {
    auto opened = git::Repository::open(git::testing::options_for(repository.path()));
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().text());
    auto log = opened->log(repository.id("HEAD"), [](const std::string&) { return false; });
    EXPECT_TRUE(log) << (log ? "" : log.error().text());
    std::vector<std::string> commits;
    for (const git::LogEntry& entry : *log) commits.push_back(entry.oid);
    const auto wanted = [&](const std::string& oid) {
      return std::find(fixes.begin(), fixes.end(), oid) != fixes.end();
    };
    auto found = find_inducing(*opened, commits, wanted, options, Deadline::never());
    EXPECT_TRUE(found) << (found ? "" : found.error().text());
    return found ? *found : std::vector<InducingLink>{};
  }

  std::vector<std::string> origins(const std::string& fix) {
    std::vector<std::string> found;
    for (const InducingLink& link : links({fix})) found.push_back(link.inducing);
    return found;
  }

  TestRepository repository;
  SzzOptions options;
};

TEST_F(Szz, NamesWhoWroteTheRemovedLines) {
  const std::string first = commit({{"a.cc", body()}});
  const std::string second = commit({{"a.cc", with(body(), "(51)", "(52)")}});
  const std::string third = commit({{"a.cc", with(body(), "(51)", "(52)") + body("other", 1, 2)}});
  const std::string fix = commit({{"a.cc", with(with(body(), "(51)", "(50)"), "(17)", "(18)")}}, "fix");
  EXPECT_THAT(links({fix}),
              ElementsAre(InducingLink{fix, first, 1}, InducingLink{fix, second, 1}, InducingLink{fix, third, 2}));
}

TEST_F(Szz, OnlyOfWantedMends) {
  commit({{"a.cc", body()}});
  commit({{"a.cc", with(body(), "(51)", "(52)")}});
  EXPECT_THAT(links({}), IsEmpty());
}

TEST_F(Szz, AdditionsAloneTellNothing) {
  commit({{"a.cc", body()}});
  const std::string fix = commit({{"a.cc", body() + "    check_everything_again();\n"}});
  EXPECT_THAT(origins(fix), IsEmpty());
}

TEST_F(Szz, NewIndentationKeepsTheOrigin) {
  const std::string first = commit({{"a.cc", body()}});
  std::string deeper = "if (ready) {\n";
  for (int i = 1; i <= 8; ++i) deeper += "  " + body("value", i, i);
  deeper += "}\n";
  const std::string second = commit({{"a.cc", deeper}});
  const std::string fix = commit({{"a.cc", with(deeper, "(51)", "(52)")}});
  EXPECT_THAT(origins(fix), ElementsAre(first));
  EXPECT_THAT(origins(second), IsEmpty());  // it removed nothing but white space
}

TEST_F(Szz, NewLineBreaksKeepTheOrigin) {
  const std::string first = commit({{"a.cc", "int f() {\n  return combine(first_value, second_value);\n}\n"}});
  const std::string broken = "int f()\n{\n  return combine(first_value,\n                 second_value);\n}\n";
  const std::string second = commit({{"a.cc", broken}});
  const std::string fix = commit({{"a.cc", with(broken, "second_value", "third_value")}});
  EXPECT_THAT(origins(second), IsEmpty());
  EXPECT_THAT(origins(fix), ElementsAre(first));
}

TEST_F(Szz, CommentsBlanksBracesAndImportsAreNoEvidence) {
  const std::string text =
      "import java.util.List;\npackage x;\n\n/* long\n   words */\n// short\nclass A {\n" + body() + "}\n";
  commit({{"A.java", text}});
  const std::string fix = commit({{"A.java", "class A {\n" + body() + "    // new\n"}});
  EXPECT_THAT(origins(fix), IsEmpty());
}

TEST_F(Szz, ACommentBesideCodeIsNoEvidence) {
  commit({{"a.cc", body()}});
  const std::string fix = commit({{"a.cc", with(body(), "(51);", "(51);  // three times seventeen")}});
  EXPECT_THAT(origins(fix), IsEmpty());
}

TEST_F(Szz, TextsThatAreNoCodeAreNoEvidence) {
  commit({{"README.md", git::testing::lines(9)}, {"data.json", "{\n\"a\": 1\n}\n"}, {"a.cc", body()}});
  const std::string fix = commit({{"README.md", "other\n"}, {"data.json", "{\n\"a\": 2\n}\n"}});
  EXPECT_THAT(origins(fix), IsEmpty());
}

TEST_F(Szz, MovedLinesKeepTheirOrigin) {
  const std::string first = commit({{"a.cc", body("early") + body("late")}});
  commit({{"a.cc", body("late") + body("early")}});
  const std::string fix =
      commit({{"a.cc", with(with(body("late") + body("early"), "early(51)", "early(52)"), "late(51)", "late(52)")}});
  EXPECT_THAT(links({fix}), ElementsAre(InducingLink{fix, first, 2}));
}

TEST_F(Szz, LinesMovedToAnotherFileKeepTheirOrigin) {
  const std::string first = commit({{"a.cc", body("stay") + body("leave")}});
  commit({{"a.cc", body("stay")}, {"b.cc", "// split off\n" + body("leave")}});
  const std::string fix = commit({{"b.cc", "// split off\n" + with(body("leave"), "(51)", "(52)")}});
  EXPECT_THAT(origins(fix), ElementsAre(first));
}

// Of lines that occur again and again, a single one that appears elsewhere is none that moved.
TEST_F(Szz, ACommonLineAloneDoesNotMove) {
  const std::string lock = "    synchronized (usageMutexOfAll) {\n";
  const auto around = [&](const std::string& word) { return body(word, 1, 4) + lock + body(word, 5, 8); };
  commit({{"a.cc", around("first") + around("second") + around("third")}});
  const std::string writer = commit({{"a.cc", body("kept")}, {"b.cc", around("other")}});
  const std::string fix = commit({{"b.cc", body("other", 1, 4) + body("other", 5, 8)}});
  EXPECT_THAT(origins(fix), ElementsAre(writer));
}

TEST_F(Szz, WithoutFollowingTheMoverIsNamed) {
  commit({{"a.cc", body("stay") + body("leave")}});
  const std::string mover = commit({{"a.cc", body("stay")}, {"b.cc", "// split off\n" + body("leave")}});
  const std::string fix = commit({{"b.cc", "// split off\n" + with(body("leave"), "(51)", "(52)")}});
  options.follow = false;
  EXPECT_THAT(origins(fix), ElementsAre(mover));
}

TEST_F(Szz, AMendThatMovesABlockBlamesNothingAndOneThatReordersStatementsDoes) {
  const std::string first = commit({{"a.cc", body("early") + body("late")}});
  const std::string block = commit({{"a.cc", body("late") + body("early")}});
  EXPECT_THAT(origins(block), IsEmpty());
  const std::string order = body("early", 1, 1) + body("late") + body("early", 2, 8);
  const std::string statement = commit({{"a.cc", order}});
  EXPECT_THAT(origins(statement), ElementsAre(first));
}

TEST_F(Szz, RenamesKeepOrigins) {
  const std::string first = commit({{"old.cc", body()}});
  repository.remove("old.cc");
  commit({{"new/name.cc", with(body(), "(136)", "(137)")}});
  const std::string fix = commit({{"new/name.cc", with(with(body(), "(136)", "(137)"), "(51)", "(52)")}});
  EXPECT_THAT(origins(fix), ElementsAre(first));
}

TEST_F(Szz, ARevertGivesTheLinesBackToWhoWroteThem) {
  const std::string first = commit({{"a.cc", body()}});
  commit({{"a.cc", with(body(), "(51)", "(99)")}});
  commit({{"a.cc", body()}}, "Revert");
  const std::string fix = commit({{"a.cc", with(body(), "(51)", "(52)")}});
  EXPECT_THAT(origins(fix), ElementsAre(first));
}

TEST_F(Szz, BranchesKeepTheirAuthorsThroughAMerge) {
  const std::string first = commit({{"a.cc", body("head") + body("middle") + body("tail")}});
  repository.git({"checkout", "--quiet", "-b", "side"});
  const std::string side = commit({{"a.cc", with(body("head"), "(17)", "(18)") + body("middle") + body("tail")}});
  repository.git({"checkout", "--quiet", "main"});
  const std::string main = commit({{"a.cc", body("head") + body("middle") + with(body("tail"), "(136)", "(137)")}});
  repository.git({"merge", "--quiet", "--no-edit", "side"});
  const std::string fix = commit({{"a.cc", with(body("head"), "(17)", "(19)") + with(body("middle"), "(17)", "(19)") +
                                               with(body("tail"), "(136)", "(139)")}});
  EXPECT_THAT(origins(fix), UnorderedElementsAre(first, side, main));
}

TEST_F(Szz, AMergeThatTakesTheOtherSideWholeKeepsItsAuthors) {
  commit({{"a.cc", body()}, {"b.cc", body("second")}});
  repository.git({"checkout", "--quiet", "-b", "side"});
  const std::string side = commit({{"a.cc", with(body(), "(17)", "(18)")}});
  repository.git({"checkout", "--quiet", "main"});
  commit({{"b.cc", body("third")}});
  repository.git({"merge", "--quiet", "--no-edit", "side"});
  const std::string fix = commit({{"a.cc", with(body(), "(17)", "(19)")}});
  EXPECT_THAT(origins(fix), ElementsAre(side));
}

TEST_F(Szz, MergesAreNeverNamed) {
  commit({{"a.cc", body()}});
  repository.git({"checkout", "--quiet", "-b", "side"});
  commit({{"b.cc", body("side")}});
  repository.git({"checkout", "--quiet", "main"});
  commit({{"c.cc", body("main")}});
  repository.git({"merge", "--quiet", "--no-commit", "--no-ff", "side"});
  const std::string merge = commit({{"a.cc", with(body(), "(17)", "(18)")}}, "Merge with a change of its own");
  ASSERT_EQ(repository.id("HEAD^2").size(), 40u);
  const std::string fix = commit({{"a.cc", with(body(), "(17)", "(19)")}});
  EXPECT_THAT(origins(fix), IsEmpty());
  EXPECT_THAT(origins(merge), IsEmpty());
}

TEST_F(Szz, TestsOfAMendCountAsAsked) {
  const std::string first = commit({{"src/a.cc", body()}});
  const std::string tests = commit({{"tests/a_test.cc", body("expect")}});
  const std::string both =
      commit({{"src/a.cc", with(body(), "(51)", "(52)")}, {"tests/a_test.cc", with(body("expect"), "(51)", "(52)")}});
  const std::string only = commit({{"tests/a_test.cc", with(body("expect"), "(51)", "(53)")}});
  EXPECT_THAT(origins(both), ElementsAre(first, tests));
  EXPECT_THAT(origins(only), IsEmpty());
  options.tests = TestLines::never;
  EXPECT_THAT(origins(both), ElementsAre(first));
  options.tests = TestLines::always;
  EXPECT_THAT(origins(only), ElementsAre(both));
}

TEST_F(Szz, MendsOfManyFilesOrOriginsAreLeftOut) {
  std::map<std::string, std::string> files, mended;
  for (int i = 0; i < 5; ++i) {
    const std::string path = fmt::format("f{}.cc", i);
    files[path] = body(fmt::format("word{}x", i));
    mended[path] = with(files[path], "(51)", "(52)");
    commit({{path, files[path]}});
  }
  const std::string fix = commit(mended);
  EXPECT_EQ(origins(fix).size(), 5u);
  options.most_files = 4;
  EXPECT_THAT(origins(fix), IsEmpty());
  options.most_files = 5;
  options.most_inducing = 4;
  EXPECT_THAT(origins(fix), IsEmpty());
}

// What was dropped is found again in versions that are like it, or left out: never attributed to a wrong commit.
TEST_F(Szz, LittleMemoryLosesOriginsButInventsNone) {
  std::map<std::string, std::string> texts;
  std::vector<std::string> fixes;
  for (int i = 0; i < 12; ++i) {
    const std::string path = fmt::format("f{}.cc", i % 4);
    std::string& text = texts[path];
    text =
        text.empty() ? body("start", 1, 40) : with(text, fmt::format("({});", (i + 1) * 17), fmt::format("({}0);", i));
    commit({{path, text}});
  }
  for (auto& [path, text] : texts) {
    text = "int whole_new_text;\n";
    fixes.push_back(commit({{path, text}}));
  }
  std::set<std::pair<std::string, std::string>> all, few;
  for (const InducingLink& link : links(fixes)) all.emplace(link.fix, link.inducing);
  options.memory = 3000;
  for (const InducingLink& link : links(fixes)) few.emplace(link.fix, link.inducing);
  EXPECT_EQ(all.size(), 12u);
  EXPECT_TRUE(std::includes(all.begin(), all.end(), few.begin(), few.end()));
}

TEST_F(Szz, StopsAtTheDeadline) {
  commit({{"a.cc", body()}});
  auto opened = git::Repository::open(git::testing::options_for(repository.path()));
  ASSERT_TRUE(opened);
  const auto none = [](const std::string&) { return false; };
  auto found = find_inducing(*opened, {repository.id("HEAD")}, none, {}, Deadline::in(std::chrono::milliseconds(0)));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::limit);
}

}  // namespace
}  // namespace gate::history
