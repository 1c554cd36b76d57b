#include "analyzers/risk/model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gate::risk {
namespace {

double score(const Part& part, std::span<const float> inputs, const Row& row) {
  if (const auto* linear = std::get_if<Linear>(&part.learner)) return score(*linear, inputs, row.tokens);
  return score(std::get<Trees>(part.learner), inputs);
}

using TokenAmounts = std::vector<std::pair<std::uint32_t, double>>;

// Sorted, each once.
void sum_up(TokenAmounts& tokens) {
  std::ranges::sort(tokens);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (kept > 0 && tokens[kept - 1].first == tokens[i].first) {
      tokens[kept - 1].second += tokens[i].second;
    } else {
      tokens[kept++] = tokens[i];
    }
  }
  tokens.resize(kept);
}

}  // namespace

double Contributions::log_odds() const {
  double sum = std::accumulate(metrics.begin(), metrics.end(), bias);
  for (const auto& [id, amount] : tokens) sum += amount;
  return sum;
}

double probability_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

double log_odds_of(double probability) {
  const double inside = std::clamp(probability, 1e-9, 1 - 1e-9);
  return std::log(inside / (1 - inside));
}

double log_odds(const Model& model, const Row& row) {
  const auto inputs = values_of(model.inputs, row.metrics);
  double sum = model.intercept;
  for (const Part& part : model.parts) sum += part.weight * score(part, inputs, row);
  return sum;
}

Contributions explain(const Model& model, const Row& row) {
  const auto inputs = values_of(model.inputs, row.metrics);
  std::vector<double> sums(inputs.size());
  Contributions all{.bias = model.intercept};
  for (const Part& part : model.parts) {
    if (const auto* linear = std::get_if<Linear>(&part.learner)) {
      all.bias += add_contributions(*linear, inputs, row.tokens, part.weight, sums, all.tokens);
    } else {
      all.bias += add_contributions(std::get<Trees>(part.learner), inputs, part.weight, sums);
    }
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Input& input = model.inputs[i];
    const auto second = takes_two(input.form) ? input.second : input.first;
    all.metrics[static_cast<std::size_t>(input.first)] += sums[i] / 2;
    all.metrics[static_cast<std::size_t>(second)] += sums[i] / 2;
  }
  sum_up(all.tokens);
  return all;
}

void shift_base_rate(Model& model, double rate) {
  model.intercept += log_odds_of(rate) - log_odds_of(model.base_rate);
  model.base_rate = rate;
}

double combine(double first, double second, double share) { return (1 - share) * first + share * second; }

Contributions combine(const Contributions& first, const Contributions& second, double share) {
  Contributions both{.bias = combine(first.bias, second.bias, share)};
  for (std::size_t i = 0; i < both.metrics.size(); ++i) {
    both.metrics[i] = combine(first.metrics[i], second.metrics[i], share);
  }
  for (const auto& [id, amount] : first.tokens) both.tokens.emplace_back(id, (1 - share) * amount);
  for (const auto& [id, amount] : second.tokens) both.tokens.emplace_back(id, share * amount);
  sum_up(both.tokens);
  return both;
}

double own_share(std::uint64_t labels, double half) {
  const auto count = static_cast<double>(labels);
  return count == 0 ? 0 : count / (count + half);
}

}  // namespace gate::risk
