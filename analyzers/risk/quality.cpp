#include "analyzers/risk/quality.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "analyzers/risk/model.h"

namespace gate::risk {
namespace {

std::vector<Judged> highest_first(std::span<const Judged> judged) {
  std::vector<Judged> sorted(judged.begin(), judged.end());
  std::ranges::sort(sorted, std::greater(), &Judged::probability);
  return sorted;
}

double buggy_ones(std::span<const Judged> judged) {
  return static_cast<double>(std::ranges::count(judged, true, &Judged::buggy));
}

double mean(double sum, std::size_t count) { return count == 0 ? 0 : sum / static_cast<double>(count); }

// Calls sink(first, last) for each run of equal probabilities.
template <class Sink>
void each_tie(const std::vector<Judged>& sorted, Sink&& sink) {
  for (std::size_t first = 0; first < sorted.size();) {
    std::size_t last = first + 1;
    while (last < sorted.size() && sorted[last].probability == sorted[first].probability) ++last;
    sink(first, last);
    first = last;
  }
}

double density(const Judged& change) { return change.probability / std::max(change.effort, 1.0); }

}  // namespace

double area_under_curve(std::span<const Judged> judged) {
  const auto sorted = highest_first(judged);
  const double buggy = buggy_ones(judged), clean = static_cast<double>(judged.size()) - buggy;
  if (buggy == 0 || clean == 0) return 0.5;
  double above = 0, pairs = 0;  // buggy ones so far; pairs in the right order
  each_tie(sorted, [&](std::size_t first, std::size_t last) {
    const double tied = buggy_ones(std::span(sorted).subspan(first, last - first));
    pairs += (static_cast<double>(last - first) - tied) * (above + tied / 2);
    above += tied;
  });
  return pairs / (buggy * clean);
}

double average_precision(std::span<const Judged> judged) {
  const auto sorted = highest_first(judged);
  const double buggy = buggy_ones(judged);
  if (buggy == 0) return 0;
  double above = 0, sum = 0;
  each_tie(sorted, [&](std::size_t first, std::size_t last) {
    const double tied = buggy_ones(std::span(sorted).subspan(first, last - first));
    above += tied;
    sum += tied * above / static_cast<double>(last);
  });
  return sum / buggy;
}

double brier_score(std::span<const Judged> judged) {
  double sum = 0;
  for (const Judged& change : judged) sum += std::pow(change.probability - (change.buggy ? 1 : 0), 2);
  return mean(sum, judged.size());
}

double brier_of_rate(double rate, std::span<const Judged> judged) {
  const double buggy = mean(buggy_ones(judged), judged.size());
  return judged.empty() ? 0 : buggy * (1 - rate) * (1 - rate) + (1 - buggy) * rate * rate;
}

double log_loss(std::span<const Judged> judged) {
  double sum = 0;
  for (const Judged& change : judged) {
    const double probability = std::clamp(change.probability, 1e-9, 1 - 1e-9);
    sum -= std::log(change.buggy ? probability : 1 - probability);
  }
  return mean(sum, judged.size());
}

double recall_at_effort(std::span<const Judged> judged, double share) {
  std::vector<std::size_t> order(judged.size());  // ties stay as they come
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(-density(judged[i]), i); });
  double budget = 0, found = 0;
  for (const Judged& change : judged) budget += change.effort * share;
  for (const std::size_t i : order) {
    const Judged& change = judged[i];
    budget -= change.effort;
    if (budget < -1e-9) break;
    found += change.buggy ? 1 : 0;
  }
  const double buggy = buggy_ones(judged);
  return buggy == 0 ? 0 : found / buggy;
}

std::vector<ReliabilityBin> reliability(std::span<const Judged> judged, std::uint32_t bins) {
  std::vector<ReliabilityBin> all(bins);
  for (std::uint32_t i = 0; i < bins; ++i) {
    all[i].low = static_cast<double>(i) / bins;
    all[i].high = static_cast<double>(i + 1) / bins;
  }
  for (const Judged& change : judged) {
    const double at = std::clamp(change.probability, 0.0, 1.0) * bins;
    ReliabilityBin& bin = all[std::min(static_cast<std::uint32_t>(at), bins - 1)];
    ++bin.count;
    bin.buggy += change.buggy ? 1 : 0;
    bin.mean_probability += change.probability;
  }
  for (ReliabilityBin& bin : all) bin.mean_probability = mean(bin.mean_probability, bin.count);
  return all;
}

double calibration_error(std::span<const ReliabilityBin> bins) {
  double sum = 0;
  std::size_t count = 0;
  for (const ReliabilityBin& bin : bins) {
    sum += std::abs(bin.mean_probability * bin.count - bin.buggy);
    count += bin.count;
  }
  return mean(sum, count);
}

}  // namespace gate::risk
