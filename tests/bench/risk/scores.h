// What a row of a table says of scored changes.
#pragma once

#include <span>
#include <vector>

#include "analyzers/risk/quality.h"
#include "analyzers/risk/training.h"

namespace gate::risk::bench {

std::vector<Judged> judge(std::span<const Example> examples, const Model& model);
// Lines added alone, calibrated by logistic regression of their logarithm on `learnt`: LApredict.
std::vector<Judged> judge_by_lines_added(std::span<const Example> learnt, std::span<const Example> examples);
double buggy_share(std::span<const Example> examples);

}  // namespace gate::risk::bench
