// Options of one analyzer or policy, checked against what it declares.
#pragma once

#include <vector>

#include "gate/config/node.h"
#include "gate/model/options.h"

namespace gate::config {

// The declared keys of `node`, complete with fallbacks; mistakes are reported to the node's list.
Json read_options(const Node& node, const std::vector<OptionSpec>& specs);

// Declarations of the same, as a JSON Schema object.
Json options_schema(const std::vector<OptionSpec>& specs);

}  // namespace gate::config
