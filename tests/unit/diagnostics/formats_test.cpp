// rdjson, rdjsonl, checkstyle, JUnit and lines.
#include <gmock/gmock.h>

#include "reading.h"

namespace gate::diagnostics {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::map<std::string, std::string> kFiles = {{"src/a.c", "one\ntwo\nthree\n"}, {"Makefile", "all:\n"}};

using Reader = Expected<Diagnostics> (*)(std::string_view, const Reading&);

Diagnostics read(Reader reader, const std::string& text, const std::string& tool = {}) {
  Reading reading = reading_of(kFiles);
  reading.tool = tool;
  auto read = reader(text, reading);
  EXPECT_TRUE(read) << (read ? "" : read.error().text());
  return read ? *read : Diagnostics();
}

std::string error_of(Reader reader, const std::string& text) {
  const Reading reading = reading_of(kFiles);
  auto read = reader(text, reading);
  return read ? "" : read.error().text();
}

TEST(Rdjson, TakesDiagnostics) {
  const auto all = read(read_rdjson, R"({"severity": "INFO", "diagnostics": [
    {"message": "whole\n line", "location": {"path": "src/a.c", "range": {"start": {"line": 2}}}, "severity": "ERROR",
     "code": {"value": "E1", "url": "https://x.example/E1"}},
    {"message": "point", "location": {"path": "/repo/src/a.c", "range": {"start": {"line": 2, "column": 3}}}, "severity": 2},
    {"message": "range", "location": {"path": "src/a.c", "range": {"start": {"line": 1, "column": 1},
      "end": {"line": 2, "column": 3}}}, "source": {"name": "Other Tool"}},
    {"message": "file", "location": {"path": "src/a.c"}},
    {"message": "outside", "location": {"path": "/etc/passwd"}}, {"message": "nowhere"}, 3],
    "source": {"name": "Super Lint", "url": "https://x.example"}})");
  EXPECT_THAT(
      lines_of(all),
      ElementsAre("super-lint/E1 high src/a.c:2:1-2:0 whole line", "super-lint/finding medium src/a.c:2:3-2:3 point",
                  "other-tool/finding low src/a.c:1:1-2:3 range", "super-lint/finding low src/a.c:0:0-0:0 file"));
  EXPECT_EQ(all.rules.at(0).uri, "https://x.example/E1");
  EXPECT_EQ(all.outside, 1u);
  EXPECT_EQ(all.results, 7u);
  EXPECT_THAT(all.notes, ElementsAre("2 results without a place in a file"));
  EXPECT_THAT(all.tools, ElementsAre("Super Lint", "Other Tool"));
}

TEST(Rdjson, TakesSuggestionsThatDoNotOverlap) {
  const auto all =
      read(read_rdjson, R"({"diagnostics": [{"message": "m", "location": {"path": "src/a.c"}, "suggestions": [
    {"range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 3}}, "text": "x"},
    {"range": {"start": {"line": 1, "column": 2}, "end": {"line": 1, "column": 4}}, "text": "alternative"},
    {"range": {"start": {"line": 2}, "end": {"line": 3}}, "text": "y"}, {"text": "nowhere"}],
    "related_locations": [{"message": "here", "location": {"path": "Makefile", "range": {"start": {"line": 1}}}}]}]})");
  const auto& finding = all.findings.at(0);
  ASSERT_THAT(finding.fix, SizeIs(2));
  EXPECT_EQ(place_text(finding.fix[0].place), "src/a.c:1:1-1:3");
  EXPECT_EQ(place_text(finding.fix[1].place), "src/a.c:2:1-4:1");
  EXPECT_EQ(finding.fix[1].text, "y\n");
  ASSERT_THAT(finding.related, SizeIs(1));
  EXPECT_EQ(finding.related[0].place.path, "Makefile");
}

TEST(Rdjson, WrongDocumentsAreRefused) {
  EXPECT_THAT(error_of(read_rdjson, " "), HasSubstr("is empty"));
  EXPECT_THAT(error_of(read_rdjson, "{}"), HasSubstr("no array \"diagnostics\""));
  EXPECT_THAT(error_of(read_rdjson, "{\"diagnostics\": [\n}"), HasSubstr("report:2:1"));
}

TEST(Rdjsonl, IsOneALine) {
  const auto all = read(read_rdjsonl,
                        "\xEF\xBB\xBF{\"message\": \"a\", \"location\": {\"path\": \"src/a.c\"}}\r\n\n"
                        "{\"message\": \"b\", \"location\": {\"path\": \"src/a.c\"}, \"severity\": \"WARNING\"}\n",
                        "mine");
  EXPECT_THAT(lines_of(all),
              ElementsAre("mine/finding medium src/a.c:0:0-0:0 a", "mine/finding medium src/a.c:0:0-0:0 b"));
  EXPECT_THAT(error_of(read_rdjsonl, "{}\n\n{\n"), HasSubstr("report:3"));
  EXPECT_THAT(read(read_rdjsonl, "").findings, IsEmpty());
}

