// Findings that other tools wrote down as SARIF 2.1.0.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"
#include "gate/model/verdict.h"

namespace gate::evidence {

struct SarifRead {
  // For Sides::after_alone: rule is "TOOL/RULE", `state` says what baselineState said, `suppressed` what `suppressions`
  // did.
  std::vector<Finding> findings;
  std::vector<RuleInfo> rules;
  std::vector<EvidenceSource> sources;  // kind "sarif"
  std::vector<ToolVersion> tools;       // that wrote them, as they call themselves
  std::vector<std::string> notes;       // one a report: what it held and what of it was left out
};

// `patterns` are globs below `root`. Never fails as a whole: a report that is missing, unreadable, without runs, older
// than head, part of the change, or of a tool that says it failed is a source with a problem, and the policy decides.
// Of a report older than head no findings are taken: its lines are of another version.
//
// A path is that of the head tree which it names below the checkout or below the repository's root; failing that, below
// a folder around the report, or the only file of the tree that shares its end, and a note says so. Files are read up
// to 256 MiB, and at most 100,000 findings are taken.
SarifRead read_sarif(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                     const Source& source, Deadline deadline);

}  // namespace gate::evidence
