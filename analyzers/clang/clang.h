// C and C++ as the compiler sees them: the translation units that a change touches, compiled on both sides by Clang 19
// in workers, by the project's own commands.
#pragma once

#include "gate/analyzer.h"

namespace gate {

Analyzer clang_analyzer();

}  // namespace gate
