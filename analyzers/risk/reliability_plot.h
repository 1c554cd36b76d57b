// A reliability diagram as one SVG file: what was said against what was seen, with the number of changes in each bin.
#pragma once

#include <span>
#include <string>

#include "analyzers/risk/quality.h"

namespace gate::risk {

// Nothing but the file itself is needed to show it: it has its own colours for light and dark surroundings, and a title
// and a description for readers that do not see it. `title` may hold any text. The same bins make the same bytes.
std::string reliability_plot(std::span<const ReliabilityBin> bins, const std::string& title);

}  // namespace gate::risk
