// A threshold of risk as a configuration writes it: a percentile among the repository's own changes, or a probability.
#pragma once

#include <optional>
#include <string>

#include "gate/base/json.h"

namespace gate {

struct Band {
  bool percentile = false;
  double at = 0;  // 0..100 for a percentile, 0..1 for a probability
  bool operator==(const Band&) const = default;
};

// "p90" and "p99.5" are percentiles; 0.6, "0.6" and "60%" are probabilities. nullopt: none of these, or out of range.
std::optional<Band> band_from(const Json& value);

// "p90", "60%".
std::string to_string(const Band& band);

}  // namespace gate
