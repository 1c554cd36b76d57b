// How good probabilities are, on labelled changes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gate::risk {

struct Judged {
  double probability = 0;
  bool buggy = false;
  double effort = 0;  // lines to review: added + removed
};

// The chance that a buggy change scores above a clean one, ties counting half (Mann-Whitney); 0.5 where either is
// missing.
double area_under_curve(std::span<const Judged> judged);
// Mean precision at each buggy change, highest probability first; ties share the precision at their end.
double average_precision(std::span<const Judged> judged);
// Mean squared difference between probability and outcome (Brier 1950).
double brier_score(std::span<const Judged> judged);
// Brier score of always saying the share of buggy ones.
double brier_of_rate(double rate, std::span<const Judged> judged);
// Mean of -log(probability of what came true), probabilities kept within (1e-9, 1 - 1e-9).
double log_loss(std::span<const Judged> judged);
// Share of the buggy changes among those that a reviewer of `share` of all effort gets to, in the order of probability
// for effort, the highest first (Kamei et al. 2013, section 5.3); a change that is begun but not finished does not
// count.
double recall_at_effort(std::span<const Judged> judged, double share = 0.2);

// Equally wide steps of probability.
struct ReliabilityBin {
  double low = 0, high = 1;
  std::uint32_t count = 0, buggy = 0;
  double mean_probability = 0;
};
std::vector<ReliabilityBin> reliability(std::span<const Judged> judged, std::uint32_t bins = 10);
// Expected calibration error: the mean distance between said and seen over the bins, by their counts.
double calibration_error(std::span<const ReliabilityBin> bins);

}  // namespace gate::risk
