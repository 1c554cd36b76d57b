// Learning a model from labelled changes in the order of time, and the recipes that were measured best.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "analyzers/risk/linear_training.h"
#include "analyzers/risk/model.h"
#include "analyzers/risk/tree_training.h"
#include "gate/base/error.h"

namespace gate::risk {

struct Example {
  Row row;
  bool buggy = false;
  double weight = 1;          // 0 leaves it out; linear parts take all others alike
  std::int64_t time = 0;      // seconds since the epoch
  std::uint32_t project = 0;  // 0: the repository that the model is for; others help
};

struct PartRecipe {
  std::string name;
  double weight = 1;  // in the blend, of its scores brought to deviation 1; relative to the other parts'
  std::variant<LinearRecipe, TreeRecipe> learner;
  std::vector<Input> inputs;      // of the recipe those that this part sees; empty: all
  bool others = true;             // learns from other projects too
  double halvings = 0;            // of a row's weight from the repository's newest to its oldest row (trees only)
  std::uint32_t rate_window = 0;  // rows on either side that tell the share of buggy ones where a row stands, from
                                  // which trees start; 0: the project's share
};

struct Recipe {
  std::vector<Input> inputs;
  std::vector<Input> rising;  // of them those with which trees may only rise
  std::vector<PartRecipe> parts;
  double other_weight = 0.1;  // of rows of other projects, times their own weight
  std::uint32_t windows = 4;  // in time, each scored by what was learnt from all before it
  double first_window = 0.4;  // where they begin, as a share of the rows
  double ridge = 100;         // how firmly the parts keep the weights given here; they are learnt beyond that
  // The rate of buggy changes that the model is calibrated for. Without one: the least of that of all rows and of the
  // newest ones, because what the youngest break is not known yet, and rates that fall have mostly kept falling.
  std::optional<double> rate;
  std::string name = "own", provenance, licence;
};

// Examples ascend by time. The blend is learnt on scores of changes later than what each score was learnt from
// (expanding windows), so that it is honest about the future; the parts are then learnt from everything.
// ErrorKind::not_found when there is too little to learn from, ErrorKind::unavailable when a library is missing.
Expected<Model> train(std::span<const Example> examples, const Recipe& recipe);

// The least that train() takes.
inline constexpr std::size_t kLeastExamples = 100, kLeastOfEach = 10;

}  // namespace gate::risk
