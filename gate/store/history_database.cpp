#include "gate/store/history_database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "gate/store/history_schema.h"

namespace gate::store {
namespace {

// Held while files are removed and made anew, so that of two processes one does it.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : descriptor_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) ::flock(descriptor_, LOCK_EX);
  }
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

std::unexpected<Error> another_version(const std::string& path) {
  return fail(ErrorKind::parse, "the history index was written by another version of gate", path);
}

Expected<void> create_tables(HistoryDatabase& database, Database& connection, const std::string& salt) {
  return database.transaction([&]() -> Expected<void> {
    const auto version = connection.integer("PRAGMA user_version");
    if (!version) return std::unexpected(version.error());
    if (*version != 0) return {};  // another process was first
    if (auto done = connection.execute(kHistoryTables); !done) return done;
    if (auto done = database.set_meta("salt", salt); !done) return done;
    return connection.execute(("PRAGMA user_version = " + std::to_string(kHistoryVersion)).c_str());
  });
}

}  // namespace

Expected<HistoryDatabase> HistoryDatabase::try_open(const std::string& path, const std::string& salt) {
  auto connection = Database::open(path, Access::read_write, Subject::history);
  if (!connection) return std::unexpected(connection.error());
  const auto version = connection->integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*version != 0 && *version != kHistoryVersion) return another_version(path);
  for (const char* setting : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA mmap_size = 67108864",
                              "PRAGMA cache_size = -8192", "PRAGMA temp_store = MEMORY"}) {
    if (auto done = connection->execute(setting); !done) return std::unexpected(done.error());
  }
  HistoryDatabase database(std::move(*connection));
  if (*version == kHistoryVersion) return database;
  const auto tables = database.database_.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  if (*tables > 0) return another_version(path);
  if (auto done = create_tables(database, database.database_, salt); !done) return std::unexpected(done.error());
  return database;
}

Expected<HistoryDatabase> HistoryDatabase::open(const std::string& path, const std::string& salt) {
  auto database = try_open(path, salt);
  if (database || database.error().kind != ErrorKind::parse) return database;
  const FileLock lock(path);
  database = try_open(path, salt);  // another process may have replaced it meanwhile
  if (database || database.error().kind != ErrorKind::parse) return database;
  if (auto done = remove(path); !done) return std::unexpected(done.error());
  return try_open(path, salt);
}

Expected<void> HistoryDatabase::remove(const std::string& path) {
  for (const char* part : {"-wal", "-shm", ""}) {
    std::error_code failed;
    std::filesystem::remove(path + part, failed);
    if (failed) {
      return fail(ErrorKind::io, "a damaged history index cannot be removed: " + failed.message(), path + part,
                  "remove it: gate makes a new one from the repository");
    }
  }
  return {};
}

Expected<Statement*> HistoryDatabase::use(const char* sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    auto prepared = database_.prepare(sql);
    if (!prepared) return std::unexpected(prepared.error());
    found = statements_.emplace(sql, std::move(*prepared)).first;
  }
  found->second.reset();
  return &found->second;
}

Expected<void> HistoryDatabase::run(const char* sql, std::initializer_list<std::int64_t> numbers) {
  auto statement = use(sql);
  if (!statement) return std::unexpected(statement.error());
  int parameter = 0;
  for (const std::int64_t number : numbers) (*statement)->bind(++parameter, number);
  return (*statement)->run();
}

Expected<void> HistoryDatabase::transaction(const std::function<Expected<void>()>& work) {
  return database_.transaction(work);
}

Expected<void> HistoryDatabase::reading(const std::function<Expected<void>()>& work) {
  if (reading_) return work();
  if (auto begun = database_.execute("BEGIN"); !begun) return begun;
  reading_ = true;
  auto done = work();
  reading_ = false;
  auto ended = database_.execute("END");
  return done ? ended : done;
}

Expected<std::optional<std::string>> HistoryDatabase::value(const char* sql, std::string_view key) {
  auto select = use(sql);
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, key);
  auto row = (*select)->step();
  if (!row) return std::unexpected(row.error());
  std::optional<std::string> found;
  if (*row) found = (*select)->text(0);
  (*select)->reset();
  return found;
}

Expected<std::string> HistoryDatabase::meta(std::string_view key) {
  auto found = value("SELECT value FROM meta WHERE key = ?", key);
  if (!found) return std::unexpected(found.error());
  return found->value_or("");
}

Expected<void> HistoryDatabase::set_meta(std::string_view key, std::string_view value) {
  auto insert = use("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind(1, key);
  (*insert)->bind_bytes(2, value);
  return (*insert)->run();
}

Expected<std::optional<std::string>> HistoryDatabase::note(std::string_view key) {
  return value("SELECT value FROM notes WHERE key = ?", key);
}

Expected<void> HistoryDatabase::set_note(std::string_view key, std::string_view value) {
  auto insert = use("INSERT INTO notes VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind(1, key);
  (*insert)->bind_bytes(2, value);
  return (*insert)->run();
}

Expected<std::vector<std::int64_t>> HistoryDatabase::tips() {
  auto select = use("SELECT id FROM tips ORDER BY used DESC, id DESC");
  if (!select) return std::unexpected(select.error());
  std::vector<std::int64_t> found;
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    found.push_back((*select)->integer(0));
  }
}

Expected<std::optional<HistoryTip>> HistoryDatabase::tip(std::int64_t commit) {
  auto select = use("SELECT changes, ids FROM tips WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, commit);
  auto row = (*select)->step();
  if (!row) return std::unexpected(row.error());
  std::optional<HistoryTip> found;
  if (*row) found = HistoryTip{commit, (*select)->integer(0), (*select)->text(1)};
  (*select)->reset();
  return found;
}

Expected<void> HistoryDatabase::keep_tip(const HistoryTip& tip, std::size_t most) {
  auto insert =
      use("INSERT INTO tips SELECT ?1, 1 + coalesce((SELECT max(used) FROM tips), 0), ?2, ?3 "
          "WHERE EXISTS (SELECT 1 FROM commits WHERE id = ?1) "
          "ON CONFLICT DO UPDATE SET used = excluded.used, changes = excluded.changes, ids = excluded.ids");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind(1, tip.commit);
  (*insert)->bind(2, tip.changes);
  (*insert)->bind_bytes(3, tip.ids);
  if (auto done = (*insert)->run(); !done) return done;
  return run("DELETE FROM tips WHERE id NOT IN (SELECT id FROM tips ORDER BY used DESC, id DESC LIMIT ?)",
             {static_cast<std::int64_t>(most)});
}

Expected<void> HistoryDatabase::forget_tips() { return run("DELETE FROM tips", {}); }

}  // namespace gate::store
