// The analyzer `risk`: how likely is this change to break production, by the repository's past.
#pragma once

#include "gate/analyzer.h"

namespace gate {

Analyzer risk_analyzer();

}  // namespace gate
