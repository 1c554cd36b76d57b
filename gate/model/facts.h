// All that policies may look at, and exactly what the ledger stores: a verdict can be judged again from it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/evidence.h"
#include "gate/model/finding.h"
#include "gate/model/history.h"

namespace gate {

enum class RunState { ran, not_applicable, not_checked, error };
std::string_view to_string(RunState state);

// What became of one analyzer in this run.
struct AnalyzerRun {
  std::string name;
  std::string version;
  RunState state = RunState::ran;
  std::string reason;                    // empty when it ran; else why, with what to do
  std::uint32_t files = 0;               // looked at
  std::uint32_t milliseconds = 0;        // spent in it, summed over threads
  std::vector<std::string> not_checked;  // files or units that it left out, each "path: reason"
  std::string sandbox;                   // of a plugin: what was in force, in words; empty for gate's own
  std::vector<std::string> notes;        // further words for the reader: how its findings were filtered, what it logged
};

struct Facts {
  Change change;
  std::vector<Finding> findings;
  Evidence evidence;
  std::vector<AnalyzerRun> analyzers;
  History history;
  std::int64_t now = 0;  // seconds since the epoch
  bool hook = false;     // judged on a developer's machine before a push: no network, a budget
};

}  // namespace gate
