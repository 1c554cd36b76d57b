// Within a project: learnt from the first 80 % of its labelled changes, tried on the last 20 %, with gate's own
// measures and words of the changes, with and without the message.
#pragma once

#include <span>
#include <string>

#include "gate/base/error.h"

namespace gate::risk::bench {

// Arguments: pairs REPOSITORY LABELS.csv[.gz].
Expected<void> run_within(std::span<char*> arguments);

}  // namespace gate::risk::bench
