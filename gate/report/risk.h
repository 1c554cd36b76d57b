// The section "Risk" of reports for people: what the past says of the change, as lists of sentences.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gate/model/history.h"

namespace gate::report {

// Whether the risk was asked for, or an incident is known: else no report says anything.
bool was_asked(const History& history);

// At most `most` items of each list.
struct RiskList {
  std::string title;  // "What would lower it"
  std::vector<std::string> items;
  std::size_t left_out = 0;
};

// Texts of others stand in it as they are, what is code between backticks: the report escapes.
struct RiskWords {
  std::string headline;         // "probability 0.34, 92nd percentile of 1,204 changes; ...", or why it is not known
  std::vector<RiskList> lists;  // none of them empty
  std::string model;            // model and calibration; empty when the risk is not known
};

RiskWords risk_words(const History& history, std::size_t most);

}  // namespace gate::report
