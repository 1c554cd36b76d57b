// Growing trees with XGBoost (Chen and Guestrin, KDD 2016): boosted ones, forests, and boosted forests.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analyzers/risk/tree_library.h"
#include "analyzers/risk/trees.h"
#include "gate/base/error.h"

namespace gate::risk {

// Of XGBoost's parameters those that matter here, by what they mean.
struct TreeRecipe {
  std::uint32_t rounds = 300;
  std::uint32_t trees_a_round = 1;  // with one round and rate 1: a random forest
  double rate = 0.03;
  std::uint32_t depth = 4;      // at most kDeepestTree
  double least_weight = 10;     // of a leaf: the sum of p * (1 - p) of its rows
  double columns_a_node = 0.2;  // share of inputs tried at each split
  double rows = 0.6;            // share of rows for each tree
  double l2 = 20;               // on leaves
  std::uint32_t bins = 64;
  std::uint32_t seed = 1;
  std::uint32_t repeats = 1;  // the mean of as many trainings with seeds from `seed` on
};

struct TreeSample {
  Matrix inputs;
  std::vector<float> labels;        // 0 or 1, a row each
  std::vector<float> weights;       // empty: all 1
  std::vector<float> offsets;       // log-odds that are known of a row before any tree; empty: none
  std::vector<std::int8_t> rising;  // of each input: 1 where the score may only rise with it; empty: none
};

// One thread and a fixed seed: the same sample and recipe give the same trees. They are quantised.
Expected<Trees> train_trees(const TreeSample& sample, const TreeRecipe& recipe);

// The steps of it, for tests that compare with XGBoost itself.
Expected<Booster> boost(const TreeLibrary& library, const TreeSample& sample, const TreeRecipe& recipe,
                        std::uint32_t seed);
Expected<Trees> trees_of(const TreeLibrary& library, BoosterHandle booster);

}  // namespace gate::risk
