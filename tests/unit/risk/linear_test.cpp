// The linear part: scaling, tf-idf, liblinear's optimum, exact contributions; and logistic regression of a few columns.
#include "analyzers/risk/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analyzers/risk/calibration.h"
#include "analyzers/risk/linear_training.h"
#include "analyzers/risk/model.h"

namespace gate::risk {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
using Tokens = std::vector<history::TokenCount>;

TEST(Linear, ScalesAndTakesUnknownValuesAsAverage) {
  const InputWeight input{.mean = 10, .deviation = 2, .weight = 3};
  EXPECT_DOUBLE_EQ(standardised(input, 12), 1);
  EXPECT_DOUBLE_EQ(standardised(input, kNan), 0);
  EXPECT_DOUBLE_EQ(standardised(input, 1e30f), kFarthest);
  EXPECT_DOUBLE_EQ(standardised({.mean = 10, .deviation = 0}, 12), 0);  // never varied
}

TEST(Linear, WeighsTokensByFrequencyAndRarity) {
  Linear linear{.idf_step = 0.5, .weight_step = 0.1};
  linear.tokens = {{3, 2, 10}, {7, 4, -20}};       // idf 1 and 2
  const Tokens tokens = {{1, 9}, {3, 1}, {7, 2}};  // 1 is not known
  const auto values = token_values(linear, tokens);
  ASSERT_EQ(values.size(), 2u);
  const double first = 1, second = (1 + std::log(2.0)) * 2, length = std::hypot(first, second);
  EXPECT_NEAR(values[0].value, first / length, 1e-12);
  EXPECT_NEAR(values[1].value, second / length, 1e-12);
  EXPECT_NEAR(score(linear, {}, tokens), (first * 1.0 - second * 2.0) / length, 1e-12);
  EXPECT_EQ(score(linear, {}, Tokens{{1, 9}}), 0);
}

TEST(Linear, BlocksOfTokensHaveLengthOneEach) {
  Linear linear{.idf_step = 1, .weight_step = 1};
  linear.tokens = {{3, 1, 1}, {4, 1, 1}, {100, 5, 1}};
  linear.blocks = {0, 50};
  const auto values = token_values(linear, Tokens{{3, 1}, {4, 1}, {100, 1}});
  EXPECT_NEAR(values[0].value, std::sqrt(0.5), 1e-12);
  EXPECT_NEAR(values[2].value, 1, 1e-12);
}

struct Data {
  Matrix inputs{2};
  std::vector<Tokens> tokens;
  std::vector<float> labels;
  LinearSample sample() const {
    LinearSample sample{&inputs, {0, 1}};
    sample.tokens.assign(tokens.begin(), tokens.end());
    sample.labels = labels;
    return sample;
  }
};

// Token 5 speaks for, 9 against; input 0 is for, input 1 is noise with unknowns.
Data random_data() {
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  Data data;
  for (int row = 0; row < 400; ++row) {
    const float one = normal(random);
    Tokens tokens = {{1, 1 + static_cast<std::uint32_t>(random() % 3)}};
    const bool good = random() % 2 == 0;
    tokens.push_back({good ? 9u : 5u, 1});
    if (row == 17) tokens.push_back({1000, 1});  // in one row only
    data.inputs.values.insert(data.inputs.values.end(), {100 + 20 * one, random() % 5 == 0 ? kNan : normal(random)});
    data.tokens.push_back(tokens);
    data.labels.push_back(one + (good ? -1 : 1) + normal(random) > 0 ? 1 : 0);
  }
  return data;
}

TEST(LinearTraining, FindsWhatTheLabelsDependOn) {
  const Data data = random_data();
  const auto linear = train_linear(data.sample(), {});
  ASSERT_TRUE(linear) << linear.error().text();
  EXPECT_NEAR(linear->inputs[0].mean, 100, 3);
  EXPECT_GT(linear->inputs[0].weight, 1);
  EXPECT_LT(std::abs(linear->inputs[1].weight), 0.4);
  ASSERT_EQ(linear->tokens.size(), 3u);  // not the one that a single row has
  EXPECT_GT(linear->tokens[1].weight, 0);
  EXPECT_LT(linear->tokens[2].weight, 0);
  EXPECT_EQ(*train_linear(data.sample(), {}), *linear);
}

// At the optimum of liblinear's objective, 1/2 |w|^2 + C * sum log(1 + exp(-y * score)), every weight is C times the
// sum of residuals times the value.
TEST(LinearTraining, IsAtTheOptimum) {
  const Data data = random_data();
  const LinearRecipe recipe{.c = 0.5, .precision = 1e-8, .input_scale = 0.3};
  const auto linear = train_linear(data.sample(), recipe);
  ASSERT_TRUE(linear);
  double intercept = 0, weight = 0;
  for (std::size_t row = 0; row < data.labels.size(); ++row) {
    const double p = probability_of(score(*linear, data.inputs.row(row), data.tokens[row]));
    intercept += recipe.c * (data.labels[row] - p);
    weight += recipe.c * (data.labels[row] - p) * recipe.input_scale *
              standardised(linear->inputs[0], data.inputs.row(row)[0]);
  }
  EXPECT_NEAR(linear->intercept, intercept, 1e-2);  // weights of tokens are rounded to 16 bits
  EXPECT_NEAR(linear->inputs[0].weight, recipe.input_scale * weight, 1e-2);
}

TEST(LinearTraining, LeavesOutRowsWithoutWeightAndRepeatsOthers) {
  const Data data = random_data();
  auto repeated = data.sample();
  repeated.weights.assign(data.labels.size(), 1);
  repeated.weights[0] = 0;
  const auto with = train_linear(repeated, {.tokens = false});
  ASSERT_TRUE(with);
  EXPECT_NE(*with, *train_linear(data.sample(), {.tokens = false}));
  auto same = data.sample();
  same.weights.assign(data.labels.size(), 1);
  EXPECT_EQ(*train_linear(same, {}), *train_linear(data.sample(), {}));
}

TEST(LinearTraining, RefusesWhatHasOneLabelOnly) {
  Data data = random_data();
  data.labels.assign(data.labels.size(), 1);
  const auto linear = train_linear(data.sample(), {});
  ASSERT_FALSE(linear);
  EXPECT_EQ(linear.error().kind, ErrorKind::not_found);
}

TEST(Linear, ContributionsAddUpToTheScore) {
  const Data data = random_data();
  const auto linear = train_linear(data.sample(), {});
  ASSERT_TRUE(linear);
  for (std::size_t row = 0; row < 20; ++row) {
    std::vector<double> sums(2);
    std::vector<std::pair<std::uint32_t, double>> tokens;
    double sum = add_contributions(*linear, data.inputs.row(row), data.tokens[row], 0.5, sums, tokens);
    sum += sums[0] + sums[1];
    for (const auto& [id, amount] : tokens) sum += amount;
    EXPECT_NEAR(sum, score(*linear, data.inputs.row(row), data.tokens[row]) / 2, 1e-12);
  }
}

TEST(Calibration, FitsKnownOdds) {
  // 1 of 4 at 0, 3 of 4 at 1: log-odds -log 3 and log 3.
  const std::vector<std::vector<double>> column = {{0, 0, 0, 0, 1, 1, 1, 1}};
  const std::vector<float> labels = {1, 0, 0, 0, 1, 1, 1, 0};
  const auto fitted = fit_logistic(column, labels, 0);
  EXPECT_NEAR(fitted.intercept, -std::log(3), 1e-6);
  EXPECT_NEAR(fitted.weights[0], 2 * std::log(3), 1e-6);
}

TEST(Calibration, KeepsTheGivenWeightsWhereTheRidgeIsFirm) {
  const std::vector<std::vector<double>> columns = {{0, 1, 2, 3, 4, 5}, {1, 0, 1, 0, 1, 1}};
  const std::vector<float> labels = {0, 0, 1, 0, 1, 1};
  const std::vector<double> towards = {0.5, 2};
  const auto firm = fit_logistic(columns, labels, 1e6, towards);
  EXPECT_NEAR(firm.weights[0], 0.5, 1e-3);
  EXPECT_NEAR(firm.weights[1], 2, 1e-3);
  EXPECT_GT(std::abs(fit_logistic(columns, labels, 0.1, towards).weights[1] - 2), 0.1);
}

TEST(Calibration, SeparableAndConstantColumnsStayFinite) {
  const std::vector<std::vector<double>> columns = {{0, 0, 1, 1}, {7, 7, 7, 7}};
  const std::vector<float> labels = {0, 0, 1, 1};
  const auto fitted = fit_logistic(columns, labels, 1e-3);
  EXPECT_TRUE(std::isfinite(fitted.intercept) && std::isfinite(fitted.weights[0]));
  EXPECT_NEAR(fitted.weights[1], 0, 1e-9);
  EXPECT_GT(fitted.weights[0], 1);
}

}  // namespace
}  // namespace gate::risk
