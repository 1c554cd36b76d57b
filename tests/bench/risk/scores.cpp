#include "tests/bench/risk/scores.h"

#include <algorithm>

#include "analyzers/risk/calibration.h"

namespace gate::risk::bench {
namespace {

using history::Metric;

double effort_of(const Example& example) {
  return example.row.metrics[Metric::lines_added] + example.row.metrics[Metric::lines_removed];
}

double lines_added(const Example& example) { return value_of({Form::log, Metric::lines_added}, example.row.metrics); }

}  // namespace

std::vector<Judged> judge(std::span<const Example> examples, const Model& model) {
  std::vector<Judged> judged;
  for (const Example& example : examples) {
    judged.push_back({probability_of(log_odds(model, example.row)), example.buggy, effort_of(example)});
  }
  return judged;
}

std::vector<Judged> judge_by_lines_added(std::span<const Example> learnt, std::span<const Example> examples) {
  std::vector<std::vector<double>> column(1);
  std::vector<float> labels;
  for (const Example& example : learnt) {
    column[0].push_back(lines_added(example));
    labels.push_back(example.buggy ? 1 : 0);
  }
  const Logistic fitted = fit_logistic(column, labels, 1e-3);
  std::vector<Judged> judged;
  for (const Example& example : examples) {
    const double log_odds = fitted.intercept + fitted.weights[0] * lines_added(example);
    judged.push_back({probability_of(log_odds), example.buggy, effort_of(example)});
  }
  return judged;
}

double buggy_share(std::span<const Example> examples) {
  const auto buggy = static_cast<double>(std::ranges::count(examples, true, &Example::buggy));
  return examples.empty() ? 0 : buggy / static_cast<double>(examples.size());
}

}  // namespace gate::risk::bench
