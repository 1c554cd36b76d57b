// From a worker's answer to findings.
#pragma once

#include <string>
#include <vector>

#include "analyzers/clang/diagnostic.h"
#include "gate/analyzer.h"
#include "gate/base/json.h"

namespace gate::clang {

struct Outcome {
  std::vector<Finding> before, after;
  std::string not_checked;           // why the unit says nothing; empty when it does
  std::vector<std::string> decided;  // changed files that compiled without an error, their changed lines included
};

// What reading an answer needs to know about the change.
struct OutcomeContext {
  const Change& change;
  std::string unit;            // path of the source file
  Tracked tracked;             // the path is in the tree of either side
  bool response_file = false;  // the command named one, which was not read
};

// The worker is not trusted: whatever the answer holds, this neither throws nor lets a place outside of the tree
// through. An error outside of the tracked files is shown where it was caused from inside them.
Outcome read_answer(const Json& answer, const OutcomeContext& context);

}  // namespace gate::clang
