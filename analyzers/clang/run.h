// Compiles the planned units in workers.
#pragma once

#include <string>
#include <vector>

#include "analyzers/clang/database.h"
#include "analyzers/clang/outcome.h"
#include "analyzers/clang/plan.h"
#include "gate/analyzer.h"

namespace gate::clang {

// What became of one unit: an outcome, or the reason why its worker gave none.
struct UnitResult {
  std::string path;
  Outcome outcome;
  std::string error;
};

struct Job {
  const ChangeView& view;
  const Database& database;
  const std::vector<TreeFile>& tree;       // the head tree
  const std::string& root;                 // real path of the checkout
  std::vector<std::string> include_paths;  // further folders that may be read, absolute
};

// One worker process a unit, as many at once as there are cores; each has at most 60 s of the time that is left. The
// results are in the order of the units.
std::vector<UnitResult> run_units(const Job& job, const std::vector<PlannedUnit>& units, Deadline deadline);

}  // namespace gate::clang
