// Trees read from XGBoost predict and explain as XGBoost itself does.
#include "analyzers/risk/trees.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "analyzers/risk/tree_training.h"

namespace gate::risk {
namespace {

constexpr std::size_t kRows = 600, kColumns = 7;

// Numbers with ties and unknowns, and labels that depend on some of them together.
TreeSample random_sample() {
  std::mt19937 random(7);
  std::normal_distribution<float> normal;
  TreeSample sample;
  sample.inputs.columns = kColumns;
  for (std::size_t row = 0; row < kRows; ++row) {
    float values[kColumns];
    for (float& value : values) {
      value = random() % 6 == 0 ? std::numeric_limits<float>::quiet_NaN() : std::round(normal(random) * 8) / 4;
    }
    const float score =
        (std::isnan(values[0]) ? 1 : values[0]) * (std::isnan(values[1]) ? -1 : values[1]) + normal(random);
    sample.inputs.values.insert(sample.inputs.values.end(), values, values + kColumns);
    sample.labels.push_back(score > 0 ? 1 : 0);
    sample.weights.push_back(1 + static_cast<float>(random() % 3));
  }
  return sample;
}

// type 1: log-odds; 2: contributions of each input, and the bias.
std::vector<float> xgboost_says(const TreeLibrary& library, BoosterHandle booster, const Matrix& inputs, int type) {
  const auto data = tree_data(library, inputs);
  const std::string config =
      R"({"training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false, "type": )" +
      std::to_string(type) + "}";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* result = nullptr;
  EXPECT_EQ(library.predict(booster, data->get(), config.c_str(), &shape, &dimensions, &result), 0)
      << library.last_error();
  const auto size = std::accumulate(shape, shape + dimensions, bst_ulong{1}, std::multiplies<>());
  return {result, result + size};
}

struct Named {
  const char* name;
  TreeRecipe recipe;
};

class Trained : public testing::TestWithParam<Named> {};

TEST_P(Trained, PredictAndExplainAsXgboostDoes) {
  const auto library = TreeLibrary::open();
  ASSERT_TRUE(library) << library.error().text();
  const TreeSample sample = random_sample();
  const auto booster = boost(**library, sample, GetParam().recipe, 1);
  ASSERT_TRUE(booster) << booster.error().text();
  const auto trees = trees_of(**library, booster->get());
  ASSERT_TRUE(trees) << trees.error().text();
  const auto scores = xgboost_says(**library, booster->get(), sample.inputs, 1);
  const auto contributions = xgboost_says(**library, booster->get(), sample.inputs, 2);
  ASSERT_EQ(contributions.size(), kRows * (kColumns + 1));
  double spread = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    std::vector<double> sums(kColumns);
    const double bias = add_contributions(*trees, sample.inputs.row(row), 1, sums);
    ASSERT_NEAR(score(*trees, sample.inputs.row(row)), scores[row], 1e-5) << "row " << row;
    for (std::size_t column = 0; column < kColumns; ++column) {
      ASSERT_NEAR(sums[column], contributions[row * (kColumns + 1) + column], 1e-5)
          << "row " << row << " input " << column;
      spread += std::abs(sums[column]);
    }
    ASSERT_NEAR(bias, contributions[row * (kColumns + 1) + kColumns], 1e-5);
    ASSERT_NEAR(bias + std::accumulate(sums.begin(), sums.end(), 0.0), score(*trees, sample.inputs.row(row)), 1e-9);
  }
  EXPECT_GT(spread, 1);  // there was something to explain
}

