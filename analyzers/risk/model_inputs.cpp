#include "analyzers/risk/model_inputs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "gate/base/text.h"

namespace gate::risk {
namespace {

using history::Metric;

constexpr std::array<std::string_view, static_cast<std::size_t>(Form::count_)> kForms = {
    "plain", "log", "log_sum", "ratio", "log_ratio", "log_change", "log_net", "share", "normed_bits"};

double scaled(double value) { return std::copysign(std::log1p(std::abs(value)), value); }

double combined(Form form, double a, double b) {
  switch (form) {
    case Form::plain: return a;
    case Form::log: return scaled(a);
    case Form::log_sum: return scaled(a + b);
    case Form::ratio: return a / std::max(b, 1.0);
    case Form::log_ratio: return scaled(a / std::max(b, 1.0));
    case Form::log_change: return scaled(a) - scaled(b);
    case Form::log_net: return scaled(a - b);
    case Form::share: return a / std::max(a + b, 1.0);
    case Form::normed_bits: return b > 1 ? a / std::log2(b) : 0;
    case Form::count_: break;
  }
  return history::kUnknown;
}

// Shares, flags, bits, levels and times of day or week are as they are; the rest are counts with long tails.
bool as_it_is(Metric metric) {
  static constexpr std::array kPlain = {Metric::entropy_bits,
                                        Metric::fix,
                                        Metric::top_owner_share,
                                        Metric::author_share,
                                        Metric::partner_share,
                                        Metric::author_hour,
                                        Metric::author_weekday,
                                        Metric::added_indentation_levels,
                                        Metric::revert,
                                        Metric::largest_file_share,
                                        Metric::indentation_change_levels};
  return std::ranges::find(kPlain, metric) != kPlain.end();
}

std::vector<Input> scaled_metrics(std::size_t count) {
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < count; ++i) {
    const auto metric = static_cast<Metric>(i);
    inputs.push_back({as_it_is(metric) ? Form::plain : Form::log, metric});
  }
  return inputs;
}

}  // namespace

bool takes_two(Form form) { return form != Form::plain && form != Form::log; }

std::string_view to_string(Form form) { return kForms[static_cast<std::size_t>(form)]; }

float value_of(const Input& input, const history::Metrics& metrics) {
  const double a = metrics[input.first];
  const double b = takes_two(input.form) ? metrics[input.second] : 0;
  const auto value = static_cast<float>(combined(input.form, a, b));
  return std::isfinite(value) && !std::isnan(b) ? value : std::numeric_limits<float>::quiet_NaN();
}

std::vector<float> values_of(std::span<const Input> inputs, const history::Metrics& metrics) {
  std::vector<float> values(inputs.size());
  std::ranges::transform(inputs, values.begin(), [&](const Input& input) { return value_of(input, metrics); });
  return values;
}

std::string name_of(const Input& input) {
  std::string name(to_string(input.form));
  name.append(" ").append(history::info(input.first).name);
  if (takes_two(input.form)) name.append(" ").append(history::info(input.second).name);
  return name;
}

Expected<Input> input_from(std::string_view name) {
  const auto words = split(name, ' ');
  const auto form = std::ranges::find(kForms, words[0]);
  if (form == kForms.end()) return fail(ErrorKind::parse, "unknown form of a metric '" + printable(words[0]) + "'");
  Input input{static_cast<Form>(form - kForms.begin())};
  const std::size_t wanted = takes_two(input.form) ? 3 : 2;
  if (words.size() != wanted) return fail(ErrorKind::parse, "'" + printable(name) + "' names too few or many metrics");
  for (std::size_t i = 1; i < wanted; ++i) {
    const auto metric = history::metric_from(words[i]);
    if (!metric) return fail(ErrorKind::parse, "unknown metric '" + printable(words[i]) + "'");
    (i == 1 ? input.first : input.second) = *metric;
  }
  return input;
}

std::vector<Input> metric_inputs() { return scaled_metrics(history::kMetrics); }

std::vector<Input> kamei_inputs() {
  return scaled_metrics(static_cast<std::size_t>(Metric::author_subsystem_changes) + 1);
}

std::vector<Input> kamei_relations() {
  return {
      {Form::log_sum, Metric::lines_added, Metric::lines_removed},
      {Form::log_ratio, Metric::lines_added, Metric::files},
      {Form::log_ratio, Metric::lines_removed, Metric::files},
      {Form::log_ratio, Metric::lines_before, Metric::files},
      {Form::log_change, Metric::lines_added, Metric::lines_before},
      {Form::log_change, Metric::lines_removed, Metric::lines_before},
      {Form::log_net, Metric::lines_added, Metric::lines_removed},
      {Form::share, Metric::lines_added, Metric::lines_removed},
      {Form::log_ratio, Metric::prior_changes, Metric::files},
      {Form::log_ratio, Metric::developers, Metric::files},
      {Form::ratio, Metric::folders, Metric::files},
      {Form::normed_bits, Metric::entropy_bits, Metric::files},
      {Form::log_change, Metric::author_subsystem_changes, Metric::author_changes},
      {Form::log_change, Metric::author_recent_changes, Metric::author_changes},
      {Form::log_change, Metric::prior_changes, Metric::age_days},
      {Form::log_change, Metric::developers, Metric::prior_changes},
  };
}

}  // namespace gate::risk
