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

// The verdict that a record was made of. ErrorKind::parse, with the field, for anything that read_record cannot have
// given.
Expected<Verdict> parse_record(const Json& record);

// The first field of `given` that `kept` does not have, or has otherwise; empty when there is none.
std::string first_difference(const Json& given, const Json& kept);

}  // namespace gate::store
