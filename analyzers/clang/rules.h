// Which of the declared rules a diagnostic of the compiler belongs to.
#pragma once

#include <string_view>
#include <vector>

#include "gate/analyzer.h"

namespace gate::clang {

const std::vector<Rule>& rules();

// `flag` is the option that governs the diagnostic, without "-W"; empty for most errors. Every diagnostic has a rule:
// "error" and "warning" take what no other does.
const Rule& rule_of(std::string_view flag, bool error);

// The diagnostic's severity: errors are never below high, since the unit does not compile.
Severity severity_of(const Rule& rule, bool error);

const Rule& missing_header_rule();

}  // namespace gate::clang
