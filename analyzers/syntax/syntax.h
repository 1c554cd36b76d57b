// The analyzer `syntax`: what the change broke so that no parser reads it any more.
#pragma once

#include "gate/analyzer.h"

namespace gate {

Analyzer syntax_analyzer();

}  // namespace gate
