#include "analyzers/risk/audit.h"

#include <algorithm>
#include <deque>

#include "analyzers/risk/predictors.h"
#include "analyzers/risk/reference.h"

namespace gate::risk {
namespace {

// The last scores, sorted, for percentiles.
class Recent {
 public:
  explicit Recent(std::size_t most) : most_(most) {}

  std::optional<double> place(double log_odds) const {
    return sorted_.size() < kLeastReference ? std::nullopt : percentile(sorted_, log_odds);
  }

  void add(double log_odds) {
    const auto value = static_cast<float>(log_odds);
    order_.push_back(value);
    sorted_.insert(std::ranges::upper_bound(sorted_, value), value);
    if (order_.size() <= most_) return;
    sorted_.erase(std::ranges::lower_bound(sorted_, order_.front()));
    order_.pop_front();
  }

 private:
  std::size_t most_;
  std::deque<float> order_;
  Reference sorted_;
};

}  // namespace

std::vector<Example> examples_of(std::span<const PastChange> rows, std::span<const KnownLabel> labels) {
  std::vector<Example> examples;
  for (std::size_t at = 0; at < std::min(rows.size(), labels.size()); ++at) {
    if (labels[at].weight <= 0) continue;
    examples.push_back({rows[at].row, labels[at].buggy, labels[at].weight, rows[at].time});
  }
  return examples;
}

Expected<std::vector<AuditedScore>> audit(std::span<const PastChange> rows, const LabelsAt& labels,
                                          const AuditOptions& options) {
  std::vector<AuditedScore> scores;
  scores.reserve(rows.size());
  Recent recent(options.window);
  auto predictor = make_predictor(nullptr);
  double next = static_cast<double>(options.first_fit);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (static_cast<double>(at) >= next) {
      next *= options.growth;
      const auto known = labels(at, rows[at].time);
      auto own = train(examples_of(rows.first(at), known), options.recipe);
      if (own)
        predictor = make_predictor(std::make_shared<const Model>(std::move(*own)));
      else if (own.error().kind != ErrorKind::not_found)
        return std::unexpected(own.error());
    }
    const double odds = predictor.log_odds(rows[at].row);
    scores.push_back({probability_of(odds), recent.place(odds), predictor.labels});
    recent.add(odds);
  }
  return scores;
}

}  // namespace gate::risk
