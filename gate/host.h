// Runs analyzers over a change: threads, deadlines, both sides. An analyzer that fails is a state, never a lost
// verdict.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/analyzer.h"
#include "gate/model/facts.h"
#include "gate/model/source.h"
#include "gate/ready.h"
#include "gate/scope/scope.h"
#include "gate/trust.h"

namespace gate {

struct HostOptions {
  std::string root;        // of the checkout, "" when bare
  std::string executable;  // gate's own path, for workers
  bool hook = false;
  Environment env = process_environment();
  Deadline deadline = Deadline::never();
  DataFiles data = {};  // of analyzers whose rules are data, instead of the policy commit's
  // Files of the file analyzers' work that are done, and how many there are. Called from any thread; may be empty.
  std::function<void(std::size_t done, std::size_t all)> progress = {};
};

struct Measured {
  scope::Sides sides;
  std::vector<AnalyzerRun> runs;  // in the order of all_analyzers(), plugins after them as they are configured
  std::vector<RuleInfo> rules;    // the words that plugins gave for their rules
};

// Deterministic: the order of findings does not depend on threads.
Measured measure(const Change& change, const Source& source, const Configurations& configurations,
                 const HostOptions& options);

}  // namespace gate
