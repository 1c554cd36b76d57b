#include "analyzers/risk/tree_training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gate/base/json.h"

namespace gate::risk {
namespace {

std::vector<std::pair<std::string, std::string>> parameters(const TreeSample& sample, const TreeRecipe& recipe,
                                                            std::uint32_t seed) {
  std::vector<std::pair<std::string, std::string>> all = {
      {"nthread", "1"},
      {"verbosity", "0"},
      {"objective", "binary:logistic"},
      {"base_score", "0.5"},
      {"tree_method", "hist"},
      {"seed", std::to_string(seed)},
      {"num_parallel_tree", std::to_string(recipe.trees_a_round)},
      {"eta", fmt::format("{}", recipe.rate)},
      {"max_depth", std::to_string(std::min<std::size_t>(recipe.depth, kDeepestTree))},
      {"min_child_weight", fmt::format("{}", recipe.least_weight)},
      {"colsample_bynode", fmt::format("{}", recipe.columns_a_node)},
      {"subsample", fmt::format("{}", recipe.rows)},
      {"reg_lambda", fmt::format("{}", recipe.l2)},
      {"max_bin", std::to_string(recipe.bins)},
  };
  if (!sample.rising.empty())
    all.emplace_back("monotone_constraints", fmt::format("({})", fmt::join(sample.rising, ",")));
  return all;
}

Expected<TreeData> training_data(const TreeLibrary& library, const TreeSample& sample) {
  auto data = tree_data(library, sample.inputs);
  if (!data) return data;
  const std::pair<const char*, const std::vector<float>*> columns[] = {
      {"label", &sample.labels}, {"weight", &sample.weights}, {"base_margin", &sample.offsets}};
  for (const auto& [name, values] : columns) {
    if (!values->empty() && library.set_info(data->get(), name, values->data(), values->size()) != 0) {
      return library.error(std::string("take the column '") + name + "'");
    }
  }
  return data;
}

// A node of XGBoost's arrays and, below it, all others, in preorder.
class TreeReader {
 public:
  explicit TreeReader(const Json& json)
      : left_(json.at("left_children").get<std::vector<std::int64_t>>()),
        right_(json.at("right_children").get<std::vector<std::int64_t>>()),
        inputs_(json.at("split_indices").get<std::vector<std::uint16_t>>()),
        values_(json.at("split_conditions").get<std::vector<float>>()),
        unknown_left_(json.at("default_left").get<std::vector<int>>()),
        cover_(json.at("sum_hessian").get<std::vector<double>>()) {}

  std::size_t read(std::size_t from, Tree& tree) const {
    const std::size_t at = tree.nodes.size();
    tree.nodes.emplace_back();
    if (left_.at(from) < 0) {
      tree.nodes[at].value = values_.at(from);
      return at;
    }
    const auto left = static_cast<std::size_t>(left_[from]), right = static_cast<std::size_t>(right_.at(from));
    TreeNode& node = tree.nodes[at];
    node.input = inputs_.at(from);
    node.threshold = values_.at(from);
    node.unknown_left = unknown_left_.at(from) != 0;
    node.left_share = std::clamp(cover_.at(left) / (cover_.at(left) + cover_.at(right)), 1e-9, 1 - 1e-9);
    read(left, tree);
    const auto index = static_cast<std::uint32_t>(read(right, tree));
    tree.nodes[at].right = index;
    return at;
  }

 private:
  std::vector<std::int64_t> left_, right_;
  std::vector<std::uint16_t> inputs_;
  std::vector<float> values_;
  std::vector<int> unknown_left_;
  std::vector<double> cover_;
};

Trees trees_from(const Json& model) {
  const Json& learner = model.at("learner");
  const double rate = std::stod(learner.at("learner_model_param").at("base_score").get<std::string>());
  Trees trees;
  trees.base = std::log(rate / (1 - rate));
  for (const Json& json : learner.at("gradient_booster").at("model").at("trees")) {
    TreeReader(json).read(0, trees.trees.emplace_back());
  }
  return trees;
}

void append_mean(Trees& mean, Trees&& one, double share) {
  mean.base += share * one.base;
  for (Tree& tree : one.trees) {
    for (TreeNode& node : tree.nodes) node.value *= share;
    mean.trees.push_back(std::move(tree));
  }
}

}  // namespace

Expected<Booster> boost(const TreeLibrary& library, const TreeSample& sample, const TreeRecipe& recipe,
                        std::uint32_t seed) {
  auto data = training_data(library, sample);
  if (!data) return std::unexpected(data.error());
  const DMatrixHandle matrix = data->get();
  BoosterHandle handle = nullptr;
  if (library.create(&matrix, 1, &handle) != 0) return library.error("start");
  Booster booster(handle, library.free);
  for (const auto& [name, value] : parameters(sample, recipe, seed)) {
    if (library.set(handle, name.c_str(), value.c_str()) != 0) return library.error("set " + name + " to " + value);
  }
  for (std::uint32_t i = 0; i < recipe.rounds; ++i) {
    if (library.update(handle, static_cast<int>(i), matrix) != 0) return library.error("train");
  }
  return booster;
}

Expected<Trees> trees_of(const TreeLibrary& library, BoosterHandle booster) {
  bst_ulong size = 0;
  const char* bytes = nullptr;
  if (library.save(booster, R"({"format": "json"})", &size, &bytes) != 0) return library.error("give its trees");
  const auto json = parse_json({bytes, size}, "XGBoost's model");
  if (!json) return std::unexpected(json.error());
  try {
    return trees_from(*json);
  } catch (const std::exception& e) {
    return fail(ErrorKind::internal, std::string("XGBoost's model is not as expected: ") + e.what());
  }
}

Expected<Trees> train_trees(const TreeSample& sample, const TreeRecipe& recipe) {
  const auto library = TreeLibrary::open();
  if (!library) return std::unexpected(library.error());
  Trees mean;
  for (std::uint32_t i = 0; i < recipe.repeats; ++i) {
    const auto booster = boost(**library, sample, recipe, recipe.seed + i);
    if (!booster) return std::unexpected(booster.error());
    auto trees = trees_of(**library, booster->get());
    if (!trees) return trees;
    append_mean(mean, std::move(*trees), 1.0 / recipe.repeats);
  }
  quantise(mean);
  return mean;
}

}  // namespace gate::risk
