#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/evidence/coverage/input.h"
#include "gate/evidence/find_reports.h"
#include "tests/unit/evidence/coverage_fakes.h"

namespace gate::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Expected<Report> parse(std::string_view text, const std::string& wanted = "a.c", std::uint32_t lines = 100) {
  FakeRepository repository;
  repository.added("src/" + wanted, lines);
  return parse_report(text, "report", Wanted(repository.change));
}

std::string problem(std::string_view text) {
  auto report = parse(text);
  return report ? "" : report.error().text();
}

std::string cobertura(const std::string& lines, const std::string& before = "") {
  return "<?xml version=\"1.0\"?>\n<coverage timestamp=\"1700000000\">" + before +
         "<packages><package name=\"p\"><classes><class name=\"a\" filename=\"src/a.c\">" + lines +
         "</class></classes></package></packages></coverage>";
}

TEST(Lcov, ReadsLinesAndBranchesOfWantedFiles) {
  auto report = parse(
      "TN:t\nSF:src/b.c\nDA:1,5\nend_of_record\n"
      "TN:t\nSF:src/a.c\nFN:1,f\nFNDA:3,f\nDA:1,3,c2hhMQ==\nDA:2,0\nBRDA:2,0,0,-\nBRDA:2,0,1,4\nLF:2\nend_of_record\n");
  ASSERT_TRUE(report) << report.error().text();
  ASSERT_EQ(report->records.size(), 1u);
  const auto& record = report->records[0];
  EXPECT_EQ(record.name(), "src/a.c");
  EXPECT_THAT(record.hits(), ElementsAre(Pair(1, 3), Pair(2, 4)));  // a taken branch was executed
  EXPECT_EQ(record.branches().at(2).covered, 1u);
  EXPECT_EQ(record.branches().at(2).total, 2u);
  EXPECT_EQ(report->ids.size(), 2u);
  EXPECT_THAT(report->extensions, ElementsAre(".c"));
}

TEST(Lcov, AddsRecordsOfTheSameFile) {
  auto report = parse("SF:a.c\nDA:1,3\nDA:2,0\nend_of_record\nSF:a.c\nDA:1,4\nDA:3,0\nend_of_record\n");
  ASSERT_TRUE(report);
  EXPECT_THAT(report->records.at(0).hits(), ElementsAre(Pair(1, 7), Pair(2, 0), Pair(3, 0)));
}

TEST(Lcov, CountsLinesKnownOnlyByFunctionsOrBranches) {
  auto report = parse(
      "SF:a.c\nFN:1,f\nFN:2,9,g(int, int)\nFNDA:6,f\nFNDA:0,g(int, int)\nFNL:0,3,4\nFNA:0,2,h\n"
      "BRDA:5,0,0,1\nBRDA:5,0,1,2\nBRDA:6,0,0,1\nBRDA:6,0,1,-\nDA:9,1\nend_of_record\n");
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_THAT(report->records.at(0).hits(),
              ElementsAre(Pair(1, 6), Pair(2, 0), Pair(3, 2), Pair(5, 3), Pair(6, 0), Pair(9, 1)));
}

TEST(Lcov, UnderstandsWhatToolsWrite) {
  auto report = parse(
      "SF:src\\a.c\r\nDA:0,1\r\nDA:1,-3\r\nDA:2,1.5e3\r\nDA:3,99999999999999999999999\r\n# note\r\n"
      "MCDC:1,2,t,1,0,x\r\nBRDA:1,e0,a == b, c,1\r\nend_of_record \r\n\r\n");
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_THAT(report->records.at(0).hits(), ElementsAre(Pair(1, 1), Pair(2, 1500), Pair(3, UINT64_MAX)));
}