TEST(Checkstyle, TakesErrors) {
  const auto all = read(read_checkstyle, R"(<?xml version='1.0' encoding='UTF-8'?><checkstyle version='4.3'>
    <file name='src/a.c'><error line='2' column='5' severity='info' message='Double &quot;quote&quot;' source='ShellCheck.SC2086' />
    <error line="1" severity="warning" message="" source="eslint.rules.no-eval"/>
    <error severity="error" message="m" source="com.puppycrawl.tools.checkstyle.checks.naming.TypeNameCheck"/>
    <error severity="ignore" message="m" line="1"/></file>
    <file name="/etc/x"><error line="1" message="m"/></file><error line="1" message="m"/></checkstyle>)");
  EXPECT_THAT(lines_of(all), ElementsAre("shellcheck/SC2086 low src/a.c:2:5-2:0 Double \"quote\"",
                                         "eslint/no-eval medium src/a.c:1:1-1:0 eslint/no-eval",
                                         "checkstyle/TypeNameCheck high src/a.c:0:0-0:0 m"));
  EXPECT_EQ(all.outside, 1u);
  EXPECT_THAT(all.notes, ElementsAre("1 result of severity ignore", "1 result without a place in a file"));
}

TEST(Checkstyle, WrongDocumentsAreRefused) {
  EXPECT_THAT(error_of(read_checkstyle, ""), HasSubstr("is empty"));
  EXPECT_THAT(error_of(read_checkstyle, "<testsuite/>"), HasSubstr("is no checkstyle report: its root is <testsuite>"));
  EXPECT_THAT(error_of(read_checkstyle, "<checkstyle>\n<file>"), HasSubstr("is cut off"));
  EXPECT_THAT(error_of(read_checkstyle, "<!DOCTYPE x [<!ENTITY a 'b'>]><checkstyle/>"), HasSubstr("entity"));
}

TEST(Junit, FindsThePlace) {
  const auto all = read(read_junit, R"(<testsuites><testsuite name="pytest">
    <testcase classname="tests.test_a" name="test_x" file="src/a.c" line="2"><failure message="boom">long</failure></testcase>
    <testcase classname="pkg.Class" name="two words"><error type="warning">src/a.c:3:4: in the text</error></testcase>
    <testcase name="fine"/><testcase name="lost"><failure message="no place at all"/></testcase>
    <testcase name="far"><failure message="/usr/lib/x.py:3: there"/></testcase></testsuite>
    <testsuite name="/repo/src/a.c"><testcase name="org.eslint.no-eval"><failure message="No eval">line 1, col 2, Error - No</failure></testcase>
    </testsuite></testsuites>)",
                        "t");
  EXPECT_THAT(lines_of(all), ElementsAre("t/test_x medium src/a.c:2:1-2:0 boom",
                                         "t/pkg.Class medium src/a.c:3:4-3:0 src/a.c:3:4: in the text",
                                         "t/org.eslint.no-eval medium src/a.c:1:2-1:0 No eval"));
  EXPECT_EQ(all.results, 5u);
  EXPECT_EQ(all.outside, 1u);
  EXPECT_THAT(all.notes, ElementsAre("1 result without the name of a file"));
  EXPECT_THAT(error_of(read_junit, "<html/>"), HasSubstr("is no JUnit report"));
}

Diagnostics lines(const std::string& text, const std::string& pattern) {
  Reading reading = reading_of(kFiles);
  reading.tool = "lint";
  auto read = read_lines(text, pattern, reading);
  EXPECT_TRUE(read) << (read ? "" : read.error().text());
  return read ? *read : Diagnostics();
}

const std::string kGcc =
    R"x(^(?P<path>[^:]+):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<severity>\w+): (?P<message>.*?)(?: \[(?P<rule>[^\]]+)\])?$)x";

TEST(Lines, AreTakenByThePattern) {
  const auto all = lines(
      "src/a.c:2:3: warning: odd [-Wodd]\r\nnoise\n\x1B[1msrc/a.c:1:\x1B[0m error: \xFF bad\n"
      "/etc/x:1:1: note: far\nsrc/a.c:99999999999: info: big\n",
      kGcc);
  EXPECT_THAT(lines_of(all),
              ElementsAre("lint/-Wodd medium src/a.c:2:3-2:0 odd", "lint/finding high src/a.c:1:1-1:0 \xEF\xBF\xBD bad",
                          "lint/finding low src/a.c:0:0-0:0 big"));
  EXPECT_EQ(all.outside, 1u);
  EXPECT_EQ(all.results, 4u);
}

TEST(Lines, EndsAndDefaults) {
  const auto all = lines("src/a.c 1 2 3 4\nMakefile\n",
                         R"(^(?P<path>\S+)(?: (?P<line>\d+) (?P<column>\d+) (?P<end_line>\d+) (?P<end_column>\d+))?$)");
  EXPECT_THAT(lines_of(all), ElementsAre("lint/finding medium src/a.c:1:2-3:4 src/a.c 1 2 3 4",
                                         "lint/finding medium Makefile:0:0-0:0 Makefile"));
}

TEST(Lines, WrongPatternsAreOfTheConfiguration) {
  const Reading reading = reading_of(kFiles);
  for (const std::string pattern : {"(", "(?P<message>.*)", "", "(?P<path>a(?=b))", "(?P<path>x{1,100000})"}) {
    const auto read = read_lines("x", pattern, reading);
    ASSERT_FALSE(read) << pattern;
    EXPECT_EQ(read.error().kind, ErrorKind::config) << pattern;
  }
}

// A pattern that backtracking engines take forever for, on a line that is too long to be looked at as a whole.
TEST(Lines, LongLinesAreCutAndTheTimeIsLinear) {
  const auto all =
      lines(std::string(4u << 20, 'a') + "\nsrc/a.c:1: x: y\n", R"(^(?P<path>(a*)*b|[^:]+):(?P<line>\d+))");
  EXPECT_THAT(all.findings, SizeIs(1));
  EXPECT_THAT(all.notes, ElementsAre(HasSubstr("more than 64 KiB")));
}

}  // namespace
}  // namespace gate::diagnostics
