// What the learners see of a change: metrics as they are, on a logarithmic scale, or two of them set against each
// other. A model file names its inputs, so a model trained elsewhere is read by any gate that knows the metrics.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/history/metrics.h"

namespace gate::risk {

// With log(x) for sign(x) * log(1 + |x|).
enum class Form : std::uint8_t {
  plain,        // a
  log,          // log(a)
  log_sum,      // log(a + b)
  ratio,        // a / max(b, 1)
  log_ratio,    // log(a / max(b, 1))
  log_change,   // log(a) - log(b)
  log_net,      // log(a - b)
  share,        // a / max(a + b, 1)
  normed_bits,  // a / log2(b) where b > 1, else 0: an entropy over its largest possible value
  count_
};

struct Input {
  Form form = Form::plain;
  history::Metric first = history::Metric::count_;
  history::Metric second = history::Metric::count_;  // count_: the form takes one
  bool operator==(const Input&) const = default;
};

bool takes_two(Form form);
std::string_view to_string(Form form);

// Finite, or NaN where a metric is not known.
float value_of(const Input& input, const history::Metrics& metrics);
std::vector<float> values_of(std::span<const Input> inputs, const history::Metrics& metrics);

// "log lines_added", "log_ratio lines_added files". Errors name the word that this gate does not know.
std::string name_of(const Input& input);
Expected<Input> input_from(std::string_view name);

// Every metric once: counts on the logarithmic scale, shares, flags and the like as they are.
std::vector<Input> metric_inputs();
// The fourteen of Kamei et al. 2013, the same way.
std::vector<Input> kamei_inputs();
// What relates two of the fourteen: churn, lines per file, changes per file, experience in the subsystem and so on.
std::vector<Input> kamei_relations();

}  // namespace gate::risk
