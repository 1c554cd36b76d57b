#include "gate/model/json.h"

#include <gtest/gtest.h>

#include <limits>

namespace gate {
namespace {

Finding some_finding() {
  Finding finding;
  finding.rule = "syntax/missing-token";
  finding.category = "syntax";
  finding.severity = Severity::high;
  finding.confidence = Confidence::low;
  finding.place = {"src/\xFF.c", 3, 4, 3, 9};
  finding.message = "missing ';'";
  finding.related = {{{"src/a.c", 1, 2, 1, 3}, "opened here"}};
  finding.fix = {{{"src/a.c", 3, 4, 3, 4}, ";"}};
  finding.value = 0.25;
  finding.about_change = true;
  finding.state = State::caused_elsewhere;
  finding.level = Level::shadow;
  finding.fingerprint = "0123";
  finding.suppressed = true;
  finding.suppression = "baseline";
  finding.snippet = {2, 1, {"a", "b"}};
  return finding;
}

Facts some_facts() {
  Facts facts;
  facts.change.base = {"aa", "origin/main", "upstream"};
  ChangedFile file;
  file.path = "new.c";
  file.old_path = "old.c";
  file.status = FileStatus::renamed;
  file.similarity = 87;
  file.before = {"11", FileMode::regular, 10};
  file.after = {"22", FileMode::executable, 12};
  file.hunks = {{1, 0, 2, 3}};
  facts.change.files = {file};
  facts.change.commits = {{"cc", {"A", "a@b"}, {"B", "b@c"}, 1'700'000'000, -330, {"dd"}, "Latin \xE9\n"}};
  facts.findings = {some_finding()};
  FileCoverage coverage;
  coverage.path = "new.c";
  coverage.hits = {{2, 0}, {10, std::numeric_limits<std::uint64_t>::max()}};
  coverage.branches = {{2, {1, 2}}};
  facts.evidence.coverage.files = {coverage};
  facts.evidence.review.reviews = {{"ann", ReviewState::changes_requested, "ee", 5, "github", false, true}};
  facts.evidence.review.teams = {{"@org/core", {"ann", "bob"}}};
  facts.analyzers = {{"clang", "1", RunState::not_checked, "no database", 0, 3, {"a.c: left out"}}};
  auto& risk = facts.history.risk;
  risk.available = true;
  risk.probability = 0.1 + 0.2;  // no short decimal
  risk.base = 0.125;
  risk.percentile = 92.4;
  risk.compared_with = 1204;
  risk.commits = 5120;
  risk.labels = 612;
  risk.model = "global 1";
  risk.calibration = "isotonic";
  risk.reasons = {{"files", -0.25, "5 files"}};
  risk.files = {{"src/\xFF.c", 0.5, "3 fixes", {{{3, 9}, 0.25}}}};
  risk.counter_moves = {"split it"};
  risk.unknown = {"age"};
  facts.history.incidents = {{"i1", 1'700'000'000, Severity::critical, "down", {"new.c"}}};
  facts.now = -1;
  facts.hook = true;
  return facts;
}

TEST(FactsJson, SurviveTheRoundTrip) {
  Json json = facts_to_json(some_facts());
  auto again = facts_from_json(*parse_json(dump_json(json), "facts"));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(facts_to_json(*again), json);
  EXPECT_EQ(again->findings[0].place.path, "src/\xFF.c");
  EXPECT_EQ(again->change.commits[0].message, "Latin \xE9\n");
  EXPECT_EQ(again->evidence.coverage.files[0].hits.at(10), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(again->evidence.review.reviews[0].state, ReviewState::changes_requested);
  EXPECT_EQ(again->change.files[0].hunks, some_facts().change.files[0].hunks);
  EXPECT_EQ(again->history.risk.probability, 0.1 + 0.2);
  EXPECT_EQ(again->history.risk.percentile, 92.4);
  EXPECT_EQ(again->history.risk.files[0].path, "src/\xFF.c");
  EXPECT_EQ(again->history.risk.files[0].lines[0].range, (LineRange{3, 9}));
  EXPECT_EQ(again->history.incidents[0].severity, Severity::critical);
}

TEST(FactsJson, UsesTheWordsOfReports) {
  Json json = finding_to_json(some_finding());
  EXPECT_EQ(json["state"], "caused-elsewhere");
  EXPECT_EQ(json["level"], "shadow");
  EXPECT_EQ(json["place"]["path"], Json({{"base64", "c3JjL/8uYw=="}}));
  EXPECT_EQ(facts_to_json({})["version"], kFactsVersion);
}

TEST(FactsJson, AbsentFieldsHaveDefaults) {
  auto facts = facts_from_json(Json::object());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts_to_json(*facts), facts_to_json({}));
  auto finding = finding_from_json({{"rule", "a/b"}, {"value", nullptr}});
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->rule, "a/b");
  EXPECT_EQ(finding->confidence, Confidence::high);
}

TEST(FactsJson, NumbersThatJsonLacksBecomeNull) {
  Finding finding;
  finding.value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(finding_to_json(finding)["value"].is_null());
}

TEST(FactsJson, AProbabilityThatJsonLacksIsStillRead) {
  Facts facts;
  facts.history.risk.probability = std::numeric_limits<double>::infinity();
  auto again = facts_from_json(*parse_json(dump_json(facts_to_json(facts)), "facts"));
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->history.risk.probability, 0);
}

struct Refusal {
  const char* json;
  const char* message;
};

class FactsRefused : public testing::TestWithParam<Refusal> {};

TEST_P(FactsRefused, NamesTheField) {
  auto json = parse_json(GetParam().json, "facts");
  ASSERT_TRUE(json);
  auto facts = facts_from_json(*json);
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().kind, ErrorKind::parse);
  EXPECT_EQ(facts.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    All, FactsRefused,
    testing::Values(Refusal{"[]", "facts must be an object"},
                    Refusal{R"({"version": 99})", "facts.version is 99, this gate reads up to 1"},
                    Refusal{R"({"version": "1"})", "facts.version must be an integer"},
                    Refusal{R"({"hook": 1})", "facts.hook must be true or false"},
                    Refusal{R"({"findings": [{}, {"severity": "hot"}]})",
                            "facts.findings[1].severity must be one of info, low, medium, high, critical"},
                    Refusal{R"({"change": {"files": [{"path": 3}]}})",
                            "facts.change.files[0].path must be text or {\"base64\": \"...\"}"},
                    Refusal{R"({"change": {"files": [{"path": {"base64": "?"}}]}})",
                            "facts.change.files[0].path is not valid base64"},
                    Refusal{R"({"change": {"files": [{"similarity": 256}]}})",
                            "facts.change.files[0].similarity must be an integer of 8 bits, not negative"},
                    Refusal{R"({"change": {"files": [{"hunks": [{"old_start": -1}]}]}})",
                            "facts.change.files[0].hunks[0].old_start must be an integer of 32 bits, not negative"},
                    Refusal{R"({"now": 1.5})", "facts.now must be an integer of 64 bits"},
                    Refusal{R"({"evidence": {"coverage": {"files": [{"hits": {"x": 1}}]}}})",
                            "facts.evidence.coverage.files[0].hits has the key \"x\", which is no line number"},
                    Refusal{R"({"findings": [{"value": "1"}]})", "facts.findings[0].value must be a number or null"},
                    Refusal{R"({"history": {"risk": {"base": null}}})", "facts.history.risk.base must be a number"},
                    Refusal{R"({"history": {"incidents": [{"since": "x"}]}})",
                            "facts.history.incidents[0].since must be an integer of 64 bits"}));

TEST(RulingJson, SurvivesTheRoundTrip) {
  Ruling ruling{"coverage", "patch >= 80%", "72%", Status::no_data, "why", {"f1"}, {"d1", "d2"}};
  auto again = ruling_from_json(ruling_to_json(ruling));
  ASSERT_TRUE(again);
  EXPECT_EQ(ruling_to_json(*again), ruling_to_json(ruling));
  EXPECT_EQ(again->status, Status::no_data);
}

}  // namespace
}  // namespace gate
