// A repository's past scored as gate would have scored it: each change with what was known before it, by the global
// model and by models of its own that were learnt, again and again, from the labels known then.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analyzers/risk/dataset.h"
#include "analyzers/risk/training.h"
#include "gate/base/deadline.h"

namespace gate::risk {

struct KnownLabel {
  bool buggy = false;
  double weight = 1;  // how sure it is that it is no other; 0: nothing is known
};

// Labels of the first `count` rows as they were known at that time (seconds since the epoch).
using LabelsAt = std::function<std::vector<KnownLabel>(std::size_t count, std::int64_t time)>;

struct AuditOptions {
  Recipe recipe;                  // of the repository's own models
  std::size_t first_fit = 300;    // changes before the first of them
  double growth = 1.3;            // times as many before the next
  std::size_t window = 2'048;     // earlier scores that a percentile is among
};

struct AuditedScore {
  double probability = 0;
  std::optional<double> percentile;  // none among the first hundred
  std::uint32_t labels = 0;          // of the repository that the model had learnt from
};

// Scores by row. Rows are in the order of the past. Deterministic. ErrorKind::unavailable when a library that learning
// needs is missing.
Expected<std::vector<AuditedScore>> audit(std::span<const PastChange> rows, const LabelsAt& labels,
                                          const AuditOptions& options);

// The rows with labels as examples to learn from.
std::vector<Example> examples_of(std::span<const PastChange> rows, std::span<const KnownLabel> labels);

}  // namespace gate::risk
