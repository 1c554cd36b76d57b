// From scores to probabilities: logistic regression of a few columns (Platt, "Probabilistic Outputs for Support Vector
// Machines", 1999, is the case of one).
#pragma once

#include <span>
#include <vector>

namespace gate::risk {

struct Logistic {
  double intercept = 0;
  std::vector<double> weights;  // of each column
};

// Columns of equally many scores and the labels (0 or 1) of their rows. `ridge` pulls each weight towards its value in
// `towards` (empty: 0), measured on columns of deviation 1. Newton's method; the same input gives the same output.
Logistic fit_logistic(std::span<const std::vector<double>> columns, std::span<const float> labels, double ridge,
                      std::span<const double> towards = {});

}  // namespace gate::risk
