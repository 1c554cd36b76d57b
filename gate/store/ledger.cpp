#include "gate/store/ledger.h"

#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "gate/base/text.h"
#include "gate/store/database.h"
#include "gate/store/record.h"
#include "gate/store/schema.h"
#include "gate/store/test_results.h"

namespace gate::store {
namespace {

constexpr std::size_t kShortestPrefix = 4;

// Creates what is missing of a folder, for its owner alone.
Expected<void> make_folder(const std::filesystem::path& folder) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  if (errno == ENOENT && folder.has_parent_path() && folder.parent_path() != folder) {
    if (auto parent = make_folder(folder.parent_path()); !parent) return parent;
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  }
  return fail(ErrorKind::io, "cannot create the ledger's folder: " + std::generic_category().message(errno),
              folder.string(), "check its permissions, or name another place with `ledger:`");
}

// Waiting for the disk is most of what a small record costs, so it is left to where it protects something: a new ledger
// has nothing to lose yet, and afterwards the log is synced when it is copied into the file, once a megabyte and not at
// every close. A killed process loses nothing by that; a power cut may cost the last records, never the ledger.
Expected<void> prepare_for_writing(Database& database) {
  const Expected<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == 0) {
    // auto_vacuum comes before the first table: pruned space can then be given back.
    for (const char* sql :
         {"PRAGMA synchronous = OFF", "PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL"}) {
      if (auto done = database.execute(sql); !done) return done;
    }
  }
  if (auto done = migrate(database); !done) return done;
  for (const char* sql : {"PRAGMA synchronous = NORMAL", "PRAGMA wal_autocheckpoint = 256"}) {
    if (auto done = database.execute(sql); !done) return done;
  }
  return {};
}

// What the ids of that second begin with: "20261121T101500-".
std::string id_start(std::int64_t time) {
  const std::time_t seconds = time;
  std::tm utc{};
  std::array<char, 64> text{};
  ::gmtime_r(&seconds, &utc);
  std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%S-", &utc);
  return text.data();
}

// "20261121T101500-7f3a09c2": UTC of the record, then random digits.
std::string new_id(std::int64_t time) {
  std::uint32_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) {
    random = static_cast<std::uint32_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  }
  return fmt::format("{}{:08x}", id_start(time), random);
}

bool is_id_of(const std::string& id, std::int64_t time) {
  const std::string start = id_start(time);
  return id.starts_with(start) && id.size() == start.size() + 8 &&
         id.find_first_not_of("0123456789abcdef", start.size()) == std::string::npos;
}

// The random digits of an id begin here, counted from 1.
constexpr int kRandomPart = 17;

Expected<std::int64_t> find_last(const Database& database) {
  const Expected<std::int64_t> seq = database.integer("SELECT seq FROM verdicts ORDER BY time DESC, seq DESC LIMIT 1");
  if (seq && *seq == 0) return fail(ErrorKind::not_found, "the ledger has no records yet", database.path());
  return seq;
}

Expected<std::int64_t> find_record(const Database& database, const std::string& id) {
  if (id == "last") return find_last(database);
  if (id.size() < kShortestPrefix) {
    return fail(ErrorKind::usage, fmt::format("\"{}\" is too short for an id", id), "",
                "give at least 4 characters of it, or \"last\"");
  }
  Expected<Statement> select = database.prepare(fmt::format(
      "SELECT seq, id FROM verdicts WHERE substr(id, 1, length(?1)) = ?1 OR substr(id, {}, length(?1)) = ?1 "
      "ORDER BY id = ?1 DESC, seq DESC LIMIT 2",
      kRandomPart));
  if (!select) return std::unexpected(select.error());
  select->bind(1, id);
  Expected<bool> row = select->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) {
    return fail(ErrorKind::not_found, fmt::format("no record \"{}\"", id), database.path(),
                "`gate ledger list` shows the ids");
  }
  const std::int64_t seq = select->integer(0);
  const std::string found = select->text(1);
  row = select->step();
  if (!row) return std::unexpected(row.error());
  if (*row && found != id) {
    return fail(ErrorKind::usage, fmt::format("several records match \"{}\": {}, {}", id, found, select->text(1)),
                database.path(), "give more of the id; its last 8 characters are enough");
  }
  return seq;
}

// 0 without one.
Expected<std::int64_t> find_exactly(const Database& database, const std::string& id) {
  Expected<Statement> select = database.prepare("SELECT seq FROM verdicts WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  select->bind(1, id);
  const Expected<bool> row = select->step();
  if (!row) return std::unexpected(row.error());
  return *row ? select->integer(0) : 0;
}

}  // namespace

struct Ledger::State {
  Database database;
};

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Expected<Ledger> Ledger::open(const std::string& path) {
  if (auto folder = make_folder(std::filesystem::path(path).parent_path()); !folder) {
    return std::unexpected(folder.error());
  }
  Expected<Database> database = Database::open(path, Access::read_write);
  if (!database) return std::unexpected(database.error());
  if (auto ready = prepare_for_writing(*database); !ready) return std::unexpected(ready.error());
  return Ledger(std::make_unique<State>(State{*std::move(database)}));
}

