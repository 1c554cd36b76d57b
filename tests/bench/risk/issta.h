// The benchmark of "Deep Just-In-Time Defect Prediction: How Far Are We?" (Zeng et al., ISSTA 2021): six projects, the
// first 80 % of each to learn from and the last 20 % to score.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analyzers/risk/training.h"

namespace gate::risk::bench {

// Prints a row for each project and the means; `folder` holds issta21_PROJECT.csv.gz.
Expected<void> run_issta(const std::string& folder);

// The six tables by name, for what else is learnt from them.
Expected<std::vector<std::pair<std::string, std::vector<Example>>>> read_issta(const std::string& folder);

}  // namespace gate::risk::bench
