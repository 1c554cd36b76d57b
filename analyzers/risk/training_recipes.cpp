#include "analyzers/risk/training_recipes.h"

#include <algorithm>
#include <array>

#include "gate/history/tokens.h"

namespace gate::risk {
namespace {

using history::Metric;

Recipe base_recipe(std::vector<Input> inputs) {
  Recipe recipe;
  recipe.inputs = std::move(inputs);
  recipe.rising = {{Form::log, Metric::lines_added}};
  return recipe;
}

}  // namespace

Recipe boosted_recipe(std::vector<Input> inputs) {
  Recipe recipe = base_recipe(std::move(inputs));
  recipe.parts = {{.name = "trees", .learner = TreeRecipe{.depth = 5, .repeats = 3}, .halvings = 1}};
  recipe.other_weight = 0.05;
  return recipe;
}

Recipe global_recipe(std::vector<Input> inputs) {
  Recipe recipe = base_recipe(std::move(inputs));
  recipe.name = "global";
  recipe.parts = {{.name = "trees", .learner = TreeRecipe{.rounds = 200, .depth = 6}}};
  recipe.other_weight = 1;
  return recipe;
}

Recipe token_recipe(std::vector<Input> inputs) {
  Recipe recipe = base_recipe(std::move(inputs));
  recipe.parts = {{.name = "words",
                   .weight = 0.6,
                   .learner = LinearRecipe{.c = 2, .input_scale = 0.03, .blocks = {0, history::kPathTokens}},
                   .others = false},
                  {.name = "trees", .weight = 0.4, .learner = TreeRecipe{.rounds = 250, .repeats = 3}, .halvings = 1}};
  return recipe;
}

std::vector<Input> repository_inputs() {
  static constexpr std::array kGrowing = {
      Metric::author_changes, Metric::prior_changes,         Metric::author_tenure_days,
      Metric::developers,     Metric::lines_before_per_file, Metric::youngest_file_days,
      Metric::owners};
  auto inputs = metric_inputs();
  std::erase_if(inputs, [](const Input& input) { return std::ranges::find(kGrowing, input.first) != kGrowing.end(); });
  return inputs;
}

std::vector<Input> classic_inputs() {
  auto inputs = kamei_inputs();
  const auto relations = kamei_relations();
  inputs.insert(inputs.end(), relations.begin(), relations.end());
  return inputs;
}

std::vector<Input> global_inputs() {
  auto inputs = classic_inputs();
  for (const Input& input : metric_inputs())
    if (std::ranges::find(inputs, input) == inputs.end()) inputs.push_back(input);
  return inputs;
}

}  // namespace gate::risk
