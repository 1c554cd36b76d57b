#include <fmt/format.h>
#include <gmock/gmock.h>

#include "gate/base/json.h"
#include "reading.h"

namespace gate::diagnostics {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// "ünï" has bytes 1-2, 3, 4-5 and the emoji behind it two UTF-16 units and four bytes.
const std::map<std::string, std::string> kFiles = {
    {"src/a.c", "one\ntwo two\nthree\n"}, {"src/b b.c", "ünï 😀 x\nsecond\n"}, {"a.c", "top\n"}};

// One run of ESLint, with `run` merged over what is not given.
std::string log(const std::string& results, const std::string& run = "{}") {
  Json whole = {{"tool", {{"driver", {{"name", "ESLint"}, {"version", "9.1.0"}}}}}, {"results", Json::parse(results)}};
  whole.merge_patch(Json::parse(run));
  return Json{{"version", "2.1.0"}, {"runs", {whole}}}.dump();
}

std::string at(const std::string& region, const std::string& artifact = R"({"uri": "src/a.c"})") {
  return fmt::format(R"([{{"physicalLocation": {{"artifactLocation": {}, "region": {}}}}}])", artifact, region);
}

// A result with more members, such as R"("level": "note")".
std::string result(const std::string& more = {}, const std::string& locations = at(R"({"startLine": 2})")) {
  return fmt::format(R"([{{"ruleId": "r", "message": {{"text": "m"}}, "locations": {}{}{}}}])", locations,
                     more.empty() ? "" : ", ", more);
}

Diagnostics read(const std::string& text) {
  const Reading reading = reading_of(kFiles);
  auto read = read_sarif(text, reading);
  EXPECT_TRUE(read) << (read ? "" : read.error().text());
  return read ? *read : Diagnostics();
}

Finding only(const std::string& results, const std::string& run = "{}") {
  auto all = read(log(results, run));
  EXPECT_THAT(all.findings, SizeIs(1)) << results;
  return all.findings.empty() ? Finding() : all.findings.front();
}

std::string error_of(const std::string& text) {
  const Reading reading = reading_of(kFiles);
  auto read = read_sarif(text, reading);
  return read ? "" : read.error().text();
}

TEST(Sarif, TakesResultsOfSeveralRuns) {
  const auto all = read(R"({"version": "2.1.0", "runs": [
    {"results": [{"ruleId": "no-eval", "level": "error", "message": {"text": "No\n  eval."}, "locations": )" +
                        at(R"({"startLine": 1, "startColumn": 2, "endColumn": 4})") +
                        R"(}], "tool": {"driver": {"name": "ESLint", "semanticVersion": "9.1.0", "version": "x"}}},
    {"results": [{"message": {"text": "m"}, "locations": )" +
                        at(R"({"startLine": 2})") + R"(}], "tool": {"driver": {"name": "Code QL!"}}}]})");
  EXPECT_THAT(lines_of(all),
              ElementsAre("eslint/no-eval high src/a.c:1:2-1:4 No eval.", "code-ql/finding medium src/a.c:2:1-2:8 m"));
  EXPECT_THAT(all.tools, ElementsAre("ESLint 9.1.0", "Code QL!"));
  EXPECT_EQ(all.results, 2u);
  EXPECT_THAT(all.failures, IsEmpty());
}

struct SeverityCase {
  std::string result, rule;
  Severity severity;
  std::string category = "other";
  Confidence confidence = Confidence::high;
};

class Severities : public testing::TestWithParam<SeverityCase> {};

TEST_P(Severities, OfResultAndRule) {
  const auto& c = GetParam();
  const auto finding = only(result(c.result), R"({"tool": {"driver": {"rules": [{"id": "r")" +
                                                  (c.rule.empty() ? "" : ", " + c.rule) + "}]}}}");
  EXPECT_EQ(finding.severity, c.severity);
  EXPECT_EQ(finding.category, c.category);
  EXPECT_EQ(finding.confidence, c.confidence);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Severities,
    testing::Values(
        SeverityCase{"", "", Severity::medium}, SeverityCase{R"("level": "error")", "", Severity::high},
        SeverityCase{R"("level": "note")", "", Severity::low}, SeverityCase{R"("level": "none")", "", Severity::info},
        SeverityCase{"", R"("defaultConfiguration": {"level": "error"})", Severity::high},
        SeverityCase{R"("level": "note")", R"("defaultConfiguration": {"level": "error"})", Severity::low},
        SeverityCase{"", R"("properties": {"security-severity": "9.0"})", Severity::critical, "security"},
        SeverityCase{"", R"("properties": {"security-severity": 8.9})", Severity::high, "security"},
        SeverityCase{R"("level": "error")", R"("properties": {"security-severity": "4"})", Severity::medium,
                     "security"},
        SeverityCase{R"("properties": {"security-severity": "0.1"})", R"("properties": {"security-severity": "9"})",
                     Severity::low, "security"},
        SeverityCase{"", R"("properties": {"security-severity": "high"})", Severity::medium},
        SeverityCase{"", R"("properties": {"security-severity": 1e300})", Severity::medium},
        SeverityCase{"", R"("properties": {"tags": ["x", "Security"], "precision": "very-high"})", Severity::medium,
                     "security"},
        SeverityCase{"", R"("properties": {"tags": ["maintainability"], "precision": "medium"})", Severity::medium,
                     "maintainability", Confidence::medium},
        SeverityCase{"", R"("properties": {"precision": "low"})", Severity::medium, "other", Confidence::low},
        SeverityCase{R"("kind": "review", "level": "none")", R"("defaultConfiguration": {"level": "error"})",
                     Severity::high, "other", Confidence::medium},
        SeverityCase{R"("kind": "open")", "", Severity::medium, "other", Confidence::medium}));

TEST(Sarif, KindsThatAreNoFindingsAreCounted) {
  const auto all = read(log(R"([{"kind": "pass"}, {"kind": "pass"}, {"kind": "notApplicable"},
    {"kind": "informational"}, {"baselineState": "absent", "ruleId": "r"}, 7, null, {"ruleId": "r"}])"));
  EXPECT_THAT(all.findings, IsEmpty());
  EXPECT_EQ(all.results, 8u);
  EXPECT_THAT(all.notes,
              testing::UnorderedElementsAre("2 results of kind pass: nothing is wrong there",
                                            "1 result of kind notApplicable: nothing is wrong there",
                                            "1 result of kind informational: nothing is wrong there",
                                            "1 result that the tool's own baseline knows as gone",
                                            "2 results left out: no objects", "1 result without a place in a file"));
}

struct RuleCase {
  std::string members, rule, summary;
};

class Rules : public testing::TestWithParam<RuleCase> {};

TEST_P(Rules, AreFound) {
  const auto& c = GetParam();
  const auto all = read(
      log(fmt::format(R"([{{"message": {{"text": "m"}}, "locations": {}, {}}}])", at(R"({"startLine": 1})"), c.members),
          R"({"tool": {
    "driver": {"name": "T", "guid": "d", "rules": [{"id": "A1", "guid": "g-a1", "shortDescription": {"text": "first"}},
                                      {"id": "A2", "name": "second"}, {"id": "A3/x", "fullDescription": {"text": "third"}}]},
    "extensions": [{"name": "ext", "guid": "e", "rules": [{"id": "E1", "shortDescription": {"text": "external"}}]}]}})"));
  ASSERT_THAT(all.rules, SizeIs(1));
  EXPECT_EQ(all.findings.at(0).rule, c.rule);
  EXPECT_EQ(all.rules[0].id, c.rule);
  EXPECT_EQ(all.rules[0].summary, c.summary);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Rules,
    testing::Values(RuleCase{R"("ruleId": "A1")", "t/A1", "first"}, RuleCase{R"("ruleIndex": 1)", "t/A2", "second"},
                    RuleCase{R"("ruleId": "A1", "ruleIndex": 0)", "t/A1", "first"},
                    RuleCase{R"("ruleId": "A1", "ruleIndex": 1)", "t/A1", "first"},
                    RuleCase{R"("ruleId": "A1/sub/2", "ruleIndex": 0)", "t/A1/sub/2", "first"},
                    RuleCase{R"("ruleId": "A1/sub/2")", "t/A1/sub/2", "first"},
                    RuleCase{R"("ruleId": "A3/x/1")", "t/A3/x/1", "third"},
                    RuleCase{R"("rule": {"id": "A2"})", "t/A2", "second"},
                    RuleCase{R"("rule": {"index": 2})", "t/A3/x", "third"},
                    RuleCase{R"("rule": {"guid": "g-a1"})", "t/A1", "first"},
                    RuleCase{R"("rule": {"index": 0, "toolComponent": {"index": 0}})", "t/E1", "external"},
                    RuleCase{R"("rule": {"id": "E1", "toolComponent": {"name": "ext"}})", "t/E1", "external"},
                    RuleCase{R"("rule": {"index": 0, "toolComponent": {"guid": "e"}})", "t/E1", "external"},
                    RuleCase{R"("ruleId": "E1")", "t/E1", "external"},
                    RuleCase{R"("ruleId": "not declared", "ruleIndex": 99)", "t/not-declared", "t/not-declared"},
                    RuleCase{R"("ruleIndex": -5)", "t/finding", "t/finding"},
                    RuleCase{R"("ruleIndex": 1e30)", "t/finding", "t/finding"},
                    RuleCase{R"("ruleId": "/a//", "rule": [])", "t/a", "t/a"}));

TEST(Sarif, RulesCarryTheirWords) {
  const auto all = read(log(result(), R"({"tool": {"driver": {"rules": [{"id": "r", "shortDescription": {"text": "s"},
    "fullDescription": {"text": "f"}, "help": {"text": "plain", "markdown": "**h**"}, "helpUri": "https://x.example/r",
    "properties": {"security-severity": "7.5"}}]}}})"));
  ASSERT_THAT(all.rules, SizeIs(1));
  EXPECT_EQ(all.rules[0].summary, "s");
  EXPECT_EQ(all.rules[0].help, "**h**");
  EXPECT_EQ(all.rules[0].uri, "https://x.example/r");
  EXPECT_EQ(all.rules[0].severity, Severity::high);
  EXPECT_EQ(all.rules[0].category, "security");
  const auto unsafe =
      read(log(result(), R"({"tool": {"driver": {"rules": [{"id": "r", "helpUri": "javascript:x"}]}}})"));
  EXPECT_EQ(unsafe.rules.at(0).uri, "");
}

TEST(Sarif, OverridesOfAnInvocationCountAsTheRulesLevel) {
  const auto finding = only(result(), R"({"tool": {"driver": {"rules": [{"id": "r"}]}}, "invocations": [
    {"executionSuccessful": true, "ruleConfigurationOverrides": [{"descriptor": {"index": 0}, "configuration": {"level": "error"}}]}]})");
  EXPECT_EQ(finding.severity, Severity::high);
}

struct MessageCase {
  std::string message, expected;
};

class Messages : public testing::TestWithParam<MessageCase> {};

TEST_P(Messages, AreOneLine) {
  const auto finding = only(fmt::format(R"([{{"ruleId": "r", "locations": {}, "message": {}}}])",
                                        at(R"({"startLine": 1})"), GetParam().message),
                            R"({"tool": {"driver": {"globalMessageStrings": {"g": {"text": "global {1}"}},
             "rules": [{"id": "r", "shortDescription": {"text": "short"}, "messageStrings": {"own": {"text": "own {0}, {{0}}"}}}]}}})");
  EXPECT_EQ(finding.message, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Messages,
    testing::Values(MessageCase{R"({"text": "a\n b\tc"})", "a b c"}, MessageCase{R"({"text": "{0} {x}"})", "{0} {x}"},
                    MessageCase{R"({"text": "{0}-{1}-{9}-{{0}}", "arguments": ["A", "B"]})", "A-B-{9}-{0}"},
                    MessageCase{R"({"text": "{0", "arguments": ["A"]})", "{0"},
                    MessageCase{R"({"text": "{99999999999}", "arguments": ["A"]})", "{99999999999}"},
                    MessageCase{R"({"id": "own", "arguments": ["A"]})", "own A, {0}"},
                    MessageCase{R"({"id": "g", "arguments": ["A", "B"]})", "global B"},
                    MessageCase{R"({"id": "unknown"})", "short"}, MessageCase{R"({"markdown": "*m*"})", "*m*"},
                    MessageCase{R"({})", "short"}, MessageCase{R"([])", "short"},
                    MessageCase{R"x({"text": "from [user input](1) to [sink](https://x.example)"})x",
                                "from user input to sink"},
                    MessageCase{R"x({"text": "a[0] is \\[kept\\](1) [[x](2)"})x", "a[0] is [kept](1) [x"},
                    MessageCase{R"({"text": "[open](1"})", "[open](1"}));

struct PlaceCase {
  std::string artifact, region, expected;
};

class Places : public testing::TestWithParam<PlaceCase> {};

constexpr std::string_view kRun = R"({"columnKind": "utf16CodeUnits",
  "artifacts": [{"location": {"uri": "src/b%20b.c"}}, {"location": {"uri": "a.c", "uriBaseId": "SRC"}}],
  "originalUriBaseIds": {"ROOT": {"uri": "file:///repo/"}, "SRC": {"uri": "src", "uriBaseId": "ROOT"}, "EMPTY": {},
    "DOCKER": {"uri": "file:///mnt/"}, "LOOP": {"uri": "x/", "uriBaseId": "POOL"}, "POOL": {"uri": "y/", "uriBaseId": "LOOP"},
    "WEB": {"uri": "https://example.com/"}}})";

TEST_P(Places, AreOfTheRepository) {
  const auto& c = GetParam();
  const auto all = read(log(result("", at(c.region, c.artifact)), std::string(kRun)));
  if (c.expected.empty()) {
    EXPECT_THAT(all.findings, IsEmpty());
    EXPECT_EQ(all.outside + all.notes.size(), 1u);
  } else {
    ASSERT_THAT(all.findings, SizeIs(1));
    EXPECT_EQ(place_text(all.findings[0].place), c.expected);
  }
}

const std::string kA = R"({"uri": "src/a.c"})", kB = R"({"uri": "src/b%20b.c"})", kLine = R"({"startLine": 1})";

INSTANTIATE_TEST_SUITE_P(
    Uris, Places,
    testing::Values(PlaceCase{kA, kLine, "src/a.c:1:1-1:4"}, PlaceCase{R"({"index": 0})", kLine, "src/b b.c:1:1-1:13"},
                    PlaceCase{R"({"index": 1})", kLine, "src/a.c:1:1-1:4"}, PlaceCase{R"({"index": 2})", kLine, ""},
                    PlaceCase{R"({"index": -1})", kLine, ""},
                    PlaceCase{R"({"uri": "file:///repo/src/a.c"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "file:/repo/src/a.c"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "file://localhost/repo/src/a.c"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "/repo/src/a.c"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "src\\a.c"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "a.c", "uriBaseId": "SRC"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "a.c", "uriBaseId": "EMPTY"})", kLine, "a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "a.c", "uriBaseId": "UNDECLARED"})", kLine, "a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "src/a.c", "uriBaseId": "DOCKER"})", kLine, "src/a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "a.c", "uriBaseId": "LOOP"})", kLine, "a.c:1:1-1:4"},
                    PlaceCase{R"({"uri": "a.c", "uriBaseId": "WEB"})", kLine, ""},
                    PlaceCase{R"({"uri": "https://example.com/src/a.c"})", kLine, ""},
                    PlaceCase{R"({"uri": "C:/repo/src/a.c"})", kLine, ""},
                    PlaceCase{R"({"uri": "src/%00a.c"})", kLine, ""}, PlaceCase{R"({"uri": ""})", kLine, ""},
                    PlaceCase{R"({"uri": 7})", kLine, ""}, PlaceCase{R"([])", kLine, ""}));

INSTANTIATE_TEST_SUITE_P(
    Regions, Places,
    testing::Values(PlaceCase{kA, "null", "src/a.c:0:0-0:0"}, PlaceCase{kA, "{}", "src/a.c:0:0-0:0"},
                    PlaceCase{kA, R"({"startLine": 2, "startColumn": 5})", "src/a.c:2:5-2:8"},
                    PlaceCase{kA, R"({"startLine": 2, "startColumn": 5, "endColumn": 5})", "src/a.c:2:5-2:5"},
                    PlaceCase{kA, R"({"startLine": 1, "endLine": 2})", "src/a.c:1:1-2:8"},
                    PlaceCase{kA, R"({"startLine": 1, "startColumn": 3, "endLine": 2, "endColumn": 2})",
                              "src/a.c:1:3-2:2"},
                    PlaceCase{kA, R"({"startLine": 2, "endLine": 1, "endColumn": 1})", "src/a.c:2:1-2:1"},
                    PlaceCase{kA, R"({"startLine": 1, "startColumn": 900, "endColumn": 901})", "src/a.c:1:4-1:4"},
                    PlaceCase{kA, R"({"startLine": 2.0})", "src/a.c:2:1-2:8"},
                    PlaceCase{kA, R"({"startLine": 1e300})", "src/a.c:0:0-0:0"},
                    PlaceCase{kA, R"({"startLine": "2"})", "src/a.c:0:0-0:0"},
                    PlaceCase{kA, R"({"startLine": -1})", "src/a.c:0:0-0:0"},
                    PlaceCase{kA, R"({"charOffset": 8, "charLength": 3})", "src/a.c:2:5-2:8"},
                    PlaceCase{kA, R"({"byteOffset": 0, "byteLength": 3})", "src/a.c:1:1-1:4"},
                    PlaceCase{kA, R"({"charOffset": 8000})", "src/a.c:0:0-0:0"},
                    PlaceCase{kA, R"({"charOffset": 8, "charLength": 8000000000000})", "src/a.c:2:5-3:7"},
                    PlaceCase{kB, R"({"startLine": 1, "startColumn": 5, "endColumn": 7})", "src/b b.c:1:7-1:11"},
                    PlaceCase{kB, R"({"charOffset": 4, "charLength": 2})", "src/b b.c:1:7-1:11"},
                    PlaceCase{kB, R"({"byteOffset": 6, "byteLength": 4})", "src/b b.c:1:7-1:11"}));

TEST(Sarif, ColumnsMayCountCodePoints) {
  const auto finding = only(result("", at(R"({"startLine": 1, "startColumn": 5, "endColumn": 6})", kB)),
                            R"({"columnKind": "unicodeCodePoints"})");
  EXPECT_EQ(place_text(finding.place), "src/b b.c:1:7-1:11");
}

TEST(Sarif, WithoutTheTextColumnsStayAndNoFixIsOffered) {
  Reading reading = reading_of(kFiles);
  reading.text_of = nullptr;
  const std::string fix = R"("fixes": [{"artifactChanges": [{"artifactLocation": {"uri": "src/a.c"}, "replacements": [
    {"deletedRegion": {"startLine": 1, "startColumn": 1, "endColumn": 4}, "insertedContent": {"text": "x"}}]}]}])";
  const auto read = read_sarif(log(result(fix, at(R"({"startLine": 1, "startColumn": 5})", kB))), reading);
  ASSERT_TRUE(read);
  EXPECT_EQ(place_text(read->findings.at(0).place), "src/b b.c:1:5-1:0");
  EXPECT_THAT(read->findings.at(0).fix, IsEmpty());
  EXPECT_THAT(only(result(fix)).fix, SizeIs(1));
}

