// One diagnostic of a worker's answer as a Finding.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gate/base/json.h"
#include "gate/model/finding.h"

namespace gate::clang {

using Tracked = std::function<bool(const std::string& path)>;

// Its place is that of the diagnostic, or, outside of the tracked files, the place in them that led there. An error
// without either stands at the file `unit`, since it stops the unit all the same; a warning without either is nullopt.
std::optional<Finding> finding_from(const Json& diagnostic, const std::string& unit, const Tracked& tracked);

bool is_error(const Json& diagnostic);

}  // namespace gate::clang
