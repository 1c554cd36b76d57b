// The one table that says what a severity of gate is called elsewhere.
#pragma once

#include <string_view>

#include "gate/model/finding.h"

namespace gate::report {

struct SeverityWords {
  std::string_view sarif_level;        // SARIF 2.1.0 section 3.27.10
  std::string_view security_severity;  // GitHub's rule property: above 9 critical, 7-8.9 high, 4-6.9 medium, below low
  std::string_view problem_severity;   // GitHub's rule property of rules that are not about security
  std::string_view annotation;         // workflow command of a finding that does not block; one that blocks is an error
  std::string_view icon;               // in markdown
  std::string_view gitlab;             // GitLab Code Quality
};

const SeverityWords& words_of(Severity severity);

}  // namespace gate::report
