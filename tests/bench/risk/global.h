// The model that comes with gate: learnt from public tables of metrics and from histories that gate labels itself.
#pragma once

#include <span>
#include <string>

#include "gate/base/error.h"

namespace gate::risk::bench {

// Arguments: OUTPUT FOLDER (of the issta21 tables) REPOSITORY... Writes the model; the same input makes the same bytes.
Expected<void> make_global(std::span<char*> arguments);

// Arguments: FOLDER REPOSITORY... [-- REPOSITORY LABELS.csv ...]. Every project once left out of what the global model
// is learnt from, and scored from its first change on; those behind "--" by the labels of a table.
Expected<void> run_unseen(std::span<char*> arguments);

}  // namespace gate::risk::bench
