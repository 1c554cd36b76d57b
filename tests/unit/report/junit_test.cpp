// Text in XML, and what a JUnit report says of each status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gate/base/json.h"
#include "gate/report/formats.h"
#include "gate/report/xml.h"

namespace gate::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(XmlLine, EscapesMarkup) {
  EXPECT_EQ(xml_line("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;");
}

TEST(XmlLine, HoldsNothingThatXmlForbids) {
  for (int c = 0; c < 0x20; ++c) {
    for (const char out : xml_line(std::string("a") + static_cast<char>(c) + "b")) EXPECT_GE(out, 0x20) << c;
  }
  EXPECT_EQ(xml_line("\xEF\xBF\xBE.\xEF\xBF\xBF"), "\xEF\xBF\xBD.\xEF\xBF\xBD");
  EXPECT_EQ(xml_line("caf\xE9"), "caf\\xE9");
  EXPECT_EQ(xml_line("\xED\xA0\x80").find("\xED\xA0\x80"), std::string::npos);  // a surrogate
}

Verdict ruled(Status status) {
  Verdict verdict;
  verdict.rulings.push_back(
      {.policy = "coverage", .condition = "patch >= 80%", .value = "7%", .status = status, .reason = "why"});
  return verdict;
}

TEST(JUnit, HasAnElementForEachStatus) {
  EXPECT_THAT(write_junit(ruled(Status::fail), {}), HasSubstr("<failure type=\"fail\" message=\"7%; why\">"));
  EXPECT_THAT(write_junit(ruled(Status::error), {}), HasSubstr("<error type=\"error\""));
  EXPECT_THAT(write_junit(ruled(Status::no_data), {}), HasSubstr("<error type=\"no-data\""));
  EXPECT_THAT(write_junit(ruled(Status::not_applicable), {}), HasSubstr("<skipped message="));
  for (const Status status : {Status::pass, Status::warn}) {
    const auto text = write_junit(ruled(status), {});
    EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""));
    EXPECT_THAT(text, HasSubstr("<system-out>" + std::string(to_string(status)) + ": 7%; why"));
  }
}

TEST(JUnit, NeverSaysNothing) { EXPECT_THAT(write_junit({}, {}), HasSubstr("a policy judges")); }

TEST(JUnit, NamesAreUniqueAndHoldNoMeasure) {
  auto verdict = ruled(Status::pass);
  verdict.rulings.push_back(verdict.rulings.front());
  const auto text = write_junit(verdict, {});
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"coverage: patch &gt;= 80%\""));
  EXPECT_THAT(text, HasSubstr("<testsuite name=\"coverage: patch &gt;= 80% (2)\""));
  EXPECT_THAT(text, Not(HasSubstr("name=\"7%")));
}

TEST(JUnit, SaysWhatItLeavesOut) {
  auto verdict = ruled(Status::fail);
  verdict.rulings[0].details.assign(1000, "line");
  EXPECT_THAT(write_junit(verdict, {}), HasSubstr("and 800 more"));
}

TEST(GitLab, FingerprintsAreUniqueWhateverTheFindingsSay) {
  Verdict verdict;
  for (int i = 0; i < 3; ++i)
    verdict.facts.findings.push_back({.rule = "a/b", .message = "m", .fingerprint = i < 2 ? "same" : ""});
  const auto json = Json::parse(write_gitlab(verdict, {}));
  ASSERT_EQ(json.size(), 3u);
  EXPECT_NE(json[0]["fingerprint"], json[1]["fingerprint"]);
  EXPECT_NE(json[1]["fingerprint"], json[2]["fingerprint"]);
  EXPECT_EQ(json[2]["fingerprint"].get<std::string>().size(), 32u);
  EXPECT_EQ(json[2]["location"]["lines"]["begin"].get<int>(), 1);
}

}  // namespace
}  // namespace gate::report
