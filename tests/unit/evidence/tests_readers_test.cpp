#include <gmock/gmock.h>

#include "gate/evidence/tests/input.h"

namespace gate::evidence {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// "name status" of every test, a '~' behind flaky ones.
std::vector<std::string> read(std::string_view text) {
  auto report = parse_test_report(text, "r");
  if (!report) return {report.error().text()};
  std::vector<std::string> out;
  for (const auto& [name, outcome] : report->settle())
    out.push_back(name + " " + std::string(to_string(outcome.status)) + (outcome.flaky ? "~" : ""));
  return out;
}

std::string message_of(std::string_view text) {
  auto report = parse_test_report(text, "r");
  if (!report) return report.error().text();
  for (const auto& [name, outcome] : report->settle())
    if (outcome.status == TestStatus::failed) return outcome.message;
  return {};
}

std::string problem(std::string_view text) {
  auto report = parse_test_report(text, "r");
  return report ? "" : report.error().text();
}

TEST(JUnit, Dialects) {
  // surefire, with its own retries
  EXPECT_THAT(read(R"(<testsuite name="a.B" tests="4" failures="1"><testcase classname="a.B" name="fine"/>
      <testcase classname="a.B" name="flaky"><flakyFailure message="m"/></testcase>
      <testcase classname="a.B" name="bad"><failure message="m"/><rerunFailure message="n"/></testcase>
      <testcase classname="a.B" name="error"><error>trace</error></testcase>
      <testcase classname="a.B" name="off"><skipped/></testcase></testsuite>)"),
              ElementsAre("a.B::bad failed", "a.B::error failed", "a.B::fine passed", "a.B::flaky passed~",
                          "a.B::off skipped"));
  // pytest, parameterised
  EXPECT_THAT(read(R"(<testsuites><testsuite name="pytest"><testcase classname="tests.test_a" name="test_x[1-a]"/>
      <testcase classname="tests.test_a" name="test_x[2-b]"><failure message="assert 0"/></testcase>
      </testsuite></testsuites>)"),
              ElementsAre("tests.test_a::test_x[1-a] passed", "tests.test_a::test_x[2-b] failed"));
  // jest-junit
  EXPECT_THAT(read(R"(<testsuites name="jest tests"><testsuite name="sums">
      <testcase classname="sums adds" name="sums adds"/></testsuite></testsuites>)"),
              ElementsAre("sums adds passed"));
  // GoogleTest
  EXPECT_THAT(read(R"(<testsuites><testsuite name="S"><testcase name="A" status="run" result="completed" classname="S"/>
      <testcase name="DISABLED_B" status="notrun" result="suppressed" classname="S"/>
      <testcase name="C" status="run" result="skipped" classname="S"><skipped message="no"/></testcase>
      </testsuite></testsuites>)"),
              ElementsAre("S::A passed", "S::C skipped", "S::DISABLED_B skipped"));
  // PHPUnit, nested
  EXPECT_THAT(read(R"(<testsuites><testsuite name="all"><testsuite name="SumTest" file="/t/SumTest.php">
      <testsuite name="SumTest::testAdds"><testcase name="testAdds with data set #0" class="SumTest" classname="SumTest"/>
      </testsuite></testsuite></testsuite></testsuites>)"),
              ElementsAre("SumTest::testAdds with data set #0 passed"));
}

TEST(JUnit, ASuiteThatFailsWithoutATestcaseFails) {
  EXPECT_THAT(read(R"(<testsuite name="s" tests="1" failures="0" errors="1"/>)"), ElementsAre("s failed"));
  EXPECT_THAT(read(R"(<testsuite name="s" errors="1"><error message="setup"/></testsuite>)"), ElementsAre("s failed"));
  EXPECT_THAT(read(R"(<testsuites><testsuite name="o" failures="1"><testsuite name="i" failures="1">
      <testcase name="t"><failure/></testcase></testsuite></testsuite></testsuites>)"),
              ElementsAre("o > i::t failed"));
}

TEST(JUnit, RunsOfOneName) {
  auto suite = [](const std::string& runs) {
    std::string out = "<testsuite name='s'>";
    for (char run : runs) out += run == 'f' ? "<testcase name='t'><failure/></testcase>" : "<testcase name='t'/>";
    return out + "</testsuite>";
  };
  EXPECT_THAT(read(suite("fp")), ElementsAre("s::t passed~"));
  EXPECT_THAT(read(suite("ffp")), ElementsAre("s::t passed~"));
  EXPECT_THAT(read(suite("pf")), ElementsAre("s::t failed"));
  EXPECT_THAT(read(suite("pfp")), ElementsAre("s::t failed"));
  EXPECT_THAT(read(suite("ff")), ElementsAre("s::t failed"));
  EXPECT_THAT(read(suite("pp")), ElementsAre("s::t passed"));
  // Two files have a test of one name: no retry.
  EXPECT_THAT(read("<testsuite><testcase name='t' file='a.js'><failure/></testcase><testcase name='t' file='b.js'/>"
                   "</testsuite>"),
              ElementsAre("t (a.js) failed", "t (b.js) passed"));
}

TEST(JUnit, MessagesAreShortAndPlain) {
  EXPECT_EQ(message_of("<testsuite><testcase name='t'><failure message='&#10;one&#10;two'/></testcase></testsuite>"),
            "one\ntwo");
  EXPECT_EQ(message_of("<testsuite><testcase name='t'><failure>a\nb\n\nc\nd</failure></testcase></testsuite>"),
            "a\nb\nc");
  auto long_one = message_of("<testsuite><testcase name='t'><failure>" + std::string(100'000, 'x') +
                             "</failure></testcase></testsuite>");
  EXPECT_EQ(long_one.size(), 300U);
}

TEST(JUnit, RefusesWhatItIsNot) {
  EXPECT_THAT(problem("<test-run/>"), HasSubstr("NUnit"));
  EXPECT_THAT(problem("<html>"), HasSubstr("<html>"));
  EXPECT_THAT(problem("<testsuite><testcase name='a'/>"), HasSubstr("cut off"));
  EXPECT_THAT(problem("<testsuite>\n<testcase name='a'>\n</testsuite>"), HasSubstr("r:3"));
  EXPECT_THAT(problem("<!DOCTYPE x [<!ENTITY a 'b'>]><testsuite/>"), HasSubstr("entity"));
  EXPECT_THAT(problem("hello"), HasSubstr("JUnit XML, CTest's XML, `go test -json` and TAP"));
  EXPECT_THAT(problem(" \n"), HasSubstr("is empty"));
}

TEST(CTest, LeftOutAndNotFoundAreTwoThings) {
  auto one = [](const std::string& name, const std::string& status, const std::string& completion) {
    return "<Test Status=\"" + status + "\"><Name>" + name +
           "</Name><Path>.</Path><Results><NamedMeasurement name=\"Completion Status\"><Value>" + completion +
           "</Value></NamedMeasurement><Measurement><Value>out</Value></Measurement></Results></Test>";
  };
  EXPECT_THAT(read("<Site><Testing><TestList><Test>./a</Test></TestList>" + one("a", "passed", "Completed") +
                   one("b", "failed", "Completed") + one("c", "notrun", "Disabled") +
                   one("d", "notrun", "SKIP_RETURN_CODE=77") + one("e", "notrun", "Unable to find executable") +
                   "</Testing></Site>"),
              ElementsAre("a passed", "b failed", "c skipped", "d skipped", "e failed"));
}

std::string event(const std::string& action, const std::string& package, const std::string& test = {},
                  const std::string& output = {}) {
  std::string out = R"({"Action":")" + action + R"(","Package":")" + package + '"';
  if (!test.empty()) out += R"(,"Test":")" + test + '"';
  if (!output.empty()) out += R"(,"Output":")" + output + '"';
  return out + "}\n";
}

