// SQLite behind gate's errors: a connection, statements, transactions. The only place that names sqlite3.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gate/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace gate::store {

// What messages call the database. One that can be made again from elsewhere reports damage as ErrorKind::parse.
enum class Subject { ledger, history };
struct Place {
  std::string path;
  Subject subject = Subject::ledger;
};

// A prepared statement. Parameters are numbered from 1, columns from 0. Lives no longer than its database.
class Statement {
 public:
  Statement(Statement&&) noexcept = default;
  Statement& operator=(Statement&&) noexcept = default;

  // Texts are not copied: they must live until the next reset(). Bytes that are not UTF-8 are stored as a blob, so that
  // they come back as they were.
  void bind(int parameter, std::string_view text);
  void bind(int parameter, std::int64_t number);
  void bind(int parameter, double number);
  void bind_bytes(int parameter, std::string_view bytes);  // as a blob, whatever they are; not copied either
  void bind_null(int parameter);

  // The next row: false when there is none. A statement that returns no rows has done its work then.
  Expected<bool> step();
  // Runs a statement that returns nothing, and makes it ready for other values.
  Expected<void> run();
  void reset();

  std::string text(int column) const;
  std::string_view bytes(int column) const;  // not copied: until the next step() or reset()
  std::int64_t integer(int column) const;
  double number(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, const Place* place) : statement_(statement), place_(place) {}

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  const Place* place_;
};

enum class Access { read_write, read_only };

// One connection, for one thread at a time. Errors name the file and say what to do.
class Database {
 public:
  // read_write creates the file (0600). Foreign keys are on; other writers are waited for, ten seconds at most.
  static Expected<Database> open(const std::string& path, Access access, Subject subject = Subject::ledger);

  Expected<void> execute(const char* sql);
  Expected<Statement> prepare(std::string_view sql) const;
  // The first column of the first row; 0 without one.
  Expected<std::int64_t> integer(std::string_view sql) const;
  std::int64_t changes() const;
  std::int64_t last_row() const;
  const std::string& path() const { return place_->path; }

  // Runs `work` within BEGIN IMMEDIATE ... COMMIT; any error rolls back and is returned.
  Expected<void> transaction(const std::function<Expected<void>()>& work);

  // Copies the write-ahead log into the file and empties it, where it has grown over a megabyte (reading a long log
  // makes the next opening slow) and nobody else uses the database. Best effort: the log is as good a place as the
  // file.
  void shrink_log();

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  Database(sqlite3* handle, Place place);
  // `name` is what SQLite opens: a path or a URI; `place` is for messages.
  static Expected<Database> connect(const Place& place, const std::string& name, int flags);

  std::unique_ptr<const Place> place_;  // at a fixed address: statements point to it
  std::unique_ptr<sqlite3, Closer> handle_;
};

}  // namespace gate::store
