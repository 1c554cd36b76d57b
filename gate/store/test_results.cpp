#include "gate/store/test_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace gate::store {
namespace {

using Entry = std::pair<std::int64_t, TestStatus>;  // id of a name

// A run is a series of numbers of 7 bits a byte, the lower ones first, the eighth bit meaning that more follow: the
// distance from the id before it, times four, plus the status. The same tests in the same order take one byte each.
std::string pack(std::vector<Entry> entries) {
  std::ranges::sort(entries);
  std::string out;
  std::int64_t last = 0;
  for (const auto& [id, status] : entries) {
    auto number = static_cast<std::uint64_t>(id - last) << 2U | static_cast<std::uint64_t>(status);
    for (; number >= 0x80; number >>= 7U) out += static_cast<char>(0x80 | (number & 0x7F));
    out += static_cast<char>(number);
    last = id;
  }
  return out;
}

// False where the bytes are none that pack() wrote.
bool unpack(std::string_view bytes, const std::function<void(std::int64_t, TestStatus)>& take) {
  std::uint64_t id = 0, number = 0;
  unsigned shift = 0;
  for (const unsigned char byte : bytes) {
    if (shift > 56) return false;
    number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    shift += 7;
    if ((byte & 0x80U) != 0) continue;
    id += number >> 2U;
    if ((number & 3U) > 2) return false;
    take(static_cast<std::int64_t>(id), static_cast<TestStatus>(number & 3U));
    number = shift = 0;
  }
  return shift == 0;
}

std::unexpected<Error> damaged(const Database& database) {
  return fail(ErrorKind::io, "the results of tests in the ledger are damaged", database.path(),
              "`sqlite3 FILE 'PRAGMA integrity_check'` says where");
}

// Finds the id of a name, or gives it one.
class Names {
 public:
  static Expected<Names> open(Database& database) {
    auto select = database.prepare("SELECT id FROM tests WHERE name = ?");
    if (!select) return std::unexpected(select.error());
    auto insert = database.prepare("INSERT INTO tests (name) VALUES (?)");
    if (!insert) return std::unexpected(insert.error());
    return Names(database, std::move(*select), std::move(*insert));
  }

  Expected<std::int64_t> id(const std::string& name) {
    select_.bind(1, name);
    const auto found = select_.step();
    if (!found) return std::unexpected(found.error());
    const std::int64_t id = *found ? select_.integer(0) : 0;
    select_.reset();
    if (*found) return id;
    insert_.bind(1, name);
    if (auto done = insert_.run(); !done) return std::unexpected(done.error());
    return database_.last_row();
  }

 private:
  Names(Database& database, Statement select, Statement insert)
      : database_(database), select_(std::move(select)), insert_(std::move(insert)) {}
  Database& database_;
  Statement select_, insert_;
};

// Reports that were stale or could not be read say nothing certain about their head.
bool is_whole(const Evidence& evidence) {
  return evidence.tests.stale.empty() && std::ranges::none_of(evidence.sources, [](const EvidenceSource& source) {
           return source.kind == "tests" && !source.problem.empty();
         });
}

}  // namespace

Expected<void> write_test_run(Database& database, std::int64_t verdict, const Facts& facts) {
  const auto& results = facts.evidence.tests.results;
  if (results.empty()) return {};
  auto names = Names::open(database);
  if (!names) return std::unexpected(names.error());
  std::vector<Entry> entries;
  entries.reserve(results.size());
  for (const auto& [name, status] : results) {
    const auto id = names->id(name);
    if (!id) return std::unexpected(id.error());
    entries.emplace_back(*id, status);
  }
  auto insert =
      database.prepare("INSERT INTO test_runs (verdict, head, head_tree, whole, tests, results) VALUES (?,?,?,?,?,?)");
  if (!insert) return std::unexpected(insert.error());
  const std::string packed = pack(std::move(entries));
  insert->bind(1, verdict);
  insert->bind(2, std::string_view(facts.change.head.oid));
  insert->bind(3, std::string_view(facts.change.head_tree));
  insert->bind(4, std::int64_t{is_whole(facts.evidence)});
  insert->bind(5, static_cast<std::int64_t>(results.size()));
  insert->bind_bytes(6, packed);
  return insert->run();
}

Expected<std::map<std::string, TestStatus>> read_test_results(const Database& database, std::int64_t verdict) {
  auto select = database.prepare("SELECT results FROM test_runs WHERE verdict = ?");
  if (!select) return std::unexpected(select.error());
  select->bind(1, verdict);
  std::map<std::string, TestStatus> results;
  const auto row = select->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return results;
  auto names = database.prepare("SELECT name FROM tests WHERE id = ?");
  if (!names) return std::unexpected(names.error());
  std::optional<Error> problem;
  const bool sound = unpack(select->text(0), [&](std::int64_t id, TestStatus status) {
    if (problem) return;
    names->bind(1, id);
    const auto name = names->step();
    if (!name || !*name)
      problem = name ? damaged(database).error() : name.error();
    else
      results.emplace(names->text(0), status);
    names->reset();
  });
  if (problem) return std::unexpected(*problem);
  if (!sound) return damaged(database);
  return results;
}

Expected<std::vector<TestRunRow>> read_test_runs(const Database& database, std::size_t most) {
  auto select = database.prepare(
      "SELECT id, time, test_runs.head, head_tree FROM test_runs JOIN verdicts ON verdict = seq WHERE whole "
      "ORDER BY time DESC, seq DESC LIMIT ?");
  if (!select) return std::unexpected(select.error());
  select->bind(1, static_cast<std::int64_t>(std::min<std::size_t>(most, INT64_MAX)));
  std::vector<TestRunRow> rows;
  for (;;) {
    const auto row = select->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return rows;
    rows.push_back({select->text(0), select->integer(1), select->text(2), select->text(3)});
  }
}

Expected<void> forget_unused_tests(Database& database) {
  std::vector<bool> used;
  auto runs = database.prepare("SELECT results FROM test_runs");
  if (!runs) return std::unexpected(runs.error());
  const auto highest = database.integer("SELECT max(id) FROM tests");
  if (!highest) return std::unexpected(highest.error());
  used.resize(static_cast<std::size_t>(*highest) + 1);
  for (;;) {
    const auto row = runs->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const bool sound = unpack(runs->text(0), [&](std::int64_t id, TestStatus) {
      if (id >= 0 && id <= *highest) used[static_cast<std::size_t>(id)] = true;
    });
    if (!sound) return damaged(database);
  }
  auto remove = database.prepare("DELETE FROM tests WHERE id = ?");
  if (!remove) return std::unexpected(remove.error());
  for (std::int64_t id = 1; id <= *highest; ++id) {
    if (used[static_cast<std::size_t>(id)]) continue;
    remove->bind(1, id);
    if (auto done = remove->run(); !done) return done;
  }
  return {};
}

}  // namespace gate::store
