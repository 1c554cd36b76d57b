#include "analyzers/risk/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyzers/risk/calibration.h"
#include "analyzers/risk/model_file.h"
#include "analyzers/risk/training_parts.h"

namespace gate::risk {
namespace {

// Scores of later changes, a column each part.
struct LaterScores {
  std::vector<std::size_t> rows;  // examples
  std::vector<std::vector<double>> columns;
  std::vector<float> labels;
};

// Rows that the model is for: of project 0, or where there is none of it, all.
std::vector<std::size_t> own_rows(std::span<const Example> examples) {
  const bool has_own = std::ranges::any_of(examples, [](const Example& example) { return example.project == 0; });
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (examples[i].weight > 0 && (!has_own || examples[i].project == 0)) rows.push_back(i);
  }
  return rows;
}

std::size_t buggy_ones(std::span<const Example> examples, std::span<const std::size_t> rows) {
  return static_cast<std::size_t>(std::ranges::count_if(rows, [&](std::size_t row) { return examples[row].buggy; }));
}

bool tells_apart(std::span<const Example> examples, std::span<const std::size_t> rows) {
  const std::size_t buggy = buggy_ones(examples, rows);
  return buggy >= kLeastOfEach && rows.size() - buggy >= kLeastOfEach;
}

double score(const Part& part, const Matrix& matrix, std::span<const Example> examples, std::size_t row) {
  if (const auto* trees = std::get_if<Trees>(&part.learner)) return score(*trees, matrix.row(row));
  return score(std::get<Linear>(part.learner), matrix.row(row), examples[row].row.tokens);
}

// One training of trees is enough to weigh and to calibrate them by.
PartRecipe without_repeats(PartRecipe part) {
  if (auto* trees = std::get_if<TreeRecipe>(&part.learner)) trees->repeats = 1;
  return part;
}

// Learns from all that is older than the first row, and scores the rows.
Expected<void> add_window(std::span<const Example> examples, const Matrix& matrix, const Recipe& recipe,
                          std::span<const std::size_t> rows, LaterScores& scores) {
  for (const std::size_t row : rows) {
    scores.rows.push_back(row);
    scores.labels.push_back(examples[row].buggy ? 1 : 0);
  }
  for (std::size_t p = 0; p < recipe.parts.size(); ++p) {
    const auto part = train_part(examples, rows.front(), matrix, recipe, without_repeats(recipe.parts[p]));
    if (!part) return std::unexpected(part.error());
    for (const std::size_t row : rows) scores.columns[p].push_back(score(*part, matrix, examples, row));
  }
  return {};
}

Expected<LaterScores> later_scores(std::span<const Example> examples, const Matrix& matrix, const Recipe& recipe,
                                   std::span<const std::size_t> own) {
  LaterScores scores{.columns = std::vector<std::vector<double>>(recipe.parts.size())};
  const auto edge = [&](std::uint32_t window) {
    const double share = recipe.first_window + (1 - recipe.first_window) * window / recipe.windows;
    return window >= recipe.windows ? own.size() : static_cast<std::size_t>(static_cast<double>(own.size()) * share);
  };
  for (std::uint32_t w = 0; w < recipe.windows; ++w) {
    if (edge(w) == edge(w + 1) || !tells_apart(examples, own.first(edge(w)))) continue;
    const auto done = add_window(examples, matrix, recipe, own.subspan(edge(w), edge(w + 1) - edge(w)), scores);
    if (!done) return std::unexpected(done.error());
  }
  return scores;
}

std::vector<double> blended(const LaterScores& scores, const Logistic& blend) {
  std::vector<double> sums(scores.rows.size(), blend.intercept);
  for (std::size_t p = 0; p < blend.weights.size(); ++p) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += blend.weights[p] * scores.columns[p][i];
  }
  return sums;
}

double deviation(const std::vector<double>& column) {
  double sum = 0, squares = 0;
  for (const double value : column) sum += value, squares += value * value;
  const auto n = static_cast<double>(column.size());
  const double variance = squares / n - sum / n * (sum / n);
  return variance > 1e-12 ? std::sqrt(variance) : 1;
}

// Weights near the recipe's up to a common factor: first the factor alone, then each weight drawn to where that put it.
Logistic learnt_blend(const LaterScores& scores, const Recipe& recipe) {
  Logistic given;
  for (std::size_t p = 0; p < recipe.parts.size(); ++p) {
    given.weights.push_back(recipe.parts[p].weight / deviation(scores.columns[p]));
  }
  const std::vector<std::vector<double>> sum = {blended(scores, given)};
  const double factor = fit_logistic(sum, scores.labels, 1e-3).weights[0];
  for (double& weight : given.weights) weight *= factor;
  return fit_logistic(scores.columns, scores.labels, recipe.ridge, given.weights);
}

