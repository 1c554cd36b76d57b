// One verdict as rows of the tables, and back as JSON.
#pragma once

#include "gate/base/json.h"
#include "gate/model/verdict.h"
#include "gate/store/database.h"

namespace gate::store {

// Inserts the verdict with its tools, rulings, facts and findings under `id`. Call it within a transaction.
Expected<void> write_record(Database& database, const Verdict& verdict, const std::string& id);

// The record at `seq` as docs/ledger.md describes it; ErrorKind::not_found without one. Its parts are of one moment,
// whatever other processes do meanwhile.
Expected<Json> read_record(const Database& database, std::int64_t seq);

}  // namespace gate::store