TEST(Sarif, FixesAreTakenWholeOrNotAtAll) {
  const std::string good =
      R"({"deletedRegion": {"startLine": 1, "startColumn": 1, "endColumn": 4}, "insertedContent": {"text": "x"}})";
  const auto fixes = [](const std::string& replacements, const std::string& uri = "src/a.c") {
    return R"("fixes": [{"artifactChanges": [{"artifactLocation": {"uri": ")" + uri + R"("}, "replacements": [)" +
           replacements + "]}]}]";
  };
  const auto finding = only(result(fixes(good + R"(, {"deletedRegion": {"charOffset": 4, "charLength": 3}})")));
  ASSERT_THAT(finding.fix, SizeIs(2));
  EXPECT_EQ(place_text(finding.fix[0].place), "src/a.c:1:1-1:4");
  EXPECT_EQ(finding.fix[0].text, "x");
  EXPECT_EQ(place_text(finding.fix[1].place), "src/a.c:2:1-2:4");
  EXPECT_EQ(finding.fix[1].text, "");
  EXPECT_THAT(only(result(fixes(good + R"(, {"deletedRegion": {"startLine": 77}})"))).fix, IsEmpty());
  EXPECT_THAT(only(result(fixes(good + ", {}"))).fix, IsEmpty());
  EXPECT_THAT(only(result(fixes(good, "/elsewhere.c"))).fix, IsEmpty());
}

