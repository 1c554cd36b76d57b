#include "gate/store/ledger.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "fixtures.h"
#include "gate/model/json.h"

namespace gate::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

#define ASSERT_OK(expected) ASSERT_TRUE(expected) << (expected).error().text()

TEST(Ledger, CreatesPrivateFoldersAndFile) {
  const TemporaryFolder folder;
  ASSERT_OK(Ledger::open(folder.file("a/b/ledger.db")));
  struct stat status{};
  for (const char* name : {"a", "a/b"}) {
    ASSERT_EQ(::stat(folder.file(name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U) << name;
  }
  ASSERT_EQ(::stat(folder.file("a/b/ledger.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(Ledger, GivesBackWhatWasRecorded) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  Verdict verdict = sample_verdict();
  Finding& odd = verdict.facts.findings[1];
  odd.place.path = "bad\xFFname";
  odd.value = 0.25;
  odd.about_change = true, odd.suppressed = true, odd.suppression = "fixture", odd.blocking = true;
  odd.state = State::caused_elsewhere, odd.level = Level::warn, odd.confidence = Confidence::low;
  odd.snippet = {7, 81, {"", "tab\there", ""}};
  odd.related = {{{"src/b.c", 3, 1, 3, 2}, "opened here"}};
  odd.fix = {{{"src/a.c", 2, 5, 2, 5}, ";"}};
  const auto id = ledger->record(verdict);
  ASSERT_OK(id);
  EXPECT_THAT(*id, testing::MatchesRegex("20261121T......-[0-9a-f]{8}"));

  const auto record = ledger->show(*id);
  ASSERT_OK(record);
  EXPECT_EQ((*record)["facts"], facts_to_json(verdict.facts));
  for (std::size_t i = 0; i < verdict.rulings.size(); ++i) {
    EXPECT_EQ((*record)["rulings"][i], ruling_to_json(verdict.rulings[i]));
  }
  EXPECT_EQ((*record)["id"], *id);
  EXPECT_EQ((*record)["time"], verdict.facts.now);
  EXPECT_EQ((*record)["outcome"], "fail");
  EXPECT_EQ((*record)["exit_code"], 0);
  EXPECT_EQ((*record)["decided_exit_code"], 1);
  EXPECT_EQ((*record)["exit_reason"], "--dry-run");
  EXPECT_EQ((*record)["config_digest"], verdict.config_digest);
  EXPECT_EQ((*record)["config_source"], verdict.config_source);
  EXPECT_EQ((*record)["tools"],
            Json::parse(R"([{"name":"gate","version":"0.1.0"},{"name":"tree-sitter","version":"0.25.1"}])"));
  EXPECT_EQ((*record)["notes"], Json::parse(R"(["history is shallow"])"));
  EXPECT_EQ(
      (*record)["counts"],
      Json::parse(R"({"found":9,"in_scope":4,"blocking":3,"suppressed":2,"existing":5,"fixed":1,"not_checked":1})"));
}

TEST(Ledger, TheFactsOfARecordCanBeReadBack) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  const Verdict verdict = sample_verdict();
  ASSERT_OK(ledger->record(verdict));
  const auto record = ledger->show("last");
  ASSERT_OK(record);
  const auto facts = facts_from_json((*record)["facts"]);
  ASSERT_OK(facts);
  EXPECT_EQ(facts_to_json(*facts), facts_to_json(verdict.facts));
}

TEST(Ledger, ListsNewestFirst) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  EXPECT_THAT(*ledger->list(10), IsEmpty());
  for (int i = 0; i < 3; ++i) ASSERT_OK(ledger->record(sample_verdict(0, 1000 + i)));
  const auto rows = ledger->list(2);
  ASSERT_OK(rows);
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ((*rows)[0].time, 1002);
  EXPECT_EQ((*rows)[0].outcome, "fail");
  EXPECT_EQ((*rows)[0].base, "b5e1");
  EXPECT_EQ((*rows)[0].head, "4ead");
  EXPECT_EQ((*rows)[0].findings, 4U);
  EXPECT_EQ((*rows)[0].blocking, 3U);
  EXPECT_EQ((*rows)[1].time, 1001);
}

TEST(Ledger, FindsRecordsByPartOfTheirId) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  EXPECT_EQ(ledger->show("last").error().kind, ErrorKind::not_found);
  const std::string first = *ledger->record(sample_verdict(0, 1'000'000'000));
  const std::string second = *ledger->record(sample_verdict(0, 1'000'000'000));
  EXPECT_EQ((*ledger->show("last"))["id"], second);
  EXPECT_EQ((*ledger->show(first))["id"], first);
  EXPECT_EQ((*ledger->show(first.substr(first.size() - 8)))["id"], first);
  const auto several = ledger->show("2001");
  ASSERT_FALSE(several);
  EXPECT_EQ(several.error().kind, ErrorKind::usage);
  EXPECT_THAT(several.error().message, HasSubstr(first));
  EXPECT_EQ(ledger->show("200").error().kind, ErrorKind::usage);
  EXPECT_EQ(ledger->show("2002").error().kind, ErrorKind::not_found);
  EXPECT_EQ(ledger->show("%%%%").error().kind, ErrorKind::not_found);
}

TEST(Ledger, GoesThroughAllOldestFirst) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  for (int i = 0; i < 3; ++i) ASSERT_OK(ledger->record(sample_verdict(2, 1000 + i)));
  std::vector<std::int64_t> times;
  ASSERT_OK(ledger->each([&](const Json& record) {
    times.push_back(record["time"]);
    EXPECT_EQ(record["facts"]["findings"].size(), 2U);
  }));
  EXPECT_THAT(times, testing::ElementsAre(1000, 1001, 1002));
}

TEST(Ledger, PrunesWithAllThatBelongsToIt) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  for (int i = 0; i < 4; ++i) ASSERT_OK(ledger->record(sample_verdict(2'000, 1000 + i)));
  const auto full =
      std::filesystem::file_size(folder.file("l.db")) + std::filesystem::file_size(folder.file("l.db-wal"));
  const auto deleted = ledger->prune(1003);
  ASSERT_OK(deleted);
  EXPECT_EQ(*deleted, 3U);
  EXPECT_EQ(ledger->list(10)->size(), 1U);
  EXPECT_EQ((*ledger->show("last"))["facts"]["findings"].size(), 2'000U);
  EXPECT_LT(std::filesystem::file_size(folder.file("l.db")), full / 2);
  EXPECT_EQ(*ledger->prune(0), 0U);

  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(folder.file("l.db").c_str(), &raw), SQLITE_OK);
  sqlite3_stmt* count = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(raw, "SELECT count(*) FROM findings", -1, &count, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(count), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(count, 0), 2'000);
  sqlite3_finalize(count);
  sqlite3_close(raw);
}

TEST(Ledger, ReadOnlyNeverCreates) {
  const TemporaryFolder folder;
  const auto absent = Ledger::open_read_only(folder.file("l.db"));
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, ErrorKind::not_found);
  EXPECT_FALSE(std::filesystem::exists(folder.file("l.db")));

  const std::string id = *Ledger::open(folder.file("l.db"))->record(sample_verdict());
  auto ledger = Ledger::open_read_only(folder.file("l.db"));
  ASSERT_OK(ledger);
  EXPECT_EQ((*ledger->show("last"))["id"], id);
  const auto refused = ledger->record(sample_verdict());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::io);
}

TEST(Ledger, NamesThatMeanSomethingToSqliteAreFiles) {
  const TemporaryFolder folder;
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:l.db?mode=memory"}) {
    ASSERT_OK(Ledger::open(name));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / name)) << name;
  }
  std::filesystem::current_path("/");
}

TEST(Ledger, TextsThatAreNotUtf8AreKept) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  Verdict verdict = sample_verdict(1);
  verdict.exit_reason = verdict.config_source = "\xFF";
  verdict.tools = {{"\xFE", "\xFF"}};
  verdict.rulings[0] = {"\xFF", "\xFF", "\xFF", Status::pass, "\xFF", {"\xFF"}, {"\xFF"}};
  verdict.notes = {"\xFF"};
  Finding& finding = verdict.facts.findings[0];
  finding.rule = finding.category = finding.message = finding.context = finding.suppression = "\xFF";
  finding.snippet.lines = {"\xFF", std::string("nul\0inside", 10)};
  ASSERT_OK(ledger->record(verdict));
  EXPECT_EQ((*ledger->show("last"))["facts"], facts_to_json(verdict.facts));
}

}  // namespace
}  // namespace gate::store
