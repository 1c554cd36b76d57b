// The ledger's tables, and the way from any older version of them to the newest.
#pragma once

#include "gate/store/database.h"

namespace gate::store {

// The newest version; docs/ledger.md describes its tables. SQLite's `user_version` holds that of a file.
inline constexpr std::int64_t kSchemaVersion = 2;

// Brings a file opened for writing to the newest version, each step in the same one transaction; cheap when it is there
// already. Several processes may call it at once. A newer version is an error that says so.
Expected<void> migrate(Database& database);

// The same without writing: an older file is an error too.
Expected<void> check_version(const Database& database);

}  // namespace gate::store
