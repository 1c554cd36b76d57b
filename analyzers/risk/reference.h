// How the recent changes of a repository score: what a percentile is relative to.
#pragma once

#include <optional>
#include <vector>

#include "analyzers/risk/predictor.h"
#include "gate/base/deadline.h"
#include "gate/history/index.h"

namespace gate::risk {

inline constexpr std::size_t kReferenceCommits = 2'560;  // merges, which do not count, included
inline constexpr std::size_t kLeastReference = 100;      // fewer say nothing

// Log-odds, ascending. Empty when there are too few.
using Reference = std::vector<float>;

// Of the changes among the last commits up to a round number of them, so that the answer does not depend on when it was
// asked first; remembered in the index by model. ErrorKind::limit when the deadline came before it was known.
Expected<Reference> reference_of(history::Index& index, const history::Line& line, const Predictor& predictor,
                                 const Deadline& deadline);

// Share of the reference below these log-odds, in percent; ties count half. Nothing for an empty reference.
std::optional<double> percentile(const Reference& reference, double log_odds);

}  // namespace gate::risk
