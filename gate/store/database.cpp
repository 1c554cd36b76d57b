#include "gate/store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "gate/base/deadline.h"
#include "gate/base/text.h"

namespace gate::store {
namespace {

constexpr int kBusyMilliseconds = 10'000;  // two hundred runs that end at once are through before
constexpr off_t kLongLog = 1 << 20;        // bytes

std::string remedy_for(int code, const Place& place) {
  const std::string& path = place.path;
  if (place.subject == Subject::history) {
    switch (code & 0xFF) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return "another process fills it; run again when that has ended";
      case SQLITE_FULL:
      case SQLITE_IOERR: return "check the disk's space, quota and limits on file size; what was read is kept";
      case SQLITE_NOTADB:
      case SQLITE_CORRUPT: return "run again: gate makes a new one from the repository";
      default: return "check the permissions of the file and its folder";
    }
  }
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another process writes to it; run again, or give this run a ledger of its own";
    case SQLITE_FULL: return "free some space, or remove old records with `gate ledger prune`";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return fmt::format(
          "move it away (mv '{0}' '{0}.broken') and gate starts a new one; `sqlite3 '{0}.broken' .recover` "
          "saves what can be read",
          path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return "check the permissions of the file and its folder, or name another place with `ledger:`";
    case SQLITE_IOERR: return "check the disk's space, quota and limits on file size";
    default: return "";
  }
}

std::string name_of(Subject subject) { return subject == Subject::ledger ? "the ledger" : "the history index"; }

std::string what(int code, const std::string& name) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return name + " is locked";
    case SQLITE_FULL: return name + "'s disk is full";
    case SQLITE_NOTADB: return name + " is not an SQLite database";
    case SQLITE_CORRUPT: return name + " is damaged";
    case SQLITE_READONLY: return name + " cannot be written";
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return name + " cannot be opened";
    case SQLITE_IOERR: return "reading or writing " + name + " failed";
    default: return name + " failed";
  }
}

bool is_damage(int code) { return (code & 0xFF) == SQLITE_NOTADB || (code & 0xFF) == SQLITE_CORRUPT; }

// The error that `database` holds. `code` is the result of the failed call.
std::unexpected<Error> error_of(sqlite3* database, int code, const Place& place) {
  std::string message = what(code, name_of(place.subject));
  const int system = database != nullptr ? sqlite3_system_errno(database) : 0;
  const bool from_system =
      (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_FULL;
  if (from_system && system != 0) {
    message += ": " + std::error_code(system, std::generic_category()).message();
  } else if (database != nullptr) {
    message += fmt::format(": {}", sqlite3_errmsg(database));
  }
  const bool rebuilt = place.subject == Subject::history && is_damage(code);
  return fail(rebuilt ? ErrorKind::parse : ErrorKind::io, message, place.path, remedy_for(code, place));
}

// Some locks of WAL mode are refused without the busy handler being asked (https://www.sqlite.org/wal.html, "Sometimes
// Queries Return SQLITE_BUSY In WAL Mode").
int execute_patiently(sqlite3* database, const char* sql) {
  const Deadline deadline = Deadline::in(std::chrono::milliseconds(kBusyMilliseconds));
  for (;;) {
    const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    if ((code & 0xFF) != SQLITE_BUSY || deadline.expired()) return code;
    sqlite3_sleep(10);
  }
}

// "file:..." and ":memory:" mean something to SQLite; an absolute path never does.
std::string absolute(const std::string& path) {
  std::error_code ignored;
  auto full = std::filesystem::absolute(path, ignored);
  return ignored ? path : full.string();
}

// No writer has left anything beside the file: reading the file alone gives the whole truth.
bool at_rest(const std::string& path) {
  struct stat status{};
  return ::stat((path + "-wal").c_str(), &status) != 0 || status.st_size == 0;
}

// For a folder where the reader may not put the files that WAL mode needs (https://www.sqlite.org/uri.html).
std::string immutable_uri(const std::string& path) {
  std::string out = "file:";
  for (const unsigned char c : absolute(path)) {
    out += std::isalnum(c) || c == '/' || c == '.' || c == '-' ? std::string(1, static_cast<char>(c))
                                                               : fmt::format("%{:02x}", c);
  }
  return out + "?immutable=1";
}

}  // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::bind(int parameter, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  if (is_utf8(text)) {
    sqlite3_bind_text64(statement_.get(), parameter, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  } else {
    sqlite3_bind_blob64(statement_.get(), parameter, bytes, text.size(), SQLITE_STATIC);
  }
}

void Statement::bind_bytes(int parameter, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
}
void Statement::bind(int parameter, std::int64_t number) { sqlite3_bind_int64(statement_.get(), parameter, number); }
void Statement::bind(int parameter, double number) { sqlite3_bind_double(statement_.get(), parameter, number); }
void Statement::bind_null(int parameter) { sqlite3_bind_null(statement_.get(), parameter); }

Expected<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(sqlite3_db_handle(statement_.get()), code, *place_);
}

Expected<void> Statement::run() {
  const Expected<bool> row = step();
  reset();
  if (!row) return std::unexpected(row.error());
  return {};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::string_view Statement::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(size));
}

std::string Statement::text(int column) const { return std::string(bytes(column)); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
double Statement::number(int column) const { return sqlite3_column_double(statement_.get(), column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

void Database::Closer::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Database::Database(sqlite3* handle, Place place)
    : place_(std::make_unique<const Place>(std::move(place))), handle_(handle) {}

Expected<Database> Database::open(const std::string& path, Access access, Subject subject) {
  const Place place{path, subject};
  struct stat status{};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    return fail(ErrorKind::io, name_of(subject) + " is not a regular file", path,
                subject == Subject::ledger ? "name another place with `ledger:`" : "move it away");
  }
  if (access == Access::read_write) {
    auto database = connect(place, absolute(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (database && !exists && ::chmod(path.c_str(), 0600) != 0) return error_of(nullptr, SQLITE_PERM, place);
    return database;
  }
  if (!exists)
    return fail(ErrorKind::not_found, "there is no ledger yet", path, "`gate check` writes the first record");
  auto database = connect(place, absolute(path), SQLITE_OPEN_READONLY);
  if (!database || database->integer("PRAGMA user_version") || !at_rest(path)) return database;
  return connect(place, immutable_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

Expected<Database> Database::connect(const Place& place, const std::string& name, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle, place);
  if (code != SQLITE_OK) return error_of(handle, code, place);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (auto done = database.execute("PRAGMA foreign_keys = ON"); !done) return std::unexpected(done.error());
  return database;
}

Expected<void> Database::execute(const char* sql) {
  const int code = execute_patiently(handle_.get(), sql);
  if (code != SQLITE_OK) return error_of(handle_.get(), code, *place_);
  return {};
}

Expected<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return error_of(handle_.get(), code, *place_);
  return Statement(statement, place_.get());
}

Expected<std::int64_t> Database::integer(std::string_view sql) const {
  Expected<Statement> statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const Expected<bool> row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }
std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

Expected<void> Database::transaction(const std::function<Expected<void>()>& work) {
  if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return begun;
  Expected<void> done = work();
  if (done) done = execute("COMMIT");
  if (!done && sqlite3_get_autocommit(handle_.get()) == 0) {
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);  // the first error is the one to tell
  }
  return done;
}

void Database::shrink_log() {
  struct stat status{};
  if (::stat((place_->path + "-wal").c_str(), &status) != 0 || status.st_size <= kLongLog) return;
  sqlite3_busy_timeout(handle_.get(), 0);
  sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle_.get(), kBusyMilliseconds);
}

}  // namespace gate::store