TEST(Sarif, RelatedPlacesAreKept) {
  const auto finding = only(result(R"("relatedLocations": [
    {"message": {"text": "opened here"}, "physicalLocation": {"artifactLocation": {"uri": "a.c"}, "region": {"startLine": 1}}},
    {"physicalLocation": {"artifactLocation": {"uri": "/elsewhere"}}}])"));
  ASSERT_THAT(finding.related, SizeIs(1));
  EXPECT_EQ(finding.related[0].message, "opened here");
  EXPECT_EQ(place_text(finding.related[0].place), "a.c:1:1-1:4");
}

struct SuppressionCase {
  std::string suppressions;
  bool suppressed;
  std::string reason;
};

class Suppressions : public testing::TestWithParam<SuppressionCase> {};

TEST_P(Suppressions, Count) {
  const auto finding = only(result(R"("suppressions": )" + GetParam().suppressions));
  EXPECT_EQ(finding.suppressed, GetParam().suppressed);
  EXPECT_EQ(finding.suppression, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Suppressions,
    testing::Values(SuppressionCase{"[]", false, ""}, SuppressionCase{"null", false, ""},
                    SuppressionCase{R"([{"kind": "inSource", "justification": "why\nnot"}])", true, "why not"},
                    SuppressionCase{R"([{"kind": "external", "status": "accepted"}])", true,
                                    "suppressed outside of the source, by its tool"},
                    SuppressionCase{R"([{"kind": "inSource"}])", true, "suppressed in the source, by its tool"},
                    SuppressionCase{R"([{"kind": "external", "status": "underReview"}])", false, ""},
                    SuppressionCase{R"([{"kind": "external", "status": "rejected"}])", false, ""},
                    SuppressionCase{R"([{"kind": "external", "status": 3}])", false, ""},
                    SuppressionCase{R"([{"kind": "inSource"}, {"kind": "external", "status": "rejected"}])", false, ""},
                    SuppressionCase{R"([7])", false, ""}, SuppressionCase{R"({"kind": "inSource"})", false, ""}));

TEST(Sarif, BaselineStateIsKept) {
  const auto state = [](const std::string& word) { return only(result(R"("baselineState": ")" + word + '"')).state; };
  EXPECT_EQ(state("unchanged"), State::existing);
  EXPECT_EQ(state("updated"), State::existing);
  EXPECT_EQ(state("new"), State::caused_elsewhere);
  EXPECT_EQ(only(result()).state, State::fresh);
}

TEST(Sarif, SaysThatTheToolFailed) {
  const auto failures = [](const std::string& run) { return read(log("[]", run)).failures; };
  EXPECT_THAT(failures(R"({"invocations": [{"executionSuccessful": true}]})"), IsEmpty());
  EXPECT_THAT(failures(R"({"invocations": [{"executionSuccessful": false, "exitCodeDescription": "crash"}]})"),
              ElementsAre("ESLint 9.1.0 says that its run failed: crash"));
  EXPECT_THAT(failures(R"({"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [
    {"level": "warning", "message": {"text": "w"}}, {"level": "error", "message": {"text": "e"}}]}]})"),
              ElementsAre("ESLint 9.1.0 reports an error: e"));
  EXPECT_THAT(failures(R"({"externalPropertyFileReferences": {"results": [{"location": {"uri": "x"}}]}})"),
              ElementsAre(HasSubstr("stand in other files")));
  EXPECT_THAT(failures(R"({"results": null})"), ElementsAre(HasSubstr("it did not look")));
  EXPECT_THAT(read(log(result("", at(R"({"startLine": 9})")))).failures,
              ElementsAre(HasSubstr("line 9 of src/a.c, which has 3 lines")));
}