TEST(Lcov, ReadsAcrossPieces) {
  std::string text;
  for (int file = 0; file < 20'000; ++file)
    text += "SF:gen/Some" + std::to_string(file) + "Source.c\nDA:1,1\nDA:22,333\nend_of_record\n";
  text += "SF:a.c\nDA:7,1\nend_of_record\n" + text + "SF:a.c\nDA:7,1\nDA:8,0\nend_of_record\n";
  ASSERT_GT(text.size(), 1u << 20);
  for (std::size_t shift = 0; shift < 40; ++shift) {
    auto report = parse(std::string(shift, '\n') + text);
    ASSERT_TRUE(report) << report.error().text();
    EXPECT_THAT(report->records.at(0).hits(), ElementsAre(Pair(7, 2), Pair(8, 0))) << shift;
    EXPECT_EQ(report->ids.size(), 20'001u);
  }
}

TEST(Lcov, RefusesWithTheLine) {
  EXPECT_THAT(problem(""), HasSubstr("is empty"));
  EXPECT_THAT(problem("hello\nworld\n"), HasSubstr("no line begins with \"SF:\""));
  EXPECT_THAT(problem("SF:a.c\nDA:1,1\nDA:x,1\nend_of_record\n"),
              HasSubstr("report:3: has a malformed line: \"DA:x,1\""));
  EXPECT_THAT(problem("SF:a.c\nDA:1\nend_of_record\n"), HasSubstr("report:2"));
  EXPECT_THAT(problem("SF:a.c\nDA:1,\nend_of_record\n"), HasSubstr("report:2"));
  EXPECT_THAT(problem("SF:a.c\nBRDA:1,0\nend_of_record\n"), HasSubstr("report:2"));
  EXPECT_THAT(problem("SF:a.c\n\x1b[31m!!\nend_of_record\n"),
              HasSubstr("report:2: is not an LCOV tracefile: \"\\x1B[31m!!\""));
  EXPECT_THAT(problem("SF:a.c\nDA:1,1\n"), HasSubstr("is cut off"));
  EXPECT_THAT(problem("SF:a.c\nDA:1,1\nend_of_record\nSF:b.c\nDA:1,"), HasSubstr("is cut off"));
  EXPECT_THAT(problem(std::string(3u << 20, 'x')), HasSubstr("line of more than 1 MiB"));
  EXPECT_THAT(problem("SF:" + std::string(3u << 20, 'x')), HasSubstr("line of more than 1 MiB"));
}

TEST(Lcov, RefusesEndlessBranches) {
  std::string text = "SF:a.c\n";
  for (int arm = 0; arm < 5'000; ++arm) text += "BRDA:1,0," + std::to_string(arm) + ",1\n";
  EXPECT_THAT(problem(text + "end_of_record\n"), HasSubstr("more than 4096 branches on line 1 of a.c"));
}

TEST(Cobertura, ReadsClassesSourcesAndBranches) {
  auto report =
      parse(cobertura("<methods><method name=\"m\"><lines><line number=\"1\" hits=\"2\"/><line number=\"4\" "
                      "hits=\"1\"/></lines></method></methods><lines><line number=\"1\" hits=\"2\"/>"
                      "<line number=\"2\" hits=\"0\" branch=\"true\" condition-coverage=\"50% (1/2)\"/></lines>",
                      "<sources><source>\n /ci/p </source><source/></sources>"));
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->made, 1'700'000'000);
  EXPECT_THAT(report->sources, ElementsAre("/ci/p"));
  const auto& record = report->records.at(0);
  EXPECT_THAT(record.hits(), ElementsAre(Pair(1, 2), Pair(2, 0), Pair(4, 1)));  // methods count once
  EXPECT_EQ(record.branches().at(2).covered, 1u);
  EXPECT_EQ(record.branches().at(2).total, 2u);
}

TEST(Cobertura, ReadsByteOrderMarksAndMilliseconds) {
  auto report = parse(
      "\xEF\xBB\xBF<coverage timestamp=\"1700000000123\"><class filename=\"a.c\"><lines>"
      "<line number=\"1\" hits=\"1\"/></lines></class></coverage>");
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->made, 1'700'000'000);
  EXPECT_EQ(report->records.size(), 1u);
}

TEST(Cobertura, RefusesWithTheLine) {
  EXPECT_THAT(problem("<coverage>\n<class filename=\"a.c\">\n<line number=\"1\" hits=\"many\"/></class></coverage>"),
              HasSubstr("report:3: has a <line> without"));
  EXPECT_THAT(problem("<coverage>\n<class filename=\"a.c\">\n<oops></class></coverage>"),
              HasSubstr("report:3: is not well-formed XML: mismatched tag"));
  auto whole = cobertura("<lines><line number=\"1\" hits=\"1\"/></lines>");
  EXPECT_EQ(problem(whole), "");
  EXPECT_THAT(problem(whole.substr(0, whole.size() - 12)), HasSubstr("is cut off"));
  EXPECT_THAT(problem(whole.substr(0, whole.size() - 4)), HasSubstr("is cut off"));
  EXPECT_THAT(problem("<coverage/>"), HasSubstr("names no file"));
  EXPECT_THAT(problem("<report name=\"jacoco\"/>"), HasSubstr("is a JaCoCo report"));
  EXPECT_THAT(problem("<html/>"), HasSubstr("is not Cobertura: its root is <html>"));
  EXPECT_THAT(problem("<coverage clover=\"3\"><project/></coverage>"), HasSubstr("Clover"));
  EXPECT_THAT(problem("<coverage version=\"1\"><file path=\"a.c\"/></coverage>"), HasSubstr("SonarQube"));
}

TEST(Cobertura, RefusesEntitiesDepthAndEndlessTags) {
  std::string bomb = "<!DOCTYPE c [<!ENTITY a \"ha\">";
  for (char name = 'b'; name <= 'z'; ++name)
    bomb += std::string("<!ENTITY ") + name + " \"&" + char(name - 1) + ";&" + char(name - 1) + ";\">";
  EXPECT_THAT(problem(bomb + "]><coverage>&z;</coverage>"), HasSubstr("declares an XML entity"));
  EXPECT_THAT(problem("<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><coverage>&x;</coverage>"),
              HasSubstr("declares an XML entity"));
  std::string deep = "<coverage>";
  for (int level = 0; level < 100'000; ++level) deep += "<x>";
  EXPECT_THAT(problem(deep), HasSubstr("is nested deeper than 200 elements"));
  EXPECT_THAT(problem("<coverage a=\"" + std::string(20u << 20, 'x')), HasSubstr("one tag of more than 8 MiB"));
}

TEST(ReportFile, IsReadOnlyWhereItIsAFile) {
  Folder folder;
  FakeRepository repository;
  Wanted wanted(repository.change);
  auto missing = read_report(folder.path() + "/none.info", "none.info", wanted, Deadline::never());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  auto directory = read_report(folder.path(), "dir", wanted, Deadline::never());
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().text(), HasSubstr("is not a regular file"));
  auto path = folder.write("late.info", "SF:a.c\nend_of_record\n");
  auto late = read_report(path, "late.info", wanted, Deadline::in(std::chrono::milliseconds(0)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::limit);
}

TEST(ReportFile, IsFoundByPattern) {
  Folder folder;
  for (const char* name : {"lcov.info", "build/a/lcov.info", "build/b/c/lcov.info", "build/b/other.info",
                           "build/node_modules/m/lcov.info", ".git/lcov.info", "one.xml", "sub/two.xml"})
    folder.write(name, "x");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() + "/build/loop");
  auto find = [&](const std::string& pattern) {
    std::vector<std::string> out;
    auto found = find_reports(folder.path(), pattern, Deadline::never());
    EXPECT_TRUE(found) << pattern;
    if (!found) return out;
    for (const auto& path : *found) out.push_back(path.lexically_relative(folder.path()).generic_string());
    return out;
  };
  EXPECT_THAT(find("lcov.info"), ElementsAre("lcov.info"));
  EXPECT_THAT(find("build/**/lcov.info"), ElementsAre("build/a/lcov.info", "build/b/c/lcov.info"));
  EXPECT_THAT(find("build/node_modules/*/lcov.info"), ElementsAre("build/node_modules/m/lcov.info"));
  EXPECT_THAT(find("*.xml"), ElementsAre("one.xml"));
  EXPECT_THAT(find("{one,sub/two}.xml"), ElementsAre("one.xml", "sub/two.xml"));
  EXPECT_THAT(find("none/**/*.xml"), ElementsAre());
  EXPECT_THAT(find(folder.path() + "/sub/*.xml"), ElementsAre("sub/two.xml"));
}

}  // namespace
}  // namespace gate::evidence
