// Every analyzer, in order of execution.
#include "analyzers/clang/clang.h"
#include "analyzers/patterns/patterns.h"
#include "analyzers/risk/risk.h"
#include "analyzers/syntax/syntax.h"
#include "gate/analyzer.h"

namespace gate {

const std::vector<Analyzer>& all_analyzers() {
  static const std::vector<Analyzer> all = {
      syntax_analyzer(),
      patterns_analyzer(),
      clang_analyzer(),
      risk_analyzer(),
  };
  return all;
}

}  // namespace gate
