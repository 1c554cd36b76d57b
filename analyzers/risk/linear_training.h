// L2-regularised logistic regression over standardised inputs and tf-idf tokens, by liblinear's primal solver (Fan et
// al., "LIBLINEAR: A Library for Large Linear Classification", JMLR 9, 2008): deterministic, one thread.
#pragma once

#include <span>
#include <vector>

#include "analyzers/risk/linear.h"
#include "analyzers/risk/tree_library.h"
#include "gate/base/error.h"

namespace gate::risk {

struct LinearRecipe {
  double c = 1;             // the inverse of regularisation
  double precision = 0.01;  // where the solver stops
  bool inputs = true;       // of the model
  bool tokens = true;
  double input_scale = 1;            // of standardised inputs beside tokens of length 1: smaller is more regularised
  std::uint32_t least_rows = 2;      // that a token must be in
  std::uint32_t most_rows = 30'000;  // the newest ones; tokens of so many take some 200 MB
  std::vector<std::uint32_t> blocks = {0};
};

struct LinearSample {
  const Matrix* inputs = nullptr;
  std::vector<std::size_t> columns;                          // of the inputs those that are used
  std::vector<std::span<const history::TokenCount>> tokens;  // a row each; empty: none
  std::vector<float> labels;                                 // 0 or 1
  std::vector<float> weights;  // whole numbers of repetition, at most 255; 0 leaves a row out. Empty: all 1
};

// The result is quantised: what it gives is what it gives when written and read.
Expected<Linear> train_linear(const LinearSample& sample, const LinearRecipe& recipe);

}  // namespace gate::risk