Expected<Ledger> Ledger::open_read_only(const std::string& path) {
  Expected<Database> database = Database::open(path, Access::read_only);
  if (!database) return std::unexpected(database.error());
  if (auto right = check_version(*database); !right) return std::unexpected(right.error());
  return Ledger(std::make_unique<State>(State{*std::move(database)}));
}

Expected<std::string> Ledger::record(const Verdict& verdict) {
  const std::string id = new_id(verdict.facts.now);
  auto done = state_->database.transaction([&] { return write_record(state_->database, verdict, id); });
  if (!done) return std::unexpected(done.error());
  state_->database.shrink_log();
  return id;
}

Expected<std::vector<LedgerRow>> Ledger::list(std::size_t most) const {
  Expected<Statement> select = state_->database.prepare(
      "SELECT id, time, outcome, exit_code, base, head, in_scope, blocking FROM verdicts ORDER BY time DESC, seq DESC "
      "LIMIT ?");
  if (!select) return std::unexpected(select.error());
  select->bind(1, static_cast<std::int64_t>(std::min<std::size_t>(most, INT64_MAX)));
  std::vector<LedgerRow> rows;
  for (;;) {
    const Expected<bool> row = select->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return rows;
    rows.push_back({select->text(0), select->integer(1), select->text(2), static_cast<int>(select->integer(3)),
                    select->text(4), select->text(5), static_cast<std::uint32_t>(select->integer(6)),
                    static_cast<std::uint32_t>(select->integer(7))});
  }
}

Expected<Json> Ledger::show(const std::string& id) const {
  const Expected<std::int64_t> seq = find_record(state_->database, id);
  if (!seq) return std::unexpected(seq.error());
  return read_record(state_->database, *seq);
}

Expected<void> Ledger::each(const std::function<void(const Json&)>& sink) const {
  Expected<Statement> select = state_->database.prepare("SELECT seq FROM verdicts ORDER BY time, seq");
  if (!select) return std::unexpected(select.error());
  for (;;) {
    const Expected<bool> row = select->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const Expected<Json> record = read_record(state_->database, select->integer(0));
    if (!record) return std::unexpected(record.error());
    sink(*record);
  }
}

Expected<std::uint64_t> Ledger::prune(std::int64_t before_time) {
  Database& database = state_->database;
  std::uint64_t deleted = 0;
  auto done = database.transaction([&]() -> Expected<void> {
    Expected<Statement> remove = database.prepare("DELETE FROM verdicts WHERE time < ?");
    if (!remove) return std::unexpected(remove.error());
    remove->bind(1, before_time);
    if (auto ran = remove->run(); !ran) return ran;
    deleted = static_cast<std::uint64_t>(database.changes());
    return forget_unused_tests(database);
  });
  if (!done) return std::unexpected(done.error());
  for (const char* sql : {"PRAGMA incremental_vacuum", "PRAGMA wal_checkpoint(TRUNCATE)"}) {
    if (auto ran = database.execute(sql); !ran) return std::unexpected(ran.error());
  }
  return deleted;
}

Expected<bool> Ledger::import(const Json& record) {
  Database& database = state_->database;
  const Expected<Verdict> verdict = parse_record(record);
  if (!verdict) return std::unexpected(verdict.error());
  const std::string id = record["id"].get<std::string>();
  if (!is_id_of(id, verdict->facts.now)) {
    return fail(ErrorKind::parse, fmt::format("id \"{}\" is none of a record of that time", printable(id)), "",
                "take records as `gate ledger export` wrote them");
  }
  bool fresh = false;
  auto done = database.transaction([&]() -> Expected<void> {
    Expected<std::int64_t> seq = find_exactly(database, id);
    if (!seq) return std::unexpected(seq.error());
    fresh = *seq == 0;
    if (fresh) {
      if (auto written = write_record(database, *verdict, id); !written) return written;
      if (seq = find_exactly(database, id); !seq) return std::unexpected(seq.error());
    }
    const Expected<Json> kept = read_record(database, *seq);
    if (!kept) return std::unexpected(kept.error());
    const std::string different = first_difference(record, *kept);
    if (different.empty()) return {};
    return fresh ? fail(ErrorKind::parse, fmt::format("record {}: {} is none of its fields, or contradicts them", id,
                                                      printable(different)))
                 : fail(ErrorKind::parse,
                        fmt::format("record {} is here with other contents: {} differs", id, printable(different)), "",
                        "one of them was altered; find out which before either is trusted");
  });
  if (!done) return std::unexpected(done.error());
  database.shrink_log();
  return fresh;
}

Expected<std::vector<TestRunRow>> Ledger::test_runs(std::size_t most) const {
  return read_test_runs(state_->database, most);
}

Expected<std::map<std::string, TestStatus>> Ledger::test_results(const std::string& id) const {
  const Expected<std::int64_t> seq = find_record(state_->database, id);
  if (!seq) return std::unexpected(seq.error());
  return read_test_results(state_->database, *seq);
}

}  // namespace gate::store
