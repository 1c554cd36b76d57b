#include "gate/history/incidents.h"

#include <gtest/gtest.h>

#include "gate/history/csv.h"
#include "gate/history/incident_fields.h"
#include "gate/history/moment.h"

namespace gate::history {
namespace {

const std::string kCommit(40, 'a'), kFix(64, 'b');

Incident sample() {
  return {.id = "PAY-12",
          .since = 1'795'256'400,  // 2026-11-21T10:20:00Z
          .severity = Severity::critical,
          .commits = {kCommit},
          .fixes = {kFix},
          .paths = {"src/pay.c"},
          .note = "cards \"declined\"\nfor an hour",
          .url = "https://example.com/PAY-12"};
}

TEST(Incidents, ALineIsReadBackAsItWas) {
  const std::string line = to_line(sample());
  EXPECT_EQ(
      line,
      R"({"id":"PAY-12","since":"2026-11-21T10:20:00Z","severity":"critical","commits":[")" + kCommit +
          R"("],"fixes":[")" + kFix +
          R"("],"paths":["src/pay.c"],"note":"cards \"declined\"\nfor an hour","url":"https://example.com/PAY-12"})");
  const auto read = parse_incidents(line + "\n", "f");
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(*read, std::vector{sample()});
}

TEST(Incidents, OrderStaysAndEmptyLinesAreLetThrough) {
  const auto read = parse_incidents(
      "\n{\"id\":\"b\",\"since\":\"2026-01-02\",\"severity\":\"low\"}\r\n  \n"
      "{\"id\":\"a\",\"since\":\"2025-01-02\",\"severity\":\"info\"}",
      "f");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->size(), 2u);
  EXPECT_EQ((*read)[0].id, "b");
  EXPECT_EQ((*read)[1].since, 1'735'776'000);
  EXPECT_TRUE(parse_incidents("", "f")->empty());
}

TEST(Incidents, WhatIsWrongIsSaidWithItsLine) {
  struct Case {
    std::string line, words;
  };
  const std::string rest = R"("since":"2026-01-02","severity":"low")";
  const Case cases[] = {
      {"{", "f:2:"},
      {"[]", "f:2: not a JSON object"},
      {"{\"id\":\"a\"," + rest + "} x", "f:2:"},
      {"{" + rest + "}", "'id' is missing"},
      {"{\"id\":7," + rest + "}", "'id' is no text"},
      {"{\"id\":\"" + std::string(201, 'x') + "\"," + rest + "}", "too long"},
      {R"({"id":"a","severity":"low"})", "'since' is no ISO 8601"},
      {R"({"id":"a","since":"yesterday","severity":"low"})", "'since' is no ISO 8601"},
      {R"({"id":"a","since":"2026-01-02","severity":"bad"})", "'severity' is none of"},
      {R"({"id":"a","since":"2026-01-02"})", "'severity' is none of"},
      {"{\"id\":\"a\",\"comits\":[]," + rest + "}", "unknown key 'comits', 'commits' is one"},
      {"{\"id\":\"a\",\"commits\":\"x\"," + rest + "}", "'commits' is no list"},
      {"{\"id\":\"a\",\"fixes\":[7]," + rest + "}", "'fixes' holds something that is no text"},
      {"{\"id\":\"a\",\"commits\":[\"1a2b3c4\"]," + rest + "}", "no full commit id"},
      {"{\"id\":\"first\"," + rest + "}", "a second incident 'first'; the first is on line 1"},
  };
  for (const auto& [line, words] : cases) {
    const auto read = parse_incidents("{\"id\":\"first\"," + rest + "}\n" + line + "\n", "f");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().kind, ErrorKind::config);
    EXPECT_TRUE(read.error().where.starts_with("f:2")) << read.error().text();
    EXPECT_NE(read.error().text().find(words), std::string::npos) << read.error().text();
  }
}

