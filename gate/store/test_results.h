// Results of tests in the ledger: names once for all verdicts, and of each run a few bytes a test.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/model/facts.h"
#include "gate/store/database.h"
#include "gate/store/ledger.h"

namespace gate::store {

// Nothing without results. Within a transaction.
Expected<void> write_test_run(Database& database, std::int64_t verdict, const Facts& facts);

// Empty when that verdict has none.
Expected<std::map<std::string, TestStatus>> read_test_results(const Database& database, std::int64_t verdict);

// Those that may be compared with, newest first.
Expected<std::vector<TestRunRow>> read_test_runs(const Database& database, std::size_t most);

// Deletes names that no run has any more. Within a transaction.
Expected<void> forget_unused_tests(Database& database);

}  // namespace gate::store
