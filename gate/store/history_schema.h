// The tables of history.db.
#pragma once

#include <cstdint>

namespace gate::store {

inline constexpr std::int64_t kHistoryVersion = 2;  // of tables and of what gate/history writes into them

// touches and authored are covering: what they are asked is answered from the index alone. Bytes of records stand in
// tables of their own, so that walking the graph reads few pages. An id is never used twice.
inline constexpr const char* kHistoryTables = R"(
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE notes (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE commits (id INTEGER PRIMARY KEY AUTOINCREMENT, oid BLOB NOT NULL UNIQUE, ord INTEGER NOT NULL,
  state INTEGER NOT NULL);
CREATE INDEX incomplete_commits ON commits (id) WHERE state & 2;
CREATE INDEX cut_commits ON commits (id) WHERE state & 4;
CREATE INDEX absent_commits ON commits (id) WHERE state & 8;
CREATE TABLE parents (id INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (id, parent)) WITHOUT ROWID;
CREATE TABLE paths (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE touches (path INTEGER NOT NULL, ord INTEGER NOT NULL, id INTEGER NOT NULL, gone INTEGER NOT NULL,
  PRIMARY KEY (path, ord, id)) WITHOUT ROWID;
CREATE TABLE authored (author INTEGER NOT NULL, ord INTEGER NOT NULL, id INTEGER NOT NULL, time INTEGER NOT NULL,
  subsystems BLOB NOT NULL, PRIMARY KEY (author, ord, id)) WITHOUT ROWID;
CREATE TABLE facts (id INTEGER PRIMARY KEY, facts BLOB NOT NULL);
CREATE TABLE tokens (id INTEGER PRIMARY KEY, counts BLOB NOT NULL);
CREATE TABLE tips (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, changes INTEGER NOT NULL, ids BLOB NOT NULL);
)";

}  // namespace gate::store
