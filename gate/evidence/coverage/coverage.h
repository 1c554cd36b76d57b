// Coverage reports of other tools (LCOV tracefiles, Cobertura XML), merged and reduced to the files of a change.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate::evidence {

// One entry of `evidence.coverage`.
struct CoverageInput {
  std::vector<std::string> files;  // globs below `root`
  std::string strip;               // prefix removed from the report's paths
  std::string prefix;              // put before them afterwards
};

struct CoverageRead {
  Coverage coverage;
  std::vector<EvidenceSource> sources;
};

// Never fails as a whole: an unreadable or malformed report is a source with a problem, and the policy decides.
CoverageRead read_coverage(const std::vector<CoverageInput>& inputs, const std::string& root, const Change& change,
                           const Source& source, Deadline deadline);

}  // namespace gate::evidence