TEST(Sarif, LimitsAreCounted) {
  std::string results;
  for (int i = 0; i < 10; ++i) results += (i == 0 ? "" : ",") + result().substr(1, result().size() - 2);
  Reading reading = reading_of(kFiles);
  reading.most = 4;
  const auto read = read_sarif(log("[" + results + "]"), reading);
  ASSERT_TRUE(read);
  EXPECT_THAT(read->findings, SizeIs(4));
  EXPECT_EQ(read->beyond, 6u);
  EXPECT_EQ(read->results, 10u);
}

TEST(Sarif, ToolMayBeGiven) {
  Reading reading = reading_of(kFiles);
  reading.tool = "mine";
  EXPECT_EQ(read_sarif(log(result()), reading)->findings.at(0).rule, "mine/r");
}

TEST(Sarif, GatesOwnRulesAreNotSpokenFor) {
  EXPECT_EQ(only(result(), R"({"tool": {"driver": {"name": "Gate"}}})").rule, "gate-report/r");
}

TEST(Sarif, GuessesComeLast) {
  Reading reading = reading_of(kFiles);
  std::vector<std::string> asked;
  reading.guess_of = [&](std::string_view path) {
    asked.emplace_back(path);
    return std::optional<std::string>("a.c");
  };
  const auto read = read_sarif(log(result("", at(kLine, R"({"uri": "/other/a.c"})"))), reading);
  EXPECT_EQ(read->findings.at(0).place.path, "a.c");
  EXPECT_THAT(asked, ElementsAre("/other/a.c"));
}

