// One part of a recipe learnt from some of the examples.
#pragma once

#include <span>

#include "analyzers/risk/training.h"

namespace gate::risk {

// Inputs of all examples, computed once.
Matrix inputs_of(std::span<const Example> examples, std::span<const Input> inputs);

// From the first `count` examples; `matrix` has a row for each of them at least.
Expected<Part> train_part(std::span<const Example> examples, std::size_t count, const Matrix& matrix,
                          const Recipe& recipe, const PartRecipe& part);

}  // namespace gate::risk
