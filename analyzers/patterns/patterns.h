// The analyzer `patterns`: rules in Semgrep's syntax, matched on the shared syntax trees.
#pragma once

#include "gate/analyzer.h"

namespace gate {

Analyzer patterns_analyzer();

}  // namespace gate
