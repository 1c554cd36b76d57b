// The words for the rules of the syntax analyzer.
#pragma once

#include <vector>

#include "gate/analyzer.h"

namespace gate::syntax_check {

std::vector<Rule> rules();

}  // namespace gate::syntax_check
