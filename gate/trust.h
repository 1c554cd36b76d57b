// Which configuration judges: the policy commit's, and the change's own where that is stricter. The change cannot
// loosen the gate that judges it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/base/error.h"
#include "gate/config/config.h"
#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"

namespace gate {

struct Configurations {
  config::Config policy;                // rules in force
  std::optional<config::Config> head;   // what the change makes of them, when it edits them
  std::vector<std::string> baseline;    // fingerprints accepted by the policy commit
  std::vector<Finding> edits;           // one a file of the gate's own that the change touches
  std::vector<PluginSpec> new_plugins;  // only the change's configuration has them, or has them so: never run
  std::vector<std::string> notes;

  // Off only where both say off.
  bool enabled(const std::string& analyzer) const;
  // Excluded only where both exclude it.
  bool excluded(std::string_view path) const;
  // Either asks for this policy.
  bool judges(const std::string& policy_name) const;
};

// Reads `.gate.yml` (or `config_file` from disk, when given) and `.gate/baseline.json`. A policy commit without
// configuration means the built-in defaults; a malformed one is an error; a malformed one in head only is an error too.
Expected<Configurations> load_configurations(const Change& change, const Source& source, const config::Schema& schema,
                                             const std::string& config_file);

// Reports of tests were named on the command line: the policy `tests` judges them (config::judge_tests).
void expect_tests(Configurations& configurations);

// Everything that may be configured, from the lists of analyzers and policies.
config::Schema config_schema();

}  // namespace gate
