#include <gmock/gmock.h>
#include <sqlite3.h>

#include "fixtures.h"
#include "gate/model/json.h"
#include "gate/store/ledger.h"

namespace gate::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

#define ASSERT_OK(expected) ASSERT_TRUE(expected) << (expected).error().text()

Verdict verdict_with_tests(std::size_t count, std::int64_t time, const std::string& prefix = "pkg::test_") {
  Verdict verdict = sample_verdict(1, time);
  Tests& tests = verdict.facts.evidence.tests;
  tests.configured = true;
  verdict.facts.change.head_tree = "7ree" + std::to_string(time);
  for (std::size_t i = 0; i < count; ++i) tests.results[prefix + std::to_string(i)] = static_cast<TestStatus>(i % 3);
  return verdict;
}

std::int64_t ask(const std::string& path, const char* sql) {
  sqlite3* raw = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::int64_t answer = -1;
  sqlite3_open(path.c_str(), &raw);
  if (sqlite3_prepare_v2(raw, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    answer = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(raw);
  return answer;
}

TEST(LedgerTests, ResultsComeBackByNameAndWithTheFacts) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  Verdict verdict = verdict_with_tests(500, 1000);
  verdict.facts.evidence.tests.results["bad\xFFname"] = TestStatus::failed;
  const auto id = ledger->record(verdict);
  ASSERT_OK(id);
  const auto results = ledger->test_results(*id);
  ASSERT_OK(results);
  EXPECT_EQ(*results, verdict.facts.evidence.tests.results);
  const auto record = ledger->show(*id);
  ASSERT_OK(record);
  EXPECT_EQ((*record)["facts"], facts_to_json(verdict.facts));
  EXPECT_THAT(*ledger->test_results(*ledger->record(sample_verdict())), IsEmpty());
}

TEST(LedgerTests, ListsWholeRunsNewestFirst) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("l.db"));
  ASSERT_OK(ledger);
  const auto newest = ledger->record(verdict_with_tests(2, 2000));
  const auto oldest = ledger->record(verdict_with_tests(2, 1000));
  ASSERT_OK(ledger->record(sample_verdict(0, 3000)));
  Verdict stale = verdict_with_tests(2, 4000);
  stale.facts.evidence.tests.stale = {"old"};
  ASSERT_OK(ledger->record(stale));
  Verdict broken = verdict_with_tests(2, 5000);
  broken.facts.evidence.sources = {{"tests", "j.xml", "", "is cut off", 0, false}};
  ASSERT_OK(ledger->record(broken));
  const auto runs = ledger->test_runs(10);
  ASSERT_OK(runs);
  ASSERT_THAT(*runs, SizeIs(2));
  EXPECT_EQ((*runs)[0].id, *newest);
  EXPECT_EQ((*runs)[0].head, "4ead");
  EXPECT_EQ((*runs)[0].head_tree, "7ree2000");
  EXPECT_EQ((*runs)[1].id, *oldest);
}

TEST(LedgerTests, NamesAreKeptOnceAndGoWithTheirLastRun) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  auto ledger = Ledger::open(path);
  ASSERT_OK(ledger);
  ASSERT_OK(ledger->record(verdict_with_tests(100, 1000, "old::")));
  ASSERT_OK(ledger->record(verdict_with_tests(100, 2000)));
  ASSERT_OK(ledger->record(verdict_with_tests(120, 3000)));
  EXPECT_EQ(ask(path, "SELECT count(*) FROM tests"), 220);
  EXPECT_LT(ask(path, "SELECT max(length(results)) FROM test_runs"), 300);
  ASSERT_OK(ledger->prune(1500));
  EXPECT_EQ(ask(path, "SELECT count(*) FROM tests"), 120);
  EXPECT_THAT(*ledger->test_results("last"), SizeIs(120));
}

TEST(LedgerTests, DamagedResultsAreAnError) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  const std::string id = *Ledger::open(path)->record(verdict_with_tests(10, 1000));
  for (const char* bytes : {"x'ff'", "x'07'", "x'ffffffffffffffffffff01'", "x'fc7f'"}) {
    ask(path, (std::string("UPDATE test_runs SET results = ") + bytes + " RETURNING 1").c_str());
    const auto results = Ledger::open(path)->test_results(id);
    ASSERT_FALSE(results) << bytes;
    EXPECT_THAT(results.error().text(), HasSubstr("damaged"));
    EXPECT_FALSE(Ledger::open(path)->show(id)) << bytes;
  }
}

TEST(LedgerImport, EveryRecordOfOneLedgerIsOneOfAnother) {
  const TemporaryFolder folder;
  auto from = Ledger::open(folder.file("a.db")), to = Ledger::open(folder.file("b.db"));
  ASSERT_OK(from);
  ASSERT_OK(to);
  ASSERT_OK(from->record(verdict_with_tests(50, 1'000'000'000)));
  Verdict odd = sample_verdict(3, 1'000'000'001);
  odd.facts.findings[0].place.path = "bad\xFFname";
  odd.facts.findings[1].value = 0.25;
  odd.facts.findings[2].fix = {{{"src/a.c", 2, 5, 2, 5}, ";"}};
  ASSERT_OK(from->record(odd));
  std::vector<Json> records, copies;
  ASSERT_OK(from->each([&](const Json& record) { records.push_back(record); }));
  for (const bool fresh : {true, false})
    for (const Json& record : records) {
      const auto taken = to->import(record);
      ASSERT_OK(taken);
      EXPECT_EQ(*taken, fresh);
    }
  ASSERT_OK(to->each([&](const Json& record) { copies.push_back(record); }));
  EXPECT_EQ(copies, records);
}

TEST(LedgerImport, NamesTheFieldThatIsWrong) {
  const TemporaryFolder folder;
  auto ledger = Ledger::open(folder.file("a.db"));
  ASSERT_OK(ledger);
  const std::string id = *ledger->record(sample_verdict(1, 1'000'000'000));
  const Json record = *ledger->show(id);
  auto other = Ledger::open(folder.file("b.db"));
  ASSERT_OK(other);
  auto problem = [&](Ledger& into, const char* pointer, const Json& value) {
    Json changed = record;
    changed[Json::json_pointer(pointer)] = value;
    const auto taken = into.import(changed);
    return taken ? std::string("taken") : taken.error().message;
  };
  EXPECT_THAT(problem(*other, "/counts/found", -1), HasSubstr("record.counts.found"));
  EXPECT_THAT(problem(*other, "/facts/findings/0/place/line", "x"), HasSubstr("findings[0].place.line"));
  EXPECT_THAT(problem(*other, "/facts/surplus", 1), HasSubstr("record.facts.surplus"));
  EXPECT_THAT(problem(*other, "/rulings/0/status", "maybe"), HasSubstr("status"));
  EXPECT_THAT(problem(*ledger, "/facts/findings/0/message", "another"), HasSubstr("facts.findings[0].message differs"));
  EXPECT_THAT(*other->list(10), IsEmpty());
}

}  // namespace
}  // namespace gate::store
