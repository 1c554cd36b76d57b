// Makes a file analyzer ready for a run: one whose rules are data gets them from the policy commit and the change.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/analyzer.h"
#include "gate/trust.h"

namespace gate {

struct ReadyAnalyzer {
  std::string name, version;
  Applies applies;
  FileAnalysis run;
  std::function<std::vector<RuleInfo>()> rules;  // that Analyzer::rules does not declare; null: none
  std::vector<std::string> notes;
  std::vector<Error> errors;  // its data as far as it cannot be used; what can be used still runs
};

// Where data comes from instead of the policy commit and the change, as Preparation::files says; empty: from those.
using DataFiles = std::function<Expected<std::vector<DataFile>>(std::string_view path)>;

ReadyAnalyzer ready(const Analyzer& analyzer, const Source& source, const Configurations& configurations,
                    const DataFiles& data = {});

}  // namespace gate
