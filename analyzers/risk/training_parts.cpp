#include "analyzers/risk/training_parts.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gate::risk {
namespace {

bool has(const std::vector<Input>& inputs, const Input& input) {
  return std::ranges::find(inputs, input) != inputs.end();
}

// Rows that a part learns from.
std::vector<std::size_t> chosen(std::span<const Example> examples, const PartRecipe& part) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (examples[i].weight > 0 && (part.others || examples[i].project == 0)) rows.push_back(i);
  }
  return rows;
}

std::vector<std::size_t> columns_of(const Recipe& recipe, const PartRecipe& part) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < recipe.inputs.size(); ++i) {
    if (part.inputs.empty() || has(part.inputs, recipe.inputs[i])) columns.push_back(i);
  }
  return columns;
}

Matrix selected(const Matrix& matrix, const std::vector<std::size_t>& rows, const std::vector<std::size_t>& columns) {
  Matrix part{columns.size()};
  part.values.reserve(rows.size() * columns.size());
  for (const std::size_t row : rows) {
    for (const std::size_t column : columns) part.values.push_back(matrix.row(row)[column]);
  }
  return part;
}

std::vector<float> labels_of(std::span<const Example> examples, const std::vector<std::size_t>& rows) {
  std::vector<float> labels(rows.size());
  std::ranges::transform(rows, labels.begin(), [&](std::size_t row) { return examples[row].buggy ? 1.0f : 0.0f; });
  return labels;
}

std::vector<float> weights_of(std::span<const Example> examples, const std::vector<std::size_t>& rows,
                              const Recipe& recipe, const PartRecipe& part) {
  std::int64_t first = 0, last = 0;
  bool any = false;
  for (const std::size_t row : rows) {
    if (examples[row].project != 0) continue;
    if (!any) first = examples[row].time;
    last = examples[row].time;
    any = true;
  }
  const double span = std::max<double>(1, static_cast<double>(last - first));
  std::vector<float> weights;
  for (const std::size_t row : rows) {
    const Example& example = examples[row];
    const double age = static_cast<double>(last - example.time) / span;
    const double factor = example.project == 0 ? std::exp2(-age * part.halvings) : recipe.other_weight;
    weights.push_back(static_cast<float>(example.weight * factor));
  }
  return weights;
}

// The share of buggy rows within `window` rows of the same project on either side, drawn to the whole's as by 20 rows.
void add_local_rates(const std::vector<float>& labels, const std::vector<std::size_t>& of_project, std::size_t window,
                     std::vector<float>& offsets) {
  const std::size_t n = of_project.size();
  std::vector<double> before(n + 1);
  for (std::size_t i = 0; i < n; ++i) before[i + 1] = before[i] + labels[of_project[i]];
  const double rate = before[n] / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t first = window == 0 || i < window ? 0 : i - window;
    const std::size_t last = window == 0 ? n : std::min(n, i + window + 1);
    const double local = (before[last] - before[first] + 20 * rate) / (static_cast<double>(last - first) + 20);
    offsets[of_project[i]] = static_cast<float>(log_odds_of(std::clamp(local, 0.01, 0.99)));
  }
}

std::vector<float> offsets_of(std::span<const Example> examples, const std::vector<std::size_t>& rows,
                              const std::vector<float>& labels, std::size_t window) {
  std::map<std::uint32_t, std::vector<std::size_t>> projects;
  for (std::size_t i = 0; i < rows.size(); ++i) projects[examples[rows[i]].project].push_back(i);
  std::vector<float> offsets(rows.size());
  for (const auto& [project, of_project] : projects) {
    add_local_rates(labels, of_project, project == 0 ? window : 0, offsets);
  }
  return offsets;
}

Expected<Trees> grown(std::span<const Example> examples, const Matrix& matrix, const Recipe& recipe,
                      const PartRecipe& part, const TreeRecipe& learner) {
  const auto rows = chosen(examples, part);
  const auto columns = columns_of(recipe, part);
  TreeSample sample{selected(matrix, rows, columns), labels_of(examples, rows),
                    weights_of(examples, rows, recipe, part)};
  sample.offsets = offsets_of(examples, rows, sample.labels, part.rate_window);
  for (const std::size_t column : columns) {
    sample.rising.push_back(has(recipe.rising, recipe.inputs[column]) ? 1 : 0);
  }
  auto trees = train_trees(sample, learner);
  if (!trees) return trees;
  for (Tree& tree : trees->trees) {
    for (TreeNode& node : tree.nodes) {
      if (!node.leaf()) node.input = static_cast<std::uint16_t>(columns[node.input]);
    }
  }
  return trees;
}

Expected<Linear> fitted(std::span<const Example> examples, const Matrix& matrix, const Recipe& recipe,
                        const PartRecipe& part, const LinearRecipe& learner) {
  auto rows = chosen(examples, part);
  if (rows.size() > learner.most_rows) {
    rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(learner.most_rows));
  }
  std::vector<std::size_t> every(matrix.columns);
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  const Matrix inputs = selected(matrix, rows, every);
  LinearSample sample{&inputs};
  if (learner.inputs) sample.columns = columns_of(recipe, part);
  sample.labels = labels_of(examples, rows);
  for (const std::size_t row : rows) {
    if (learner.tokens) sample.tokens.emplace_back(examples[row].row.tokens);
  }
  return train_linear(sample, learner);
}

template <class Learner>
Expected<Part> named(const PartRecipe& part, Expected<Learner>&& learner) {
  if (!learner) return std::unexpected(std::move(learner).error());
  return Part{part.name, part.weight, std::move(*learner)};
}

}  // namespace

Matrix inputs_of(std::span<const Example> examples, std::span<const Input> inputs) {
  Matrix matrix{inputs.size()};
  matrix.values.reserve(examples.size() * inputs.size());
  for (const Example& example : examples) {
    for (const Input& input : inputs) matrix.values.push_back(value_of(input, example.row.metrics));
  }
  return matrix;
}

Expected<Part> train_part(std::span<const Example> examples, std::size_t count, const Matrix& matrix,
                          const Recipe& recipe, const PartRecipe& part) {
  const auto known = examples.first(count);
  if (const auto* trees = std::get_if<TreeRecipe>(&part.learner)) {
    return named(part, grown(known, matrix, recipe, part, *trees));
  }
  return named(part, fitted(known, matrix, recipe, part, std::get<LinearRecipe>(part.learner)));
}

}  // namespace gate::risk
