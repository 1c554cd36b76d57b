// Evidence for a change: asks the readers and forges that the configuration needs, and nobody else.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/evidence/sarif/sarif.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"
#include "gate/trust.h"

namespace gate {

struct GatherOptions {
  std::string root;                         // where report globs are looked for
  std::vector<std::string> coverage_files;  // from the command line, besides the configured ones
  std::vector<std::string> test_files;
  std::vector<std::string> sarif_files;
  std::string approvals_file;
  bool hook = false;  // no network, nothing outside of the repository
  Environment env = process_environment();
  Deadline deadline = Deadline::never();
};

// Findings that other tools wrote down as SARIF, before scope has settled which of them are new.
evidence::SarifRead gather_findings(const Change& change, const Source& source, const Configurations& configurations,
                                    const GatherOptions& options);

// An approvals file that was named and cannot be read is an error; everything else that is missing is evidence of its
// own kind (a source with a problem), for the policies to judge.
Expected<Evidence> gather(const Change& change, const Source& source, const Configurations& configurations,
                          const GatherOptions& options);

}  // namespace gate
