// What a change does to tests, by its own text: tests that it deletes, and skips that it adds.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate::evidence {

struct Weakening {
  std::vector<Tests::Weakened> weakened;  // by path and line, the first 1,000
  std::vector<std::string> gone;          // names that no longer stand where they stood: deleted, renamed, moved
  std::vector<std::string> notes;         // files that could not be looked at
};

// Reads both sides of every changed file of a language that it knows (see source_tests.h). A test counts as moved when
// the change adds one of its name anywhere, and as renamed when it adds one with most of its lines.
Weakening find_weakened(const Change& change, const Source& source, Deadline deadline);

}  // namespace gate::evidence
