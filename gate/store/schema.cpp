#include "gate/store/schema.h"

#include <fmt/format.h>

#include <iterator>

namespace gate::store {
namespace {

// One entry a version; entries are never edited once released, only appended. Columns of type ANY hold text, or a blob
// where its bytes are not UTF-8.
constexpr const char* kMigrations[] = {
    R"sql(
CREATE TABLE verdicts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  time INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  exit_code INTEGER NOT NULL,
  decided_exit_code INTEGER NOT NULL,
  exit_reason ANY NOT NULL,
  base TEXT NOT NULL,
  head TEXT NOT NULL,
  policy_commit TEXT NOT NULL,
  config_source ANY NOT NULL,
  config_digest TEXT NOT NULL,
  milliseconds INTEGER NOT NULL,
  found INTEGER NOT NULL,
  in_scope INTEGER NOT NULL,
  blocking INTEGER NOT NULL,
  suppressed INTEGER NOT NULL,
  existing INTEGER NOT NULL,
  fixed INTEGER NOT NULL,
  not_checked INTEGER NOT NULL,
  notes TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX verdicts_time ON verdicts (time);
CREATE TABLE tools (
  verdict INTEGER NOT NULL REFERENCES verdicts (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name ANY NOT NULL,
  version ANY NOT NULL,
  PRIMARY KEY (verdict, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE rulings (
  verdict INTEGER NOT NULL REFERENCES verdicts (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  policy ANY NOT NULL,
  status TEXT NOT NULL,
  value ANY NOT NULL,
  condition ANY NOT NULL,
  reason ANY NOT NULL,
  blocking TEXT NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (verdict, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  verdict INTEGER NOT NULL REFERENCES verdicts (seq) ON DELETE CASCADE,
  rule ANY NOT NULL,
  category ANY NOT NULL,
  severity TEXT NOT NULL,
  confidence TEXT NOT NULL,
  path ANY NOT NULL,
  line INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  end_column INTEGER NOT NULL,
  message ANY NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  line_hash TEXT NOT NULL,
  suppressed INTEGER NOT NULL,
  suppression ANY NOT NULL,
  blocking INTEGER NOT NULL,
  about_change INTEGER NOT NULL,
  value REAL,
  context ANY NOT NULL,
  snippet_line INTEGER NOT NULL,
  snippet_column INTEGER NOT NULL,
  snippet ANY NOT NULL,
  more TEXT
) STRICT;
CREATE INDEX findings_verdict ON findings (verdict);
)sql",
    // Names of tests are kept once for all verdicts; `results` holds the run itself (test_results.cpp).
    R"sql(
CREATE TABLE tests (
  id INTEGER PRIMARY KEY,
  name ANY NOT NULL UNIQUE
) STRICT;
CREATE TABLE test_runs (
  verdict INTEGER PRIMARY KEY REFERENCES verdicts (seq) ON DELETE CASCADE,
  head TEXT NOT NULL,
  head_tree TEXT NOT NULL,
  whole INTEGER NOT NULL,
  tests INTEGER NOT NULL,
  results BLOB NOT NULL
) STRICT;
)sql",
};
static_assert(std::size(kMigrations) == kSchemaVersion);

std::unexpected<Error> wrong_version(const Database& database, std::int64_t version) {
  if (version > kSchemaVersion) {
    return fail(ErrorKind::io,
                fmt::format("the ledger has version {}, this gate knows up to {}", version, kSchemaVersion),
                database.path(), "use a newer gate, or name another ledger with `ledger:`");
  }
  return fail(ErrorKind::io, fmt::format("the ledger has version {}, not {}", version, kSchemaVersion), database.path(),
              "the next `gate check` brings it up to date");
}

// A file that is somebody else's database must not get gate's tables.
Expected<void> check_empty(const Database& database) {
  const Expected<std::int64_t> tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  if (*tables == 0) return {};
  return fail(ErrorKind::io, "the file is an SQLite database, but not a ledger", database.path(),
              "name another place with `ledger:`");
}

// Within a transaction. Another process may have been faster since the caller looked.
Expected<void> apply_missing(Database& database) {
  const Expected<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version > kSchemaVersion) return wrong_version(database, *version);
  if (*version == 0) {
    if (auto empty = check_empty(database); !empty) return empty;
  }
  for (std::int64_t next = *version; next < kSchemaVersion; ++next) {
    if (auto done = database.execute(kMigrations[next]); !done) return done;
  }
  return database.execute(fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str());
}

}  // namespace

Expected<void> migrate(Database& database) {
  const Expected<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == kSchemaVersion) return {};
  if (*version > kSchemaVersion || *version < 0) return wrong_version(database, *version);
  return database.transaction([&] { return apply_missing(database); });
}

Expected<void> check_version(const Database& database) {
  const Expected<std::int64_t> version = database.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version != kSchemaVersion) return wrong_version(database, *version);
  return {};
}

}  // namespace gate::store
