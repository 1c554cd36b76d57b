// Which models speak for a repository: the one that comes with gate, and the repository's own by its labels.
#pragma once

#include <memory>
#include <optional>

#include "analyzers/risk/predictor.h"

namespace gate::risk {

inline constexpr std::string_view kOwnModelPath = ".gate/risk.model";  // read from the policy commit

// Labels at which the own model counts as much as the global one.
inline constexpr double kHalfTrust = 400;

// `own` may be null.
Predictor make_predictor(std::shared_ptr<const Model> own);

}  // namespace gate::risk
