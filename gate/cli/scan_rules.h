// Rules that the person at the keyboard names: read from the disk, whatever the repository's configuration says.
#pragma once

#include <string>
#include <vector>

#include "gate/ready.h"
#include "gate/trust.h"

namespace gate::cli {

// Makes `places` (files, folders, `builtin`) what `patterns.rules` names; none: as configured. Errors: usage (a place
// does not exist, or no rule file lies there).
Expected<void> use_rules(const std::vector<std::string>& places, Configurations& configurations);

// The rule files at those places; empty where none are named.
DataFiles rules_on_disk(const std::vector<std::string>& places);

}  // namespace gate::cli
