// What reports do when there is more than their reader takes.
#include <gtest/gtest.h>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/report/formats.h"

namespace gate::report {
namespace {

Finding finding(std::uint32_t line, Severity severity, bool blocking = false) {
  Finding out;
  out.rule = "syntax/missing-token";
  out.category = "syntax";
  out.severity = severity;
  out.place = {"src/a.c", line, 1, line, 2};
  out.message = "line " + std::to_string(line);
  out.fingerprint = "f" + std::to_string(line);
  out.line_hash = "1:1";
  out.blocking = blocking;
  out.snippet = {line, 1, {"int x;"}};
  return out;
}

// Findings of ascending lines; every tenth is critical and blocking.
Verdict verdict_of(std::uint32_t count) {
  Verdict verdict;
  for (std::uint32_t i = 1; i <= count; ++i) {
    verdict.facts.findings.push_back(i % 10 == 0 ? finding(i, Severity::critical, true) : finding(i, Severity::medium));
  }
  verdict.counts.found = verdict.counts.in_scope = count;
  verdict.counts.blocking = count / 10;
  return verdict;
}

std::size_t lines_with(const std::string& text, std::string_view start) {
  std::size_t count = 0;
  for (std::string_view line : split_lines(text)) count += line.starts_with(start);
  return count;
}

TEST(Annotations, StayWithinTheCapsAndSaySo) {
  Verdict verdict = verdict_of(300);
  for (std::uint32_t i = 0; i < 20; ++i) verdict.facts.findings.push_back(finding(1000 + i, Severity::info));
  const std::string text = write_github_annotations(verdict, {});
  EXPECT_EQ(lines_with(text, "::error "), 10u);
  EXPECT_EQ(lines_with(text, "::warning "), 10u);
  EXPECT_EQ(lines_with(text, "::notice "), 10u);
  EXPECT_NE(text.find("20 errors, 260 warnings, 11 notices not annotated"), std::string::npos) << text;
  EXPECT_EQ(split_lines(text).size(), 30u);
}

TEST(Annotations, AreSilentWhenNothingIsLeftOut) {
  EXPECT_EQ(lines_with(write_github_annotations(verdict_of(10), {}), "::notice "), 0u);
}

TEST(Annotations, RulingsThatNoFindingSpeaksForComeFirst) {
  Verdict verdict = verdict_of(200);
  verdict.rulings.push_back({"coverage", "patch >= 80%", "12%", Status::fail, "not covered", {}, {}});
  const std::string text = write_github_annotations(verdict, {});
  EXPECT_TRUE(text.starts_with("::error title=gate%3A coverage%3A fail::patch >= 80%25: 12%25; not covered\n")) << text;
}

TEST(Sarif, KeepsTheMostImportantOfTooManyResults) {
  const Json sarif = Json::parse(write_sarif(verdict_of(30'000), {}));
  const Json& run = sarif["runs"][0];
  EXPECT_EQ(run["results"].size(), 25'000u);
  std::size_t blocking = 0;
  for (const Json& result : run["results"]) blocking += result["properties"]["blocking"].get<bool>();
  EXPECT_EQ(blocking, 3'000u);
  const std::string notes = run["invocations"][0]["toolExecutionNotifications"].dump();
  EXPECT_NE(notes.find("5000 of 30000 results are left out"), std::string::npos) << notes;
  EXPECT_NE(notes.find("shows the 5000 most severe of 25000"), std::string::npos) << notes;
}

TEST(Sarif, CutsLongTextsOfRules) {
  Verdict verdict = verdict_of(1);
  const std::string id(300, 'r');
  verdict.facts.findings[0].rule = id;
  verdict.rules.push_back({id, std::string(5000, 's'), "h", "syntax", Severity::high});
  const Json run = Json::parse(write_sarif(verdict, {}))["runs"][0];
  const Json& rule = run["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["id"].get<std::string>().size(), 255u);
  EXPECT_EQ(run["results"][0]["ruleId"], rule["id"]);
  EXPECT_LE(rule["shortDescription"]["text"].get<std::string>().size(), 1024u);
  EXPECT_LE(rule["fullDescription"]["text"].get<std::string>().size(), 1024u);
}

bool has_empty_string(const Json& json) {
  if (json.is_string()) return json.get_ref<const std::string&>().empty();
  if (!json.is_structured()) return false;
  for (const Json& item : json) {
    if (has_empty_string(item)) return true;
  }
  return false;
}

TEST(Sarif, HasNoEmptyStringsEvenOfAnEmptyFinding) {
  Verdict verdict;
  verdict.facts.findings.emplace_back();
  verdict.facts.findings[0].related.emplace_back();
  verdict.facts.findings[0].fix.emplace_back();
  verdict.facts.findings[0].suppressed = true;
  verdict.facts.analyzers.emplace_back().state = RunState::error;
  verdict.rulings.emplace_back();
  const Json sarif = Json::parse(write_sarif(verdict, {}));
  EXPECT_FALSE(has_empty_string(sarif)) << sarif.dump(1);
  const Json& region = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startLine"], 1);
  EXPECT_EQ(region["startColumn"], 1);
}

TEST(Sarif, CountsColumnsInUtf16Units) {
  Verdict verdict;
  Finding one = finding(1, Severity::high);
  one.snippet.lines = {"s = \"日本\" + 😀x"};
  one.place = {"a.py", 1, 16, 1, 21};  // the emoji and x
  verdict.facts.findings = {one};
  const Json sarif = Json::parse(write_sarif(verdict, {}));
  const Json& region = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 12);
  EXPECT_EQ(region["endColumn"], 15);
}

TEST(Sarif, BreaksLinksInMessages) {
  Verdict verdict = verdict_of(1);
  verdict.facts.findings[0].message = "see [here](http://evil.example)";
  const Json sarif = Json::parse(write_sarif(verdict, {}));
  EXPECT_EQ(sarif["runs"][0]["results"][0]["message"]["text"], "see \\[here\\](http://evil.example)");
}

TEST(Summary, StaysBelowWhatGitHubTakes) {
  Verdict verdict = verdict_of(100);
  for (int i = 0; i < 20'000; ++i) {
    verdict.rulings.push_back({"p", std::string(100, '@'), std::string(100, '#'), Status::fail, "because", {}, {}});
  }
  const std::string text = write_github_summary(verdict, {});
  EXPECT_LT(text.size(), 1'000'000u);
  EXPECT_GT(text.size(), 800'000u);
  EXPECT_NE(text.find("the json report has the rest"), std::string::npos);
}

TEST(Summary, ShowsTheMostImportantFirst) {
  const std::string text = write_github_summary(verdict_of(1'000), {});
  EXPECT_LT(text.find("**critical, blocking** <code>src/a.c&#58;10</code>"), text.find("src/a.c&#58;20"));
  EXPECT_NE(text.find("… and 950 more findings"), std::string::npos);
  EXPECT_EQ(text.find("**medium**"), std::string::npos);
}

TEST(Text, ShowsFiftyAndCountsTheRest) {
  const std::string text = write_text(verdict_of(173), {});
  EXPECT_EQ(lines_with(text, "critical: "), 17u);
  EXPECT_EQ(lines_with(text, "medium: "), 33u);
  EXPECT_NE(text.find("… and 123 more findings; see --report json\n"), std::string::npos);
}

TEST(Text, EndsWithTheOutcomeAndTheExitCode) {
  Verdict verdict = verdict_of(10);
  verdict.outcome = Status::fail;
  verdict.exit_code = verdict.decided_exit_code = 1;
  const std::string text = write_text(verdict, {});
  EXPECT_TRUE(split_lines(text).back().starts_with("fail, exit 1"));
}

TEST(Json, WritesEveryFinding) {
  const Json json = Json::parse(write_json(verdict_of(100'000), {}));
  EXPECT_EQ(json["findings"].size(), 100'000u);
}

}  // namespace
}  // namespace gate::report
