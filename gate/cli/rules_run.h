// Runs the rules of one file on the targets beside it and compares what they find with what the targets say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/base/deadline.h"

namespace gate::cli {

struct RuleFailure {
  std::string rule;
  std::string file;        // where a finding is missing or too much; for a bad rule the rule file
  std::uint32_t line = 0;  // 0: the whole file
  bool expected = false;   // a finding should be there and is not; false: the other way round
  std::string message;
};

enum class RuleStatus { passed, failed, not_run };

struct RuleFileResult {
  std::string rule_file;
  std::vector<std::string> rules;      // ids, also of those that cannot be used
  std::vector<std::string> languages;  // of all rules, as written
  std::string language;                // of the first rule, one word for each language
  std::string mode;                    // of the first rule: "search", "taint", ...
  RuleStatus status = RuleStatus::not_run;
  std::string reason;  // why not run
  bool has_targets = false;
  std::vector<RuleFailure> failures;
};

RuleFileResult test_rule_file(const std::string& path, Deadline deadline);

}  // namespace gate::cli
