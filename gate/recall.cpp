#include "gate/recall.h"

#include <unordered_map>

#include "gate/evidence/tests/tests.h"
#include "gate/record.h"
#include "gate/store/ledger.h"

namespace gate {
namespace {

constexpr std::size_t kRunsLookedAt = 2'000;
constexpr std::size_t kAncestors = 500;

using Runs = std::unordered_map<std::string, const store::TestRunRow*>;  // by commit and by tree, the newest of each

std::optional<store::TestRunRow> find_run(const std::vector<store::TestRunRow>& rows, const std::string& base,
                                          const git::Repository& repository) {
  Runs runs;
  for (const auto& row : rows) {
    if (!row.head.empty()) runs.emplace(row.head, &row);
    if (!row.head_tree.empty()) runs.emplace(row.head_tree, &row);
  }
  for (const auto& ancestor : repository.first_parents(base, kAncestors)) {
    for (const auto& id : {ancestor.commit, ancestor.tree})
      if (auto found = runs.find(id); found != runs.end()) return *found->second;
  }
  return std::nullopt;
}

Expected<std::optional<store::TestRunRow>> find_previous(const store::Ledger& ledger, const Change& change,
                                                         const git::Repository& repository) {
  auto rows = ledger.test_runs(kRunsLookedAt);
  if (!rows) return std::unexpected(rows.error());
  return find_run(*rows, change.base.oid, repository);
}

// Sets `previous` and `then` where there is such a run.
Expected<void> look_up(Tests& tests, Tests& then, const Change& change, const git::Repository& repository,
                       const std::string& path) {
  auto ledger = store::Ledger::open_read_only(path);
  if (!ledger && ledger.error().kind == ErrorKind::not_found) return {};
  if (!ledger) return std::unexpected(ledger.error());
  auto run = find_previous(*ledger, change, repository);
  if (!run) return std::unexpected(run.error());
  if (!*run) return {};
  auto results = ledger->test_results((*run)->id);
  if (!results) return std::unexpected(results.error());
  then.results = std::move(*results);
  tests.previous = {(*run)->id, (*run)->head, (*run)->time};
  return {};
}

}  // namespace

void recall_tests(Tests& tests, const Change& change, const Source& source, const git::Repository& repository,
                  const std::string& ledger, Deadline deadline) {
  if (tests.results.empty()) return;
  Tests then;
  if (ledger == "none") {
    tests.notes.push_back("no earlier run is known: the ledger is switched off (ledger: none)");
  } else if (auto found = look_up(tests, then, change, repository, ledger_path(ledger, repository)); !found) {
    tests.notes.push_back("earlier runs cannot be looked up: " + found.error().text());
  }
  if (tests.previous.id.empty()) return evidence::compare_with_nothing(tests);
  evidence::compare_tests(tests, then);
  if (tests.absent.empty()) return;
  // Only now is it worth the reading of the change once more.
  auto gone = evidence::gone_tests(change, source, deadline);
  if (!gone.empty()) evidence::explain_absent(tests, gone);
}

}  // namespace gate
