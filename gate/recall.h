// What the ledger remembers of earlier runs, as evidence: the tests that this run's are compared with.
#pragma once

#include <string>

#include "gate/base/deadline.h"
#include "gate/git/repository.h"
#include "gate/model/evidence.h"
#include "gate/model/source.h"

namespace gate {

// Compares `tests` with those of the nearest recorded run of what the change is built on: of the base, else of a commit
// before it on its first-parent line (of the same commit, or of the same files under another id, as a squash makes
// them). Runs of anything else never serve, this change's own earlier ones above all: their failures would excuse
// themselves. Where there is none, every failure is new. `ledger` is as configured; nothing is created or written.
void recall_tests(Tests& tests, const Change& change, const Source& source, const git::Repository& repository,
                  const std::string& ledger, Deadline deadline);

}  // namespace gate
