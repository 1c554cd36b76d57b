// Contributions in words: measures that say the same thing are one reason, with what was seen and by how much it moved
// the probability.
#pragma once

#include <string>
#include <vector>

#include "analyzers/risk/model.h"
#include "gate/history/past.h"
#include "gate/model/history.h"

namespace gate::risk {

// What sentences need beyond the numbers.
struct Circumstances {
  std::vector<std::string> new_subsystems;  // top folders that the author has not changed before
  std::vector<std::string> missing_partners;
  std::vector<std::string> telling_words;  // tokens that weigh most, in the direction of their sum
};

// Largest amount first, up to `most`; what is left is summed up in one more. All amounts and `base` (the probability of
// an average change) add up to the probability.
std::vector<RiskReason> reasons_of(const Contributions& contributions, const Row& row,
                                   const Circumstances& circumstances, std::size_t most);

// Measures of the row that are not known though they could be: "lines_added".
std::vector<std::string> unknown_measures(const history::Metrics& metrics);

}  // namespace gate::risk
