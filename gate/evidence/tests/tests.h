// Test reports of other tools (JUnit, CTest, Go test JSON, TAP), merged.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/change.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate::evidence {

struct TestsRead {
  Tests tests;                          // all but what compare_tests sets
  std::vector<EvidenceSource> sources;  // kind "tests"
};

// `patterns` are globs below `root`. Never fails as a whole: an unreadable, empty or stale report is a source with a
// problem, and the policy decides. Also sets `weakened`, from the text of the change. Of failures the first 1,000 are
// described; all are in `results`.
TestsRead read_tests(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                     const Source& source, Deadline deadline);

// Names of tests that the change takes away where they stood, whether it deletes, renames or moves them: why a report
// may no longer know them.
std::vector<std::string> gone_tests(const Change& change, const Source& source, Deadline deadline);

// Sets new_failures, absent and newly_skipped of `now` against the results of an earlier run.
void compare_tests(Tests& now, const Tests& then);

// A test whose name holds one of `gone` as a word is not absent: the change explains it.
void explain_absent(Tests& tests, const std::vector<std::string>& gone);

// Without an earlier run every failure is new.
void compare_with_nothing(Tests& now);

}  // namespace gate::evidence