TEST(GoTest, PackagesRunSideBySide) {
  EXPECT_THAT(read(event("run", "p", "TestA") + event("run", "q", "TestA") + event("fail", "q", "TestA") +
                   event("pass", "p", "TestA") + event("skip", "p", "TestB") + event("pass", "p") + event("fail", "q")),
              ElementsAre("p::TestA passed", "p::TestB skipped", "q::TestA failed"));
}

TEST(GoTest, SubtestsCountForTheirParent) {
  EXPECT_THAT(
      read(event("fail", "p", "T/a") + event("pass", "p", "T/b") + event("fail", "p", "T") + event("fail", "p")),
      ElementsAre("p::T/a failed", "p::T/b passed"));
  EXPECT_THAT(read(event("pass", "p", "T/a") + event("fail", "p", "T") + event("fail", "p")),
              ElementsAre("p::T failed", "p::T/a passed"));
}

TEST(GoTest, WhatDidNotEndFailed) {
  const auto panic = event("run", "p", "T") + event("output", "p", "T", "panic: oh\\n");
  EXPECT_THAT(read(panic + event("fail", "p")), ElementsAre("p::T failed"));
  EXPECT_THAT(read(panic), ElementsAre("p::T failed"));
  EXPECT_THAT(message_of(panic + event("fail", "p")), HasSubstr("panic: oh"));
  // Where the package passed, only the end of the test's line was lost.
  EXPECT_THAT(read(panic + event("pass", "p")), ElementsAre("p::T passed"));
  EXPECT_THAT(read(event("pass", "p", "T")), ElementsAre("p failed", "p::T passed"));
}

