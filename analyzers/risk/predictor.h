// What stands behind a probability, whatever models it is made of: a function from rows to exact contributions, and the
// words that a report owes its reader about it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "analyzers/risk/model.h"

namespace gate::risk {

struct Predictor {
  std::function<Contributions(const Row&)> explain;
  std::string version;      // of the models, in words: "global 3f2a90c1b2d4, own 9c1e5a…"
  std::string calibration;  // how, and on what
  std::uint32_t labels = 0;  // of this repository that were learnt from

  // What explain() adds up to, for many rows: twenty times as fast. May be empty.
  std::function<double(const Row&)> score;

  double log_odds(const Row& row) const { return score ? score(row) : explain(row).log_odds(); }
  double probability(const Row& row) const { return probability_of(log_odds(row)); }
};

}  // namespace gate::risk
