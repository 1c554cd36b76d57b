// Documents that are no verdict, or none that gate wrote.
#include "gate/report/read_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "gate/base/json.h"
#include "gate/report/formats.h"

namespace gate::report {
namespace {

using testing::HasSubstr;

Json whole() {
  Verdict verdict;
  Finding finding;
  finding.rule = "syntax/x";
  finding.place = {"a.c", 1, 2, 1, 3};
  finding.fingerprint = "f1";
  finding.snippet = {1, 1, {"x"}};
  finding.fix = {{finding.place, ";"}};
  verdict.facts.findings = {finding};
  verdict.facts.change.files = {
      {.path = "caf\xe9.c", .status = FileStatus::modified, .hunks = {{1, 2, 1, 3}, {0, 0, 9, 1}}}};
  verdict.facts.analyzers = {{.name = "syntax"}};
  verdict.rulings = {{"findings", "c", "v", Status::pass, "r", {"f1"}, {"d"}}};
  verdict.outcome = Status::pass;
  return Json::parse(write_json(verdict, {}));
}

Expected<Verdict> reading(const Json& json) { return read_json(dump_json(json), "gate.json"); }

TEST(ReadJson, TakesWhatWriteJsonWrote) {
  const auto verdict = reading(whole());
  ASSERT_TRUE(verdict) << verdict.error().text();
  EXPECT_EQ(verdict->facts.change.files[0].path, "caf\xe9.c");
  EXPECT_EQ(verdict->facts.change.files[0].added_lines(), 4u);
  EXPECT_EQ(verdict->facts.change.files[0].removed_lines(), 2u);
  EXPECT_EQ(verdict->facts.findings[0].fix[0].text, ";");
  EXPECT_EQ(verdict->rulings[0].blocking, std::vector<std::string>{"f1"});
  EXPECT_EQ(write_json(*verdict, {}), write_json(*reading(whole()), {}));
}

History some_history() {
  History history;
  history.risk = {.available = true, .probability = 0.34, .percentile = 92.4, .commits = 9, .model = "m"};
  history.risk.reasons = {{"files", -0.1, "5 files"}};
  history.risk.files = {{"caf\xe9.c", 0.2, "3 fixes", {{{1, 2}, 0.1}}}};
  history.incidents = {{"i1", 5, Severity::critical, "down", {"caf\xe9.c"}}};
  return history;
}

Json with_history() {
  auto json = whole();
  Verdict verdict;
  verdict.facts.history = some_history();
  json["history"] = Json::parse(write_json(verdict, {})).at("history");
  return json;
}

TEST(ReadJson, TakesTheHistory) {
  const auto verdict = reading(with_history());
  ASSERT_TRUE(verdict) << verdict.error().text();
  const History& history = verdict->facts.history;
  EXPECT_EQ(history.risk.percentile, 92.4);
  EXPECT_EQ(history.risk.reasons[0].amount, -0.1);
  EXPECT_EQ(history.risk.files[0].path, "caf\xe9.c");
  EXPECT_EQ(history.risk.files[0].lines[0].range, (LineRange{1, 2}));
  EXPECT_EQ(history.incidents[0].severity, Severity::critical);
  EXPECT_EQ(history.incidents[0].paths, std::vector<std::string>{"caf\xe9.c"});
}

TEST(ReadJson, NamesWhatIsWrongWithTheHistory) {
  const std::pair<const char*, Json> changes[] = {
      {"/history/risk", "low"},
      {"/history/risk/probability", "0.3"},
      {"/history/risk/percentile", nullptr},
      {"/history/risk/labels", -1},
      {"/history/risk/reasons/0/amount", Json()},
      {"/history/risk/files/0/path_base64", "!"},
      {"/history/risk/files/0/lines/0/range", Json::array({0, 2})},
      {"/history/incidents", Json::object()},
      {"/history/incidents/0/since", -1},
      {"/history/incidents/0/severity", "grave"},
      {"/history/incidents/0/paths/0", "a.c"},
  };
  for (const auto& [place, value] : changes) {
    auto json = with_history();
    json[Json::json_pointer(place)] = value;
    const auto read = reading(json);
    ASSERT_FALSE(read) << place;
    EXPECT_NE(read.error().text().find(place), std::string::npos) << read.error().text();
  }
}

TEST(ReadJson, NothingAskedOfThePastIsNoHistory) { EXPECT_FALSE(whole().contains("history")); }

TEST(ReadJson, IgnoresFieldsThatItDoesNotKnow) {
  auto json = whole();
  json["later"] = {1, 2};
  json["findings"][0]["later"] = nullptr;
  EXPECT_TRUE(reading(json));
}

TEST(ReadJson, NamesWhatIsMissing) {
  const auto report = whole();
  for (const char* list : {"", "/findings/0", "/rulings/0", "/files/0", "/analyzers/0", "/counts", "/config"}) {
    for (const auto& [name, value] : report[Json::json_pointer(list)].items()) {
      if (name == "snippet" || name == "fix" || name.ends_with("_base64") || name == "sandbox" || name == "coverage" ||
          name == "gate_version" || name == "notes" || name == "tests") {
        continue;
      }
      auto json = report;
      json[Json::json_pointer(list)].erase(name);
      const auto read = reading(json);
      ASSERT_FALSE(read) << list << "/" << name;
      EXPECT_THAT(read.error().text(), HasSubstr(std::string(list) + "/" + name));
    }
  }
}

TEST(ReadJson, NamesWhatIsOfAnotherType) {
  const std::pair<const char*, Json> changes[] = {
      {"/schema_version", 2},
      {"/exit_code", 4},
      {"/outcome", "splendid"},
      {"/findings", Json::object()},
      {"/findings/0", "x"},
      {"/findings/0/line", -1},
      {"/findings/0/line", 4294967296},
      {"/findings/0/line", 1.5},
      {"/findings/0/path", 3},
      {"/findings/0/severity", nullptr},
      {"/findings/0/snippet", 1},
      {"/findings/0/snippet/first_column", 0},
      {"/findings/0/fix", "x"},
      {"/files/0/added_ranges/0", Json::array({3, 2})},
      {"/files/0/path_base64", "!"},
      {"/files/0/path_base64", "YQ=="},
      {"/rulings/0/blocking/0", 1},
      {"/time", -5},
      {"/notes", "x"},
      {"/head", 7},
      {"/counts/found", "9"},
      {"/files/0/added_ranges/0", Json::array({0, 2})},
  };
  for (const auto& [place, value] : changes) {
    auto json = whole();
    json[Json::json_pointer(place)] = value;
    const auto read = reading(json);
    ASSERT_FALSE(read) << place;
    EXPECT_EQ(read.error().kind, ErrorKind::parse);
    EXPECT_THAT(read.error().text(), HasSubstr("gate.json"));
  }
}

TEST(ReadJson, RefusesAVerdictThatContradictsItself) {
  const auto contradiction = [](const std::function<void(Json&)>& change) {
    auto json = whole();
    change(json);
    return !reading(json);
  };
  EXPECT_TRUE(contradiction([](Json& json) { json["outcome"] = "fail"; }));
  EXPECT_TRUE(contradiction([](Json& json) { json["rulings"][0]["status"] = "fail"; }));
  EXPECT_TRUE(contradiction([](Json& json) { json["rulings"] = Json::array(); }));
  EXPECT_TRUE(contradiction([](Json& json) { json["decided_exit_code"] = 1; }));
  EXPECT_TRUE(contradiction([](Json& json) { json["exit_code"] = 3; }));
  EXPECT_FALSE(contradiction([](Json& json) {
    json["exit_code"] = 3;
    json["exit_reason"] = "could not be recorded";
  }));
}

TEST(ReadJson, RefusesWhatIsNoJson) {
  for (const std::string& text : {std::string(), std::string("{"), std::string("null"), std::string("[]"),
                                  std::string(100'000, '['), std::string("\0", 1)}) {
    EXPECT_FALSE(read_json(text, "gate.json"));
  }
}

}  // namespace
}  // namespace gate::report
