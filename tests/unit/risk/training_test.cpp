// Learning end to end, on changes whose law is known.
#include "analyzers/risk/training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "analyzers/risk/model_file.h"
#include "analyzers/risk/quality.h"
#include "analyzers/risk/training_recipes.h"

namespace gate::risk {
namespace {

using history::Metric;

// Large changes and token 50 break things; after half of the time half as often.
std::vector<Example> changes(std::size_t count, std::uint32_t seed = 5) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Example> all;
  for (std::size_t i = 0; i < count; ++i) {
    Example example{.time = 1'600'000'000 + static_cast<std::int64_t>(i) * 3600};
    const double size = normal(random);
    const bool word = random() % 3 == 0;
    example.row.metrics[Metric::lines_added] = std::floor(std::exp(3 + size));
    example.row.metrics[Metric::lines_removed] = static_cast<double>(random() % 20);
    example.row.metrics[Metric::files] = static_cast<double>(1 + random() % 4);
    if (random() % 4 == 0) example.row.metrics[Metric::age_days] = static_cast<double>(random() % 100);
    example.row.tokens = {{static_cast<std::uint32_t>(random() % 40), 1}};
    if (word) example.row.tokens.push_back({50, 2});
    const double drift = 2 * i < count ? 0 : -1;
    example.buggy =
        std::generate_canonical<double, 32>(random) < probability_of(1.5 * size + (word ? 1 : -0.5) - 1 + drift);
    all.push_back(std::move(example));
  }
  return all;
}

std::vector<Judged> judged(const Model& model, std::span<const Example> examples) {
  std::vector<Judged> all;
  for (const Example& example : examples) {
    all.push_back({probability_of(log_odds(model, example.row)), example.buggy, 1});
  }
  return all;
}

Recipe quick(Recipe recipe) {
  for (PartRecipe& part : recipe.parts) {
    if (auto* trees = std::get_if<TreeRecipe>(&part.learner)) {
      trees->rounds = 60;
      trees->rate = 0.1;
      trees->repeats = 1;
    }
  }
  return recipe;
}

Recipe linear_alone() {
  Recipe recipe{.inputs = classic_inputs()};
  recipe.parts = {{.name = "words", .learner = LinearRecipe{}}};
  return recipe;
}

Recipe all_three() {
  Recipe recipe = quick(token_recipe(classic_inputs()));
  recipe.parts.push_back(
      {.name = "forest",
       .weight = 0.25,
       .learner = TreeRecipe{.rounds = 1, .trees_a_round = 50, .rate = 1, .depth = 10, .least_weight = 2}});
  return recipe;
}

struct Named {
  const char* name;
  Recipe recipe;
  double least_area;  // of the chance at 0.5; the law itself reaches 0.86 and without the token 0.83
};

class Recipes : public testing::TestWithParam<Named> {};

TEST_P(Recipes, LearnAndAreCalibrated) {
  const auto all = changes(3000);
  const std::span learnt = std::span(all).first(2400), later = std::span(all).subspan(2400);
  const auto model = train(learnt, GetParam().recipe);
  ASSERT_TRUE(model) << model.error().text();
  const auto scored = judged(*model, later);
  EXPECT_GT(area_under_curve(scored), GetParam().least_area);
  EXPECT_LT(brier_score(scored), 0.9 * brier_of_rate(model->base_rate, scored));
  EXPECT_LT(calibration_error(reliability(scored)), 0.08);
  EXPECT_EQ(model->rows, 2400u);
  EXPECT_EQ(model->quantiles.size(), 101u);
  EXPECT_LE(write_model(*model).size(), 3u << 20);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(explain(*model, later[i].row).log_odds(), log_odds(*model, later[i].row), 1e-9);
  }
}

TEST_P(Recipes, GiveTheSameBytesAgain) {
  const auto all = changes(400);
  const auto first = train(all, GetParam().recipe), second = train(all, GetParam().recipe);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(write_model(*first), write_model(*second));
  EXPECT_EQ(first->version.size(), 12u);
}

INSTANTIATE_TEST_SUITE_P(All, Recipes,
                         testing::Values(Named{"linear", linear_alone(), 0.82},
                                         Named{"boosted", quick(boosted_recipe(classic_inputs())), 0.77},
                                         Named{"global", quick(global_recipe(classic_inputs())), 0.77},
                                         Named{"tokens", quick(token_recipe(classic_inputs())), 0.82},
                                         Named{"forest", all_three(), 0.82}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Training, IsCalibratedForRatesThatFell) {
  const auto all = changes(3000);
  const auto model = train(all, linear_alone());
  ASSERT_TRUE(model);
  const double early =
      2.0 * static_cast<double>(std::ranges::count(std::span(all).first(1500), true, &Example::buggy)) / 3000;
  const double late =
      2.0 * static_cast<double>(std::ranges::count(std::span(all).last(1500), true, &Example::buggy)) / 3000;
  EXPECT_LT(model->base_rate, late + 0.02);
  EXPECT_LT(model->base_rate, early - 0.05);
  auto given = linear_alone();
  given.rate = 0.5;
  const auto half = train(all, given);
  ASSERT_TRUE(half);
  EXPECT_EQ(half->base_rate, 0.5);
  const auto mean_of_newest = [&](const Model& learnt) {
    double sum = 0;
    for (const Example& example : std::span(all).last(450)) sum += probability_of(log_odds(learnt, example.row));
    return sum / 450;
  };
  EXPECT_NEAR(mean_of_newest(*model), model->base_rate, 0.03);
  EXPECT_NEAR(mean_of_newest(*half), 0.5, 0.03);
}

TEST(Training, OtherProjectsHelpAndAreNotCounted) {
  auto all = changes(300);
  for (Example& example : changes(2000, 9)) {
    example.project = 1;
    all.push_back(example);
  }
  std::ranges::sort(all, {}, [](const Example& example) { return std::pair(example.time, example.project); });
  const auto model = train(all, quick(boosted_recipe(classic_inputs())));
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_EQ(model->rows, 300u);
}

TEST(Training, RowsWithoutWeightDoNotCount) {
  auto all = changes(500);
  const auto before = train(all, linear_alone());
  for (std::size_t i = 400; i < 500; ++i) {
    all[i].weight = 0;
    all[i].buggy = !all[i].buggy;
  }
  auto same = all;
  for (std::size_t i = 400; i < 500; ++i) same[i].buggy = !same[i].buggy;
  const auto first = train(all, quick(boosted_recipe(classic_inputs()))),
             second = train(same, quick(boosted_recipe(classic_inputs())));
  ASSERT_TRUE(before && first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(first->rows, 400u);
}

// What the oldest half says of token 50 is the contrary of the truth.
TEST(Training, LinearPartsLearnFromTheNewestRowsOnly) {
  auto all = changes(2000);
  for (std::size_t i = 0; i < 1000; ++i) all[i].buggy = all[i].row.tokens.size() == 1;
  Recipe recipe = linear_alone();
  recipe.first_window = 0.8;
  const auto weight_of_50 = [](const Model& model) {
    const auto& tokens = std::get<Linear>(model.parts[0].learner).tokens;
    const auto found = std::ranges::find(tokens, 50u, &TokenWeight::id);
    return found == tokens.end() ? 0 : static_cast<int>(found->weight);
  };
  const auto every = train(all, recipe);
  std::get<LinearRecipe>(recipe.parts[0].learner).most_rows = 500;
  const auto newest = train(all, recipe);
  ASSERT_TRUE(every && newest);
  EXPECT_LT(weight_of_50(*every), 0);
  EXPECT_GT(weight_of_50(*newest), 0);
}

TEST(Training, SaysWhenThereIsTooLittle) {
  for (std::size_t count : {std::size_t{0}, std::size_t{50}}) {
    const auto model = train(changes(count), linear_alone());
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().kind, ErrorKind::not_found);
    EXPECT_THAT(model.error().text(), testing::HasSubstr("too few to learn from"));
  }
  auto clean = changes(500);
  for (Example& example : clean) example.buggy = false;
  EXPECT_FALSE(train(clean, linear_alone()));
}

}  // namespace
}  // namespace gate::risk