TEST(GoTest, PackagesThatDoNotBuild) {
  const std::string build = R"({"ImportPath":"b [b.test]","Action":"build-output","Output":"b.go:4: undefined: y\n"})"
                            "\n"
                            R"({"Action":"fail","Package":"b","FailedBuild":"b [b.test]"})"
                            "\n";
  EXPECT_THAT(read("# b\nb.go:4: undefined: y\n" + build), ElementsAre("b failed"));
  EXPECT_EQ(message_of(build), "b.go:4: undefined: y");
  EXPECT_THAT(read(event("output", "p", "", "panic: init\\n") + event("fail", "p")), ElementsAre("p failed"));
  EXPECT_THAT(read(event("skip", "none")), IsEmpty());
}

TEST(GoTest, RunAgain) {
  const auto fails = event("run", "p", "T") + event("fail", "p", "T") + event("fail", "p");
  const auto passes = event("run", "p", "T") + event("pass", "p", "T") + event("pass", "p");
  EXPECT_THAT(read(fails + passes), ElementsAre("p::T passed~"));
  EXPECT_THAT(read(passes + fails), ElementsAre("p::T failed"));
}

TEST(Tap, PlainStreams) {
  EXPECT_THAT(
      read("TAP version 13\n1..5\nok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no net\nnot ok 4 - d # TODO soon\nok\n"),
      ElementsAre("a passed", "b failed", "c skipped", "d skipped", "test 5 passed"));
  EXPECT_THAT(read("ok 1 - a \\# b\r\n1..1\r\n"), ElementsAre("a # b passed"));
  EXPECT_THAT(read("1..0 # SKIP nothing here\n"), IsEmpty());
}

TEST(Tap, EqualNamesAreSeveralTests) {
  EXPECT_THAT(read("1..2\nnot ok 1 - same\nok 2 - same\n"), ElementsAre("same failed", "same #2 passed"));
}

