#include "analyzers/risk/linear_training.h"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace gate::risk {
namespace {

// Means and deviations of the known values of each used column; others keep weight 0.
std::vector<InputWeight> scales_of(const Matrix& matrix, const std::vector<std::size_t>& columns) {
  std::vector<InputWeight> scales(matrix.columns);
  for (const std::size_t column : columns) {
    double count = 0, sum = 0, squares = 0;
    for (std::size_t row = 0; row < matrix.rows(); ++row) {
      const double value = matrix.row(row)[column];
      if (std::isnan(value)) continue;
      ++count, sum += value, squares += value * value;
    }
    if (count == 0) continue;
    scales[column].mean = sum / count;
    scales[column].deviation = std::sqrt(std::max(0.0, squares / count - scales[column].mean * scales[column].mean));
    if (scales[column].deviation < 1e-9) scales[column].deviation = 0;
  }
  return scales;
}

// Tokens of enough rows with their smoothed inverse document frequencies: log((1 + rows) / (1 + rows with it)) + 1.
void know_tokens(const LinearSample& sample, std::uint32_t least_rows, Linear& linear) {
  std::vector<std::uint32_t> rows_with;
  for (const auto& row : sample.tokens) {
    for (const auto& token : row) {
      if (token.id >= rows_with.size()) rows_with.resize(token.id + 1);
      ++rows_with[token.id];
    }
  }
  const double rows = static_cast<double>(sample.tokens.size());
  linear.idf_step = (std::log(1 + rows) + 1) / 65535;
  for (std::uint32_t id = 0; id < rows_with.size(); ++id) {
    if (rows_with[id] < std::max(1u, least_rows)) continue;
    const double idf = std::log((1 + rows) / (1.0 + rows_with[id])) + 1;
    linear.tokens.push_back({id, static_cast<std::uint16_t>(std::lround(idf / linear.idf_step)), 0});
  }
}

// liblinear's rows: used inputs first, then known tokens; indices start at 1, -1 ends a row.
class Nodes {
 public:
  Nodes(const LinearSample& sample, const LinearRecipe& recipe, const Linear& linear) {
    std::vector<std::size_t> starts;
    for (std::size_t row = 0; row < sample.labels.size(); ++row) {
      starts.push_back(nodes_.size());
      add_row(sample, recipe, linear, row);
    }
    for (std::size_t row = 0; row < sample.labels.size(); ++row) {
      const auto times = sample.weights.empty() ? 1 : std::clamp(std::lround(sample.weights[row]), 0L, 255L);
      rows_.insert(rows_.end(), static_cast<std::size_t>(times), nodes_.data() + starts[row]);
      labels_.insert(labels_.end(), static_cast<std::size_t>(times), sample.labels[row] > 0.5f ? 1.0 : -1.0);
    }
  }

  problem view(std::size_t columns) {
    return {static_cast<int>(rows_.size()), static_cast<int>(columns + 1), labels_.data(), rows_.data(), 1.0};
  }
  bool of_both_kinds() const { return std::ranges::count(labels_, 1.0) > 0 && std::ranges::count(labels_, -1.0) > 0; }

 private:
  void add_row(const LinearSample& sample, const LinearRecipe& recipe, const Linear& linear, std::size_t row) {
    int index = 0;
    for (const std::size_t column : sample.columns) {
      const double z = standardised(linear.inputs[column], sample.inputs->row(row)[column]);
      ++index;
      if (z != 0) nodes_.push_back({index, z * recipe.input_scale});
    }
    if (!linear.tokens.empty()) {
      for (const auto& [token, value] : token_values(linear, sample.tokens[row])) {
        nodes_.push_back({index + 1 + static_cast<int>(token - linear.tokens.data()), value});
      }
    }
    nodes_.push_back({index + 1 + static_cast<int>(linear.tokens.size()), 1.0});  // the intercept
    nodes_.push_back({-1, 0});
  }

  std::vector<feature_node> nodes_;
  std::vector<feature_node*> rows_;
  std::vector<double> labels_;
};

struct ModelDeleter {
  void operator()(::model* model) const { free_and_destroy_model(&model); }
};

// The weights of inputs and tokens, then the intercept, for the label 1.
Expected<std::vector<double>> solve(Nodes& nodes, std::size_t columns, const LinearRecipe& recipe) {
  set_print_string_function([](const char*) {});
  const problem data = nodes.view(columns);
  parameter settings{};
  settings.solver_type = L2R_LR;
  settings.eps = recipe.precision;
  settings.C = recipe.c;
  settings.p = 0.1;
  if (const char* wrong = check_parameter(&data, &settings)) {
    return fail(ErrorKind::internal, std::string("liblinear refuses its parameters: ") + wrong);
  }
  const std::unique_ptr<::model, ModelDeleter> trained(::train(&data, &settings));
  std::vector<double> weights(trained->w, trained->w + columns + 1);
  if (trained->label[0] != 1) std::ranges::transform(weights, weights.begin(), std::negate<>());
  return weights;
}

void take_token_weights(std::span<const double> weights, Linear& linear) {
  double largest = 0;
  for (const double weight : weights) largest = std::max(largest, std::abs(weight));
  linear.weight_step = largest / 32767;
  for (std::size_t i = 0; i < weights.size() && largest > 0; ++i) {
    linear.tokens[i].weight = static_cast<std::int16_t>(std::lround(weights[i] / linear.weight_step));
  }
}

}  // namespace

Expected<Linear> train_linear(const LinearSample& sample, const LinearRecipe& recipe) {
  Linear linear;
  linear.blocks = recipe.blocks;
  linear.inputs = scales_of(*sample.inputs, sample.columns);
  if (recipe.tokens && !sample.tokens.empty()) know_tokens(sample, recipe.least_rows, linear);
  Nodes nodes(sample, recipe, linear);
  if (!nodes.of_both_kinds()) {
    return fail(ErrorKind::not_found, "there is nothing to tell apart: all changes have the same label");
  }
  const std::size_t used = sample.columns.size();
  const auto weights = solve(nodes, used + linear.tokens.size(), recipe);
  if (!weights) return std::unexpected(weights.error());
  for (std::size_t i = 0; i < used; ++i) linear.inputs[sample.columns[i]].weight = (*weights)[i] * recipe.input_scale;
  take_token_weights(std::span(*weights).subspan(used, linear.tokens.size()), linear);
  linear.intercept = weights->back();
  return linear;
}

}  // namespace gate::risk
