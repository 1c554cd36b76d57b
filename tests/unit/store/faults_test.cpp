#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include "fixtures.h"
#include "gate/store/ledger.h"

namespace gate::store {
namespace {

using testing::HasSubstr;

#define ASSERT_OK(expected) ASSERT_TRUE(expected) << (expected).error().text()

void run_sql(const std::string& path, const char* sql) {
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(raw);
  sqlite3_close(raw);
}

Error error_of(const Expected<Ledger>& ledger) { return ledger ? Error{} : ledger.error(); }

// A closed ledger whose records are all in the file itself.
void settle_file(const std::string& path) { run_sql(path, "PRAGMA wal_checkpoint(TRUNCATE)"); }

std::string integrity(const std::string& path) {
  sqlite3* raw = nullptr;
  std::string answer;
  sqlite3_open(path.c_str(), &raw);
  const auto first = [](void* out, int, char** values, char**) {
    return *static_cast<std::string*>(out) += values[0], 0;
  };
  sqlite3_exec(raw, "PRAGMA integrity_check", first, &answer, nullptr);
  sqlite3_close(raw);
  return answer;
}

// Every record is whole: as many findings as its verdict had, both rulings, all tools.
void expect_whole(const std::string& path, std::size_t findings, std::size_t& records) {
  auto ledger = Ledger::open(path);
  ASSERT_OK(ledger);
  records = 0;
  ASSERT_OK(ledger->each([&](const Json& record) {
    ++records;
    EXPECT_EQ(record["facts"]["findings"].size(), findings);
    EXPECT_EQ(record["rulings"].size(), 2U);
    EXPECT_EQ(record["tools"].size(), 2U);
  }));
  EXPECT_EQ(integrity(path), "ok");
}

TEST(LedgerFaults, ProcessesAndThreadsWriteAtOnce) {
  const TemporaryFolder folder;
  const std::string path = folder.file("new/l.db");  // created by all of them at once
  constexpr int kProcesses = 6, kThreads = 2, kRecords = 5;
  std::vector<pid_t> children;
  for (int p = 0; p < kProcesses; ++p) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::atomic<int> failures = 0;
      std::vector<std::jthread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
          auto ledger = Ledger::open(path);
          for (int i = 0; i < kRecords; ++i) failures += !ledger || !ledger->record(sample_verdict(50));
        });
      }
      threads.clear();
      ::_exit(failures == 0 ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  std::size_t records = 0;
  expect_whole(path, 50, records);
  EXPECT_EQ(records, std::size_t{kProcesses * kThreads * kRecords});
  std::set<std::string> ids;
  const auto rows = Ledger::open(path)->list(1000);
  ASSERT_OK(rows);
  for (const LedgerRow& row : *rows) ids.insert(row.id);
  EXPECT_EQ(ids.size(), records);
}

