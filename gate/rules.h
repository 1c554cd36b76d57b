// The words for every rule: those of the analyzers and those of gate itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/model/verdict.h"

namespace gate {

std::vector<RuleInfo> all_rules();

// Those that Analyzer::more_rules tells: gate's own rule pack, which is read on each call.
std::vector<RuleInfo> more_rules();

// Those that `findings` name, by id: gate's own first, then `foreign` ones (of plugins and reports). A finding of a
// rule that nobody declares gets its id as summary.
std::vector<RuleInfo> rules_of(const std::vector<Finding>& findings, const std::vector<RuleInfo>& foreign);

// Every analyzer, rule, option and policy must be documented: the missing words, one a line; empty when all is well.
std::vector<std::string> undocumented();

}  // namespace gate
