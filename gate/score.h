// Runs the scorers, after all analyzers and with their findings.
#pragma once

#include "gate/base/deadline.h"
#include "gate/git/repository.h"
#include "gate/model/facts.h"
#include "gate/model/source.h"
#include "gate/trust.h"

namespace gate {

// Adds to `facts` what scorers say of the change, and how they fared. One that fails is a state, never a lost verdict.
void score(Facts& facts, const Source& source, const git::Repository& repository, const Configurations& configurations,
           Deadline deadline);

}  // namespace gate
