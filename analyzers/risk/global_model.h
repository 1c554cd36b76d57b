// The model that comes with gate: learnt from many projects, for repositories that have no labels of their own yet.
// How it was made, from what, and under which licence: analyzers/risk/global/README.md.
#pragma once

#include "analyzers/risk/model.h"

namespace gate::risk {

// Read once a process, on first use.
const Model& global_model();

}  // namespace gate::risk
