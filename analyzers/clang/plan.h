// Which units of the database a change calls for.
#pragma once

#include <string>
#include <vector>

#include "analyzers/clang/database.h"
#include "gate/analyzer.h"

namespace gate::clang {

struct PlannedUnit {
  const Unit* unit = nullptr;
  std::string before_path;  // the source file before the change; "" when it was added
};

struct Plan {
  std::vector<PlannedUnit> units;        // at most max_units: changed sources first, then what includes changed headers
  std::vector<std::string> not_checked;  // "path: reason"
};

// `tree` is the head tree. Among the includers of headers, those that cover most headers, lie in the header's folder or
// bear its name come first.
Plan make_plan(const ChangeView& view, const Database& database, const std::vector<TreeFile>& tree,
               std::size_t max_units, Deadline deadline);

}  // namespace gate::clang
