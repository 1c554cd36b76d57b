// The pipeline: one change in, one verdict out.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/git/repository.h"
#include "gate/model/verdict.h"
#include "gate/scope/scope.h"
#include "gate/trust.h"

namespace gate {

struct RunOptions {
  git::OpenOptions repository;
  git::Selection selection;
  std::string config_file;                  // --config FILE instead of the policy commit's .gate.yml; empty: none
  std::vector<std::string> coverage_files;  // --coverage FILE, besides the configured ones
  std::vector<std::string> test_files;      // --tests FILE
  std::vector<std::string> sarif_files;     // --sarif FILE
  std::string approvals_file;               // --approvals FILE
  std::string ledger;                       // --ledger PATH or "none"; empty: as configured
  bool hook = false;                        // pre-push: no network, no git commands, the hook's budget
  std::chrono::milliseconds hook_spent{0};  // of the hook's budget, by refs of the same push that were judged before
  std::string head_name;                    // what a person calls the head; empty: as selected
  bool dry_run = false;                     // exit 0 whatever the verdict
  std::string skip_reason;                  // GATE_SKIP in a hook: exit 0 with this reason on record
  bool fail_on_warn = false;                // --fail-on warn
  std::string executable;                   // gate's own path, for workers
  std::function<void(const std::string&)> progress;  // a stage begins; may be empty
  std::int64_t now = 0;                              // seconds since the epoch
};

// Levels and baseline as the configurations have them.
scope::Settings scope_settings(const Configurations& configurations);

// Errors are those of usage, configuration and the repository; whatever can be ruled on is in the verdict.
Expected<Verdict> run(const RunOptions& options);

}  // namespace gate
