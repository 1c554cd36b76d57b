#include "analyzers/risk/calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyzers/risk/model.h"

namespace gate::risk {
namespace {

constexpr int kMostSteps = 100;

// Solves a * x = b for a small symmetric positive matrix by elimination with pivots; rows of no weight give 0.
std::vector<double> solve(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (std::size_t k = i + 1; k < n; ++k) {
      if (std::abs(a[k][i]) > std::abs(a[pivot][i])) pivot = k;
    }
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    if (std::abs(a[i][i]) < 1e-12) continue;
    for (std::size_t k = i + 1; k < n; ++k) {
      const double factor = a[k][i] / a[i][i];
      for (std::size_t j = i; j < n; ++j) a[k][j] -= factor * a[i][j];
      b[k] -= factor * b[i];
    }
  }
  std::vector<double> x(n);
  for (std::size_t i = n; i-- > 0;) {
    double sum = b[i];
    for (std::size_t j = i + 1; j < n; ++j) sum -= a[i][j] * x[j];
    x[i] = std::abs(a[i][i]) < 1e-12 ? 0 : sum / a[i][i];
  }
  return x;
}

struct Scale {
  double mean = 0, deviation = 1;
};

Scale scale_of(const std::vector<double>& column) {
  const auto n = static_cast<double>(std::max<std::size_t>(column.size(), 1));
  const double mean = std::accumulate(column.begin(), column.end(), 0.0) / n;
  double squares = 0;
  for (const double value : column) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / n);
  return {mean, deviation < 1e-12 ? 1 : deviation};
}

// Newton's step: gradient and curvature of the penalised log loss at `at` (the intercept last).
struct Curve {
  std::vector<double> gradient;
  std::vector<std::vector<double>> curvature;
};

Curve curve_at(const std::vector<std::vector<double>>& rows, std::span<const float> labels,
               const std::vector<double>& at, const std::vector<double>& towards, double ridge) {
  const std::size_t n = at.size();
  Curve curve{std::vector<double>(n), std::vector(n, std::vector<double>(n))};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double p = probability_of(std::inner_product(at.begin(), at.end(), rows[r].begin(), 0.0));
    for (std::size_t i = 0; i < n; ++i) {
      curve.gradient[i] += (p - labels[r]) * rows[r][i];
      for (std::size_t j = 0; j < n; ++j) curve.curvature[i][j] += p * (1 - p) * rows[r][i] * rows[r][j];
    }
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    curve.gradient[i] += ridge * (at[i] - towards[i]);
    curve.curvature[i][i] += ridge;
  }
  return curve;
}

// Steps no longer than 5 in any direction: far from the optimum the curvature says too little.
bool step(std::vector<double>& at, const std::vector<double>& by) {
  double longest = 0;
  for (const double part : by) longest = std::max(longest, std::abs(part));
  const double factor = longest > 5 ? 5 / longest : 1;
  for (std::size_t i = 0; i < at.size(); ++i) at[i] -= factor * by[i];
  return longest > 1e-10;
}

}  // namespace

Logistic fit_logistic(std::span<const std::vector<double>> columns, std::span<const float> labels, double ridge,
                      std::span<const double> towards) {
  std::vector<Scale> scales;
  for (const auto& column : columns) scales.push_back(scale_of(column));
  std::vector<std::vector<double>> rows(labels.size(), std::vector<double>(columns.size() + 1, 1.0));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t r = 0; r < labels.size(); ++r) rows[r][c] = (columns[c][r] - scales[c].mean) / scales[c].deviation;
  }
  std::vector<double> aims(columns.size());
  for (std::size_t c = 0; c < towards.size(); ++c) aims[c] = towards[c] * scales[c].deviation;
  std::vector<double> at = aims;
  at.push_back(0);
  for (int i = 0; i < kMostSteps; ++i) {
    const Curve curve = curve_at(rows, labels, at, aims, ridge);
    if (!step(at, solve(curve.curvature, curve.gradient))) break;
  }
  Logistic result{.intercept = at.back()};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    result.weights.push_back(at[c] / scales[c].deviation);
    result.intercept -= result.weights.back() * scales[c].mean;
  }
  return result;
}

}  // namespace gate::risk
