// A risk model as plain values: linear parts over scaled metrics and hashed tokens, trees over the metrics, blended in
// log-odds and calibrated there, so that every probability is a sum of contributions. Reading a model never runs
// anything of it; what is malformed is an error. The format is described in model_file.h.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "analyzers/risk/linear.h"
#include "analyzers/risk/model_inputs.h"
#include "analyzers/risk/trees.h"
#include "gate/base/error.h"
#include "gate/history/metrics.h"
#include "gate/history/record.h"

namespace gate::risk {

// What a model sees of a change.
struct Row {
  history::Metrics metrics;
  std::vector<history::TokenCount> tokens;  // ascending by id; of added, removed lines and message together
};

// Exact: bias + sum(metrics) + sum(tokens) = log-odds of the probability, to rounding.
struct Contributions {
  double bias = 0;                                       // log-odds of an average change
  std::array<double, history::kMetrics> metrics{};       // what an input of two metrics gives is halved between them
  std::vector<std::pair<std::uint32_t, double>> tokens;  // by id, each once
  double log_odds() const;
};

double probability_of(double log_odds);
double log_odds_of(double probability);  // kept within (1e-9, 1 - 1e-9)

// One learner's score, times `weight`, goes into the sum.
struct Part {
  std::string name;  // "trees", "forest", "tokens"
  double weight = 1;
  std::variant<Linear, Trees> learner;
  bool operator==(const Part&) const = default;
};

struct Model {
  std::string name;                   // "global 1", "own"
  std::string provenance;             // what it was trained on
  std::string licence;                // of that
  std::string calibration;            // how and on what, a sentence for reports
  std::string gate;                   // the version of gate that wrote it
  std::uint64_t rows = 0, buggy = 0;  // labels that it was trained on
  double base_rate = 0;               // that it is calibrated for
  std::vector<double> quantiles;      // of probabilities over recent training changes: the 0th, 1st .. 100th percentile
  std::vector<Input> inputs;
  std::vector<Part> parts;
  double intercept = 0;  // of the blend, log-odds
  std::string version;   // the first 12 hexadecimal digits of the file's digest
  bool operator==(const Model&) const = default;
};

double log_odds(const Model& model, const Row& row);
Contributions explain(const Model& model, const Row& row);

// The same model for changes of which another share is buggy: the prior shift of Saerens, Latinne, Decaestecker,
// "Adjusting the Outputs of a Classifier to New a Priori Probabilities", Neural Computation 14(1), 2002, which in
// log-odds is another intercept.
void shift_base_rate(Model& model, double rate);

// Two models' log-odds, `share` (0..1) of the second: again a sum of contributions.
double combine(double first, double second, double share);
Contributions combine(const Contributions& first, const Contributions& second, double share);

// How much of a repository's own model to trust after so many labels: labels / (labels + half).
double own_share(std::uint64_t labels, double half);

}  // namespace gate::risk
