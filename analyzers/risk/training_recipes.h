// The recipes that were measured best (PERFORMANCE: tests/bench/risk prints the figures).
#pragma once

#include "analyzers/risk/training.h"

namespace gate::risk {

// Boosted trees over the inputs, rising with lines added, starting from each project's rate, newer changes counting
// more: what a repository's own past is learnt with where there are no tokens.
Recipe boosted_recipe(std::vector<Input> inputs);

// Boosted trees for projects never seen: every row counts the same, only measures that mean the same everywhere.
Recipe global_recipe(std::vector<Input> inputs);

// Boosted trees and a linear model over tokens and metrics, blended: what a repository's own past is learnt with.
Recipe token_recipe(std::vector<Input> inputs);

// Every measure but those that only ever grow with a repository's age: they tell the time, and mislead later.
std::vector<Input> repository_inputs();

// kamei_inputs() and kamei_relations().
std::vector<Input> classic_inputs();

// What means the same in every project: classic_inputs() and gate's own measures, but for absolute experience.
std::vector<Input> global_inputs();

}  // namespace gate::risk