TEST(Tap, WhatThePlanSays) {
  EXPECT_THAT(read("1..3\nok 1 - a\n"), ElementsAre("a passed", "plan failed"));
  EXPECT_THAT(read("ok 1 - a\n"), ElementsAre("a passed", "plan failed"));
  EXPECT_THAT(read("1..2\nok 1 - a\nBail out! no disk\n"), ElementsAre("Bail out! failed", "a passed"));
  // Two programs, one after the other, as `prove -v` shows them.
  EXPECT_THAT(read("a.t ..\nok 1 - a\n1..1\nok\nb.t ..\n1..1\nok 1 - b\n"), testing::Contains("b passed"));
  EXPECT_THAT(read("ok 1 - a\n1..1\nok 1 - b\n1..1\n"), ElementsAre("a passed", "b passed"));
}

TEST(Tap, Subtests) {
  EXPECT_THAT(read("    ok 1 - x\n    not ok 2 - y\n    1..2\nnot ok 1 - group\n1..1\n"),
              ElementsAre("group > x passed", "group > y failed"));
  EXPECT_THAT(read("1..2\nok 1 - group {\n    ok 1 - x\n    1..1\n}\nok 2 - z\n"),
              ElementsAre("group > x passed", "z passed"));
  EXPECT_THAT(read("    ok 1 - x\n    1..1\nnot ok 1 - group\n1..1\n"),
              ElementsAre("group failed", "group > x passed"));
}

TEST(Tap, Diagnostics) {
  EXPECT_EQ(message_of("1..1\nnot ok 1 - a\n  ---\n  message: 'two is not three'\n  severity: fail\n  ...\n"),
            "two is not three");
  EXPECT_EQ(message_of("1..1\nnot ok 1 - a\n#   Failed test 'a'\n#   at a.t line 3.\n"),
            "Failed test 'a'\nat a.t line 3.");
}

TEST(Merging, ARetryAndAMatrixAreTwoThings) {
  auto outcomes = [](std::initializer_list<std::pair<const char*, TestStatus>> tests) {
    TestOutcomes out;
    for (const auto& [name, status] : tests) out[name].status = status;
    return out;
  };
  constexpr auto kPassed = TestStatus::passed, kFailed = TestStatus::failed, kSkipped = TestStatus::skipped;
  auto merged = [&](TestOutcomes first, TestOutcomes second, const char* name) {
    merge_outcomes(first, std::move(second));
    return std::string(to_string(first[name].status)) + (first[name].flaky ? "~" : "");
  };
  const auto first = outcomes({{"a", kPassed}, {"b", kFailed}, {"c", kSkipped}});
  EXPECT_EQ(merged(first, outcomes({{"b", kPassed}}), "b"), "passed~");
  EXPECT_EQ(merged(first, outcomes({{"b", kFailed}}), "b"), "failed");
  EXPECT_EQ(merged(first, outcomes({{"a", kPassed}, {"b", kPassed}}), "b"), "failed");
  EXPECT_EQ(merged(first, outcomes({{"a", kFailed}}), "a"), "failed");
  EXPECT_EQ(merged(first, outcomes({{"c", kPassed}}), "c"), "passed");
  EXPECT_EQ(merged(outcomes({{"b", kFailed}}), outcomes({{"b", kPassed}}), "b"), "failed");
}

TEST(Limits, HostileReportsEnd) {
  EXPECT_THAT(problem("<testsuite>" + std::string(1'000'000, '<')), HasSubstr("r:1"));
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<testsuite name='s'>";
  EXPECT_THAT(problem(deep), HasSubstr("nested deeper"));
  std::string tap = "1..1\n";
  for (int i = 0; i < 200; ++i)
    tap += std::string(static_cast<std::size_t>(i) * 4, ' ') + "ok 1 - " + std::string(5'000, 'x') + "\n";
  EXPECT_EQ(problem(tap), "");
  EXPECT_EQ(problem("{\"Action\":\"pass\",\"Package\":\"p\"}\n{" + std::string(3'000'000, '{')), "");
  auto report = parse_test_report("<testsuite><testcase name='" + std::string(5'000, 'n') + "'/></testsuite>", "r");
  ASSERT_TRUE(report);
  EXPECT_LT(report->settle().begin()->first.size(), 420U);
}

}  // namespace
}  // namespace gate::evidence