TEST(Sarif, OrderOfMembersDoesNotMatter) {
  const auto all = read(R"({"runs": [{"results": [{"ruleIndex": 0, "message": {"id": "x"}, "locations": )" + at(kLine) +
                        R"(}], "tool": {"driver": {"rules": [{"messageStrings": {"x": {"text": "late"}}, "id": "R"}],
                        "name": "T"}}}], "version": "2.1.0-rtm.6"})");
  EXPECT_THAT(lines_of(all), ElementsAre("t/R medium src/a.c:1:1-1:4 late"));
}

TEST(Sarif, WrongDocumentsAreRefusedWithAPlace) {
  EXPECT_EQ(error_of(""), "report: is empty; run the tool again");
  EXPECT_THAT(error_of("\xFF\xFE{"), HasSubstr("is UTF-16"));
  EXPECT_THAT(error_of("{}"), HasSubstr("is no SARIF"));
  EXPECT_THAT(error_of(R"({"version": "3.0", "runs": []})"), HasSubstr("is SARIF 3.0, and 2.1.0 is what is read"));
  EXPECT_THAT(error_of(R"({"version": 2, "runs": []})"), HasSubstr("is no SARIF"));
  EXPECT_THAT(error_of(R"({"version": "2.1.0", "runs": {}})"), HasSubstr("\"runs\" is no array"));
  EXPECT_THAT(error_of(R"({"version": "2.1.0", "runs": [1]})"), HasSubstr("a run is no object"));
  EXPECT_THAT(error_of(R"({"version": "2.1.0", "runs": [], "runs": []})"), HasSubstr("stands twice"));
  EXPECT_THAT(error_of("{\"version\": \"2.1.0\",\n \"runs\": [}"), HasSubstr("report:2:11: not JSON:"));
  EXPECT_THAT(error_of(std::string("{\"a\": \"\0\"}", 10)), HasSubstr("not JSON"));
  EXPECT_THAT(error_of("{\"version\": \"\xC3\x28\"}"), HasSubstr("not UTF-8"));
  EXPECT_THAT(error_of(R"({"version": "2.1.0", "runs": [{"x": 1e999}]})"), HasSubstr("report"));
  EXPECT_THAT(error_of("[1]"), HasSubstr("the document is no object"));
  EXPECT_EQ(error_of("\xEF\xBB\xBF" + log("[]")), "");
  EXPECT_EQ(error_of(R"({"version": "2.1.0", "runs": null})"), "");
}

// Nesting costs no stack and what is nested too deep is left out; the rest is read.
TEST(Sarif, DeepNestingIsLeftOut) {
  std::string deep(200'000, '[');
  deep += std::string(200'000, ']');
  const auto all = read(log(result()).insert(1, R"("properties": )" + deep + ","));
  EXPECT_THAT(all.findings, SizeIs(1));
  std::string text = log("[]");
  const std::string inner = result(R"("properties": {"x": )" + std::string(5'000, '[') + std::string(5'000, ']') + "}");
  text.replace(text.find("[]"), 2, inner);
  EXPECT_THAT(read(text).findings, SizeIs(1));
}

TEST(Sarif, ManyValuesInOneResultAreCut) {
  std::string flows = "[0";
  for (int i = 0; i < 400'000; ++i) flows += ",0";
  const auto all = read(
      log("[]", "{}")
          .replace(log("[]").find("\"results\":[]"), 12, "\"results\":" + result(R"("codeFlows": )" + flows + "]")));
  EXPECT_THAT(all.findings, SizeIs(1));
}

}  // namespace
}  // namespace gate::diagnostics
