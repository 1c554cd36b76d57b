// Where a change stands on the scale of the configuration's bands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/model/band.h"
#include "gate/model/facts.h"
#include "gate/model/options.h"

namespace gate::bands {

// The risk as the policy counts it: with what critical paths and assistants put on top.
struct Position {
  double probability = 0;
  std::optional<double> percentile;  // none: too few changes of the repository are known
  double points = 0;                 // on top: percentile points, and as many hundredths of probability
  std::vector<std::string> reasons;  // a sentence for each of them

  // nullopt: the band is a percentile, and none is known.
  std::optional<bool> reaches(const Band& band) const;
};

Position position(const Facts& facts, const Options& options);

// What an option asks at a band.
struct Step {
  Band band;
  Json asked;
};

// The entries of an option of type by_band, percentiles before probabilities, each ascending.
std::vector<Step> steps(const Options& options, const char* name);

// Of those, what the position reaches.
std::vector<Step> reached(const Position& position, const Options& options, const char* name);

// Whether `a` stands before `b` in a list of bands.
bool comes_before(const Band& a, const Band& b);

}  // namespace gate::bands
