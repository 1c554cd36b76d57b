// What the past says of a change, in words: the same in every report and ruling. Texts of others (paths, notes) stand
// in them as they are: a report escapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/history.h"

namespace gate {

// "0.34", "0.041" below a tenth: rounded down, so that no threshold seems reached that is not.
std::string probability_text(double probability);

// "92nd percentile", "99.5th percentile": rounded down to a tenth.
std::string percentile_text(double percentile);

// "+0.12", "-0.03".
std::string amount_text(double amount);

// "1,204 changes", "1 change".
std::string counted_text(std::uint64_t number, std::string_view noun);

// "probability 0.34, 92nd percentile of 1,204 changes"; the second part only where a percentile is known.
std::string risk_text(const RiskScore& risk);

// What the score rests on, in one line: "model global 1 (3f2a); calibrated: isotonic; 12,034 commits known before, 812
// labels of this repository learnt from".
std::string model_text(const RiskScore& risk);

// A sentence for each path, those with most incidents first: "`src/a.ts` was part of 3 incidents, last on 2026-03-02:
// checkout was down".
std::vector<std::string> incident_texts(const std::vector<PastIncident>& incidents);

}  // namespace gate