TEST(LedgerFaults, AKilledWriterLeavesNothingHalfWritten) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  std::size_t records = 0;
  for (int round = 0; round < 12; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (;;) {
        auto ledger = Ledger::open(path);
        if (ledger) (void)ledger->record(sample_verdict(2'000));
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5 + 13 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    expect_whole(path, 2'000, records);
  }
  ASSERT_OK(Ledger::open(path)->record(sample_verdict(2'000)));
  EXPECT_GT(records, 0U);
}

TEST(LedgerFaults, AFullDiskIsAnErrorAndLeavesTheLedgerWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  ASSERT_OK(Ledger::open(path)->record(sample_verdict(10)));
  const int status = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto ledger = Ledger::open(path);
    if (!ledger) return 10;
    const auto id = ledger->record(sample_verdict(20'000));
    if (id) return 11;
    if (id.error().kind != ErrorKind::io || id.error().where != path || id.error().remedy.empty()) return 12;
    return ledger->record(sample_verdict(10)) ? 0 : 13;  // a small one still fits
  });
  EXPECT_EQ(WEXITSTATUS(status), 0);
  std::size_t records = 0;
  expect_whole(path, 10, records);
  EXPECT_EQ(records, 2U);
}

TEST(LedgerFaults, NoRoomForEvenTheSchema) {
  const TemporaryFolder folder;
  const int status = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{0, 0};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto ledger = Ledger::open(folder.file("l.db"));
    return ledger || ledger.error().kind != ErrorKind::io ? 1 : 0;
  });
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(LedgerFaults, AFolderThatCannotBe) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("plain")) << "x";
  const auto ledger = Ledger::open(folder.file("plain/l.db"));
  ASSERT_FALSE(ledger);
  EXPECT_EQ(ledger.error().kind, ErrorKind::io);
  EXPECT_THAT(ledger.error().text(), HasSubstr("plain"));
  EXPECT_FALSE(Ledger::open("/proc/no-such-folder/l.db"));
}

// With the last records still in the log, and without a log at all.
class LedgerInReadOnlyFolder : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Settled, LedgerInReadOnlyFolder, testing::Bool());

TEST_P(LedgerInReadOnlyFolder, IsReadAndNotWritten) {
  const bool settled = GetParam();
  const TemporaryFolder folder;
  ASSERT_OK(Ledger::open(folder.file("l.db"))->record(sample_verdict()));
  if (settled) settle_file(folder.file("l.db"));
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    std::filesystem::permissions(file, std::filesystem::perms(0444));
  }
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  const int status = in_child([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 77;  // root may write anywhere
    auto writer = Ledger::open(folder.file("l.db"));
    if (writer && writer->record(sample_verdict())) return 1;
    const auto ledger = Ledger::open_read_only(folder.file("l.db"));
    return ledger && ledger->show("last") ? 0 : 2;
  });
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "root cannot become somebody else here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(LedgerFaults, WhatIsNoLedger) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("text")) << std::string(5'000, 'x');
  run_sql(folder.file("other"), "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)");
  std::filesystem::create_directory(folder.file("directory"));
  ASSERT_EQ(::mkfifo(folder.file("fifo").c_str(), 0600), 0);
  for (const char* name : {"text", "other", "directory", "fifo"}) {
    const auto ledger = Ledger::open(folder.file(name));
    ASSERT_FALSE(ledger) << name;
    EXPECT_EQ(ledger.error().kind, ErrorKind::io) << name;
    EXPECT_EQ(ledger.error().where, folder.file(name));
    EXPECT_NE(ledger.error().remedy, "") << name;
    EXPECT_FALSE(Ledger::open_read_only(folder.file(name))) << name;
  }
  run_sql(folder.file("other"), "INSERT INTO mine VALUES (2)");
}

TEST(LedgerFaults, AnEmptyFileBecomesALedger) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("l.db")).flush();
  ASSERT_OK(Ledger::open(folder.file("l.db"))->record(sample_verdict()));
}

TEST(LedgerFaults, ANewerVersionIsRefused) {
  const TemporaryFolder folder;
  ASSERT_OK(Ledger::open(folder.file("l.db"))->record(sample_verdict()));
  run_sql(folder.file("l.db"), "PRAGMA user_version = 99");
  for (const auto& ledger :
       {error_of(Ledger::open(folder.file("l.db"))), error_of(Ledger::open_read_only(folder.file("l.db")))}) {
    EXPECT_THAT(ledger.message, HasSubstr("99"));
    EXPECT_THAT(ledger.remedy, HasSubstr("newer gate"));
  }
}

// Wherever bytes go bad, every answer is an error or whole, and nothing crashes.
TEST(LedgerFaults, DamagedPages) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  ASSERT_OK(Ledger::open(path)->record(sample_verdict(200)));
  settle_file(path);
  std::ifstream in(path, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), {});
  int refused = 0;
  for (std::size_t at = 0; at + 512 < good.size(); at += 3'001) {
    std::string bad = good;
    bad.replace(at, 512, 512, '\xA5');
    std::ofstream(path, std::ios::binary) << bad;
    auto ledger = Ledger::open(path);
    if (!ledger || !ledger->show("last") || !ledger->record(sample_verdict(20))) ++refused;
    EXPECT_TRUE(ledger || !ledger.error().remedy.empty()) << at;
    ledger = std::unexpected(Error{});
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
  }
  EXPECT_GT(refused, 5);
}

TEST(LedgerFaults, ATruncatedFile) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  ASSERT_OK(Ledger::open(path)->record(sample_verdict(500)));
  settle_file(path);
  for (const std::uintmax_t size : {100'000U, 40'960U, 4'096U, 512U, 50U}) {
    std::filesystem::resize_file(path, size);
    const auto ledger = Ledger::open(path);
    ASSERT_FALSE(ledger) << size;
    EXPECT_THAT(ledger.error().remedy, HasSubstr("move it away")) << size;
  }
}

TEST(LedgerFaults, AWriterThatStaysIsNotWaitedForForEver) {
  const TemporaryFolder folder;
  const std::string path = folder.file("l.db");
  auto ledger = Ledger::open(path);
  ASSERT_OK(ledger);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto id = ledger->record(sample_verdict());
  ASSERT_FALSE(id);
  EXPECT_THAT(id.error().message, HasSubstr("locked"));
  EXPECT_TRUE(ledger->list(10)) << "readers are not held up";
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(ledger->record(sample_verdict()));
}

}  // namespace
}  // namespace gate::store