INSTANTIATE_TEST_SUITE_P(
    Recipes, Trained,
    testing::Values(
        Named{"boosted", {.rounds = 40, .rate = 0.2, .depth = 5, .least_weight = 1, .columns_a_node = 0.7, .l2 = 1}},
        Named{"forest", {.rounds = 1, .trees_a_round = 30, .rate = 1, .depth = 12, .least_weight = 1, .l2 = 0.1}},
        Named{"stump", {.rounds = 1, .rate = 1, .depth = 1, .least_weight = 1, .columns_a_node = 1, .rows = 1}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(TreeTraining, SameSampleAndSeedGiveTheSameTrees) {
  const TreeSample sample = random_sample();
  const auto first = train_trees(sample, {.rounds = 20, .least_weight = 1}),
             second = train_trees(sample, {.rounds = 20, .least_weight = 1});
  const auto other = train_trees(sample, {.rounds = 20, .least_weight = 1, .seed = 2});
  ASSERT_TRUE(first && second && other);
  EXPECT_EQ(*first, *second);
  EXPECT_NE(*first, *other);
}

TEST(TreeTraining, RepeatsGiveTheMean) {
  const TreeSample sample = random_sample();
  const TreeRecipe recipe{.rounds = 10, .rate = 0.3, .least_weight = 1};
  TreeRecipe twice = recipe, next = recipe;
  twice.repeats = 2;
  next.seed = recipe.seed + 1;
  const auto both = train_trees(sample, twice), one = train_trees(sample, recipe), two = train_trees(sample, next);
  ASSERT_TRUE(both && one && two);
  for (std::size_t row = 0; row < 50; ++row) {
    const auto inputs = sample.inputs.row(row);
    EXPECT_NEAR(score(*both, inputs), (score(*one, inputs) + score(*two, inputs)) / 2, 1e-3);  // quantised
  }
}

TEST(TreeTraining, RisingInputsNeverLowerTheScore) {
  TreeSample sample = random_sample();
  sample.rising.assign(kColumns, 0);
  sample.rising[0] = 1;
  const auto trees = train_trees(sample, {.rounds = 40, .rate = 0.2, .least_weight = 1, .columns_a_node = 1, .l2 = 1});
  ASSERT_TRUE(trees);
  double gain = 0;
  for (std::size_t row = 0; row < kRows; ++row) {
    std::vector<float> inputs(sample.inputs.row(row).begin(), sample.inputs.row(row).end());
    double last = -1e9, first = 0;
    for (float value = -4; value <= 4; value += 0.25f) {
      inputs[0] = value;
      const double now = score(*trees, inputs);
      if (value == -4) first = now;
      ASSERT_GE(now, last - 1e-9);
      last = now;
    }
    gain += last - first;
  }
  EXPECT_GT(gain, 0);
}

// f(a, b) of one tree by the definition of Shapley values: averaged over the orders in which inputs become known.
TEST(Trees, ContributionsAreShapleyValues) {
  // a < 0 (left share .25): 4; else b < 1 (left share .5): 2, else 10.
  Tree tree;
  tree.nodes = {{.input = 0, .threshold = 0, .right = 2, .left_share = 0.25},
                {.value = 4},
                {.input = 1, .threshold = 1, .right = 4, .left_share = 0.5},
                {.value = 2},
                {.value = 10}};
  const Trees trees{{tree}, 0.5};
  const std::vector<float> inputs = {1, 5};
  std::vector<double> sums(2);
  const double bias = add_contributions(trees, inputs, 1, sums);
  // Nothing known: .25*4 + .75*(.5*2 + .5*10) = 5.5; a: 6; b: .25*4 + .75*10 = 8.5; both: 10.
  EXPECT_DOUBLE_EQ(bias, 5.5 + 0.5);
  EXPECT_DOUBLE_EQ(sums[0], ((6 - 5.5) + (10 - 8.5)) / 2);
  EXPECT_DOUBLE_EQ(sums[1], ((8.5 - 5.5) + (10 - 6)) / 2);
}

TEST(Trees, UnknownValuesGoWhereTheSplitSays) {
  Tree tree;
  tree.nodes = {{.input = 0, .unknown_left = true, .threshold = 0, .right = 2}, {.value = -1}, {.value = 1}};
  Trees trees{{tree}};
  const std::vector<float> unknown = {std::numeric_limits<float>::quiet_NaN()}, zero = {0};
  EXPECT_EQ(score(trees, unknown), -1);
  EXPECT_EQ(score(trees, zero), 1);  // not below the threshold
  trees.trees[0].nodes[0].unknown_left = false;
  EXPECT_EQ(score(trees, unknown), 1);
}

}  // namespace
}  // namespace gate::risk
