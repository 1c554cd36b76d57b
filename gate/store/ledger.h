// Where verdicts are recorded with their Facts: SQLite in WAL mode, migrations by `user_version`.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/model/verdict.h"

namespace gate::store {

struct LedgerRow {
  std::string id;
  std::int64_t time = 0;  // seconds since the epoch
  std::string outcome;
  int exit_code = 0;
  std::string base, head;
  std::uint32_t findings = 0, blocking = 0;
};

// A run of tests that a verdict was decided from, and that speaks of all of its head: no report was stale or broken.
struct TestRunRow {
  std::string id;         // of the verdict
  std::int64_t time = 0;  // seconds since the epoch
  std::string head, head_tree;
};

// One connection: calls come from one thread at a time. Other processes and other Ledgers may use the same file.
class Ledger {
 public:
  // Opens or creates the database (folders 0700, file 0600) and brings it to the newest schema. A newer schema than
  // this gate knows, a file that is no database, and a corrupt one are errors that name the file and what to do.
  static Expected<Ledger> open(const std::string& path);
  // As above, but never writes or creates.
  static Expected<Ledger> open_read_only(const std::string& path);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  // One transaction; waits up to ten seconds for other writers. Returns the new id (time-ordered, unique).
  Expected<std::string> record(const Verdict& verdict);
  Expected<std::vector<LedgerRow>> list(std::size_t most) const;  // newest first
  // The whole record: rulings, facts, versions. `id` may be a unique prefix of one or of its random
  // last part (4 characters at least), or "last".
  Expected<Json> show(const std::string& id) const;
  // One record after another, oldest first, to `sink`.
  Expected<void> each(const std::function<void(const Json&)>& sink) const;
  Expected<std::uint64_t> prune(std::int64_t before_time);  // rows deleted
  // Takes a record that show() or each() gave, of this or another ledger; true when it was not here yet. A record that
  // is malformed, or has the id of one with other contents, is an error (ErrorKind::parse) and changes nothing.
  Expected<bool> import(const Json& record);

  Expected<std::vector<TestRunRow>> test_runs(std::size_t most) const;  // newest first
  // Every test of that verdict by name.
  Expected<std::map<std::string, TestStatus>> test_results(const std::string& id) const;

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gate::store