TEST(Moment, IsoDatesAndTimesAreRead) {
  struct Case {
    const char* text;
    std::int64_t seconds;
  };
  const Case cases[] = {{"1970-01-01", 0},
                        {"2024-02-29", 1'709'164'800},
                        {"2026-11-21T10:20", 1'795'256'400},
                        {"2026-11-21 10:20:05", 1'795'256'405},
                        {"2026-11-21T10:20:05.999Z", 1'795'256'405},
                        {"2026-11-21T11:20:00+01:00", 1'795'256'400},
                        {"2026-11-21T04:50:00-0530", 1'795'256'400},
                        {" 2026-11-21T11:20:00+01 ", 1'795'256'400},
                        {"9999-12-31T23:59:59Z", 253'402'300'799}};
  for (const auto& [text, seconds] : cases) EXPECT_EQ(parse_moment(text), seconds) << text;
  for (const char* text :
       {"", "2026", "2026-13-01", "2023-02-29", "2026-1-2", "1969-12-31", "2026-11-21T25:00", "2026-11-21T",
        "2026-11-21T10:20:00+25:00", "2026-11-21x", "21.11.2026", "2026-11-21T10:20:00Zz", "+026-11-21"})
    EXPECT_EQ(parse_moment(text), std::nullopt) << text;
}

TEST(Moment, IsWrittenAsItIsRead) {
  for (std::int64_t seconds :
       {std::int64_t{0}, std::int64_t{951'782'400}, std::int64_t{1'795'256'405}, std::int64_t{253'402'300'799}})
    EXPECT_EQ(parse_moment(moment_text(seconds)), seconds);
  EXPECT_EQ(moment_text(-5), "1970-01-01T00:00:00Z");
}

TEST(Csv, IsReadAsRfc4180Says) {
  const auto rows = parse_csv(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n,\nlast,",
      "f");
  ASSERT_TRUE(rows) << rows.error().text();
  ASSERT_EQ(rows->size(), 4u);
  EXPECT_EQ((*rows)[1].fields, (std::vector<std::string>{"x, \"y\"", "two\nlines"}));
  EXPECT_EQ((*rows)[2].fields, (std::vector<std::string>{"", ""}));
  EXPECT_EQ((*rows)[2].line, 5u);
  EXPECT_EQ((*rows)[3].fields, (std::vector<std::string>{"last", ""}));
}

TEST(Csv, ProblemsNameTheLine) {
  EXPECT_EQ(parse_csv("a\nb\"c\n", "f").error().where, "f:2");
  EXPECT_EQ(parse_csv("a\n\"b\n\n", "f").error().where, "f:2");
  EXPECT_EQ(parse_csv("a\n\"b\"c\n", "f").error().where, "f:2");
}

TEST(Import, JsonFieldsHaveManyNames) {
  const auto read =
      import_incidents(R"([{"key":"PAY-1","startedAt":"2026-11-21","priority":"P1","caused_by":"1a2b3c4, 5d6e7f8",
      "Fixed By":["HEAD~1"],"title":"down","link":"https://x"},{"id":7,"date":1795256400,"files":["a.c"]},
      {"id":"x"},{"id":"y","since":"2026-01-01"},{"id":"z","since":"2026-01-01","severity":"odd","path":"a"},5])",
                       IncidentFormat::json, "f.json");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->incidents.size(), 2u);
  const Incident& first = read->incidents[0];
  EXPECT_EQ(first.id, "PAY-1");
  EXPECT_EQ(first.severity, Severity::critical);
  EXPECT_EQ(first.commits, (std::vector<std::string>{"1a2b3c4", "5d6e7f8"}));
  EXPECT_EQ(first.fixes, std::vector<std::string>{"HEAD~1"});
  EXPECT_EQ(first.note, "down");
  EXPECT_EQ(read->incidents[1].id, "7");
  EXPECT_EQ(read->incidents[1].since, 1'795'256'400);
  EXPECT_EQ(read->incidents[1].severity, Severity::high) << "where none is named";
  EXPECT_EQ(read->problems,
            (std::vector<std::string>{"f.json: entry 3: incident 'x' has no ISO 8601 date",
                                      "f.json: entry 4: incident 'y' names no commit, fix or path",
                                      "f.json: entry 5: incident 'z' has a severity that is not known: 'odd'",
                                      "f.json: entry 6: not an object"}));
}

TEST(Import, CsvColumnsAreNamedByTheHeader) {
  const auto read =
      import_incidents("ID,Created at,Severity,Commits,Summary\nA-1,2026-11-21,sev 3,1a2b3c4 5d6e7f8,\"x, y\"\nB,1\n",
                       IncidentFormat::csv, "f.csv");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->incidents.size(), 1u);
  EXPECT_EQ(read->incidents[0].severity, Severity::medium);
  EXPECT_EQ(read->incidents[0].commits.size(), 2u);
  EXPECT_EQ(read->incidents[0].note, "x, y");
  EXPECT_EQ(read->problems, std::vector<std::string>{"f.csv:3: 2 fields where the header has 5"});
  EXPECT_FALSE(import_incidents("", IncidentFormat::csv, "f.csv"));
}

TEST(Import, GithubIssuesAreIncidentsByTheirLabels) {
  const auto read = import_incidents(R"([
      {"number":12,"title":"Checkout down","html_url":"https://github.com/o/r/issues/12","created_at":"2026-11-21T10:20:00Z",
       "labels":[{"name":"incident"},{"name":"severity/critical"}],
       "body":"Started after the 20261121 release.\n\nIntroduced by 1a2b3c4d (see https://github.com/o/r/commit/5D6E7F8a).\n\n## Fix\n- abcdef0"},
      {"number":13,"title":"Slow","url":"https://github.com/o/r/issues/13","createdAt":"2026-11-20T00:00:00Z","labels":["sev2"],
       "body":null,"closedByPullRequestsReferences":[{"number":14,"mergeCommit":{"oid":"deadbeef"}},{"number":15}]},
      {"number":16,"title":"Outage","createdAt":"2026-11-20","labels":["outage"],"body":"see 1a2b3c4d"},
      {"number":17,"labels":[{"name":"incident"}],"created_at":"bad"},
      {"number":18,"labels":[{"name":"bug"},{"name":"priority: high"}],"created_at":"2026-11-20"},
      {"number":19,"labels":["incident"],"pull_request":{}},
      7])",
                                     IncidentFormat::github_issues, "f.json");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->incidents.size(), 2u);
  EXPECT_EQ(read->incidents[0].id, "#12");
  EXPECT_EQ(read->incidents[0].severity, Severity::critical);
  EXPECT_EQ(read->incidents[0].commits, (std::vector<std::string>{"1a2b3c4d", "5d6e7f8a"}));
  EXPECT_EQ(read->incidents[0].fixes, std::vector<std::string>{"abcdef0"});
  EXPECT_EQ(read->incidents[0].note, "Checkout down");
  EXPECT_EQ(read->incidents[0].url, "https://github.com/o/r/issues/12");
  EXPECT_EQ(read->incidents[1].severity, Severity::high);
  EXPECT_EQ(read->incidents[1].fixes, std::vector<std::string>{"deadbeef"});
  EXPECT_EQ(read->problems.size(), 4u);
  EXPECT_EQ(read->problems.back(), "2 of 7 have no label that says incident (such as incident, outage, sev1)");
}

TEST(Import, SeveritiesHaveManyNames) {
  struct Case {
    const char* word;
    std::optional<Severity> severity;
  };
  const Case cases[] = {{"high", Severity::high},
                        {"SEV-1", Severity::critical},
                        {"sev0", Severity::critical},
                        {"P2", Severity::high},
                        {"severity/low", Severity::low},
                        {"priority: p3", Severity::medium},
                        {"Sev: 4", Severity::low},
                        {"blocker", Severity::critical},
                        {"p9", std::nullopt},
                        {"paths", std::nullopt},
                        {"", std::nullopt},
                        {"sevsevsevsev", std::nullopt}};
  for (const auto& [word, severity] : cases) EXPECT_EQ(severity_of(word), severity) << word;
}

TEST(Import, WhatIsNoArrayIsAnError) {
  for (IncidentFormat format : {IncidentFormat::json, IncidentFormat::github_issues})
    for (const char* text : {"", "{", "7", "{\"a\":[]}"}) EXPECT_FALSE(import_incidents(text, format, "f")) << text;
  EXPECT_TRUE(import_incidents("{\"incidents\":[]}", IncidentFormat::json, "f"));
}

}  // namespace
}  // namespace gate::history
