// Rule files on disk and the files that test them, by the naming convention of Semgrep's rule tests
// (https://semgrep.dev/docs/writing-rules/testing-rules).
#pragma once

#include <string>
#include <vector>

#include "gate/base/error.h"

namespace gate::cli {

// The rule files that `places` mean: files as they are, and below folders *.yaml and *.yml with a list `rules`, except
// targets of tests (*.test.yaml), expected results (*.fixed.yaml) and what begins with '.'. Sorted, each once.
// Errors: a place does not exist.
Expected<std::vector<std::string>> find_rule_files(const std::vector<std::string>& places);

// The targets of a rule file X.yaml: files X.* beside it that are neither rules nor expected results. Sorted.
std::vector<std::string> find_targets(const std::string& rule_file);

// The expected result of fixing a target X.EXT: X.fixed.EXT beside it; "" when there is none.
std::string find_fixed(const std::string& target);

}  // namespace gate::cli
