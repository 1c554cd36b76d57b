// The rules of gate itself: what it says about the change and about suppressions, whatever analyzers run.
#pragma once

#include <vector>

#include "gate/model/verdict.h"

namespace gate::scope {

// `gate/unreadable-source`, `gate/policy-edited`, `gate/suppression-added`, ... with their words, by id. The first two
// are found by the pipeline, the others by settle().
const std::vector<RuleInfo>& scope_rules();

}  // namespace gate::scope