// With one clean and one buggy change more, so that it is neither 0 nor 1.
double buggy_share(std::span<const float> labels) {
  const double buggy = std::accumulate(labels.begin(), labels.end(), 0.0);
  return (buggy + 1) / (static_cast<double>(labels.size()) + 2);
}

double expected_rate(const LaterScores& scores, const Recipe& recipe, const Model& model) {
  if (recipe.rate) return *recipe.rate;
  const std::span labels(scores.labels);
  double least = static_cast<double>(model.buggy) / static_cast<double>(model.rows);
  for (const double share : {1.0, 0.5, 0.25, 0.125}) {
    const auto count = static_cast<std::size_t>(share * static_cast<double>(labels.size()));
    if (count >= kLeastExamples) least = std::min(least, buggy_share(labels.last(count)));
  }
  return least;
}

// How far the log-odds must move for the mean probability to be `rate`.
double shift_to(double rate, std::span<const double> log_odds) {
  double low = -20, high = 20;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (const double odds : log_odds) sum += probability_of(odds + middle);
    (sum < rate * static_cast<double>(log_odds.size()) ? low : high) = middle;
  }
  return (low + high) / 2;
}

// The intercept that fits all later scores is moved until the newest of them say the expected rate: scores drift with
// the sizes of changes, and rates with what is known of them. Quantiles are of the newer half.
void calibrate(const LaterScores& scores, const Recipe& recipe, Logistic& blend, Model& model) {
  model.base_rate = expected_rate(scores, recipe, model);
  const auto fitted = blended(scores, blend);
  const std::size_t newest_count = std::min(fitted.size(), std::max(kLeastExamples, fitted.size() / 4));
  blend.intercept += shift_to(model.base_rate, std::span(fitted).last(newest_count));
  auto newest = blended(scores, blend);
  newest.erase(newest.begin(), newest.begin() + static_cast<std::ptrdiff_t>(newest.size() / 2));
  std::ranges::transform(newest, newest.begin(), probability_of);
  std::ranges::sort(newest);
  for (std::size_t i = 0; i <= 100; ++i) model.quantiles.push_back(newest[i * (newest.size() - 1) / 100]);
  model.calibration = fmt::format(
      "logistic regression on scores of {} changes later than what the scores were learnt from, for {:.1f} % buggy "
      "ones",
      scores.rows.size(), 100 * model.base_rate);
}

Expected<void> train_parts(std::span<const Example> examples, const Matrix& matrix, const Recipe& recipe,
                           const Logistic& blend, Model& model) {
  for (std::size_t p = 0; p < recipe.parts.size(); ++p) {
    if (blend.weights[p] == 0) continue;
    auto part = train_part(examples, examples.size(), matrix, recipe, recipe.parts[p]);
    if (!part) return std::unexpected(part.error());
    part->weight = blend.weights[p];
    model.parts.push_back(std::move(*part));
  }
  model.intercept = blend.intercept;
  return {};
}

Model described(std::span<const Example> examples, const Recipe& recipe, std::span<const std::size_t> own) {
  Model model{.name = recipe.name, .provenance = recipe.provenance, .licence = recipe.licence, .gate = GATE_VERSION};
  model.inputs = recipe.inputs;
  model.rows = own.size();
  model.buggy = buggy_ones(examples, own);
  return model;
}

Error too_little(const Model& model) {
  return {ErrorKind::not_found,
          fmt::format("{} labelled changes, {} of them buggy, are too few to learn from", model.rows, model.buggy), "",
          fmt::format("{} changes, and {} of either kind, are the least", kLeastExamples, kLeastOfEach)};
}

}  // namespace

Expected<Model> train(std::span<const Example> examples, const Recipe& recipe) {
  const auto own = own_rows(examples);
  Model model = described(examples, recipe, own);
  if (own.size() < kLeastExamples || !tells_apart(examples, own)) return std::unexpected(too_little(model));
  const Matrix matrix = inputs_of(examples, recipe.inputs);
  const auto scores = later_scores(examples, matrix, recipe, own);
  if (!scores) return std::unexpected(scores.error());
  if (scores->rows.empty()) return std::unexpected(too_little(model));
  Logistic blend = learnt_blend(*scores, recipe);
  calibrate(*scores, recipe, blend, model);
  if (const auto done = train_parts(examples, matrix, recipe, blend, model); !done) {
    return std::unexpected(done.error());
  }
  return read_model(write_model(model), "trained model");
}

}  // namespace gate::risk
