#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "analyzers/risk/calibration.h"
#include "analyzers/risk/predictors.h"
#include "analyzers/risk/quality.h"
#include "analyzers/risk/reliability_plot.h"
#include "analyzers/risk/training_recipes.h"
#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/cli/progress.h"
#include "gate/cli/risk.h"
#include "gate/cli/risk_past.h"

namespace gate::cli {
namespace {

using history::Metric;
using risk::Judged;

// Labels below this are more doubt than knowledge: the youngest changes are not tried.
constexpr double kLeastCertain = 0.5;

struct EvaluateArguments {
  RepositoryArgument repository;
  std::string revision = "HEAD";
  std::string format = "text";
  std::string plot;
  double train_share = 0.8;
};

struct Line {
  std::string name;
  std::vector<Judged> judged;
};

struct Evaluation {
  std::size_t learnt = 0, tried = 0, too_young = 0;
  double learnt_rate = 0, tried_rate = 0;
  std::vector<Line> lines;  // the model first
};

double effort_of(const risk::Row& row) {
  const double lines = row.metrics[Metric::lines_added] + row.metrics[Metric::lines_removed];
  return std::isnan(lines) ? 0 : lines;
}

double log_lines_added(const risk::Row& row) {
  const double lines = row.metrics[Metric::lines_added];
  return std::isnan(lines) ? 0 : std::log1p(lines);
}

Line judge(std::string name, std::span<const risk::Example> tried,
           const std::function<double(const risk::Row&)>& odds) {
  Line line{std::move(name), {}};
  for (const auto& example : tried)
    line.judged.push_back({risk::probability_of(odds(example.row)), example.buggy, effort_of(example.row)});
  return line;
}

// LApredict: lines added alone.
Line lines_added_alone(std::span<const risk::Example> learnt, std::span<const risk::Example> tried) {
  std::vector<std::vector<double>> column(1);
  std::vector<float> labels;
  for (const auto& example : learnt) {
    column[0].push_back(log_lines_added(example.row));
    labels.push_back(example.buggy ? 1 : 0);
  }
  const auto fitted = risk::fit_logistic(column, labels, 1e-3);
  return judge("lines added alone", tried,
               [&](const risk::Row& row) { return fitted.intercept + fitted.weights[0] * log_lines_added(row); });
}

double rate_of(std::span<const risk::Example> examples) {
  const auto buggy = std::ranges::count(examples, true, &risk::Example::buggy);
  return examples.empty() ? 0 : static_cast<double>(buggy) / static_cast<double>(examples.size());
}

Expected<Evaluation> evaluate(const std::vector<risk::PastChange>& rows, const risk::LabelsAt& labels, double share) {
  Evaluation out;
  const auto split = static_cast<std::size_t>(static_cast<double>(rows.size()) * share);
  const auto now = std::ranges::max_element(rows, {}, &risk::PastChange::time)->time;
  // To learn from: what was known when the first change came that is tried.
  const auto learnt = risk::examples_of(std::span(rows).first(split), labels(split, rows[split].time));
  auto known = labels(rows.size(), now);
  for (std::size_t at = 0; at < known.size(); ++at) {
    if (at >= split && known[at].weight < kLeastCertain) ++out.too_young;
    if (at < split || known[at].weight < kLeastCertain) known[at].weight = 0;
  }
  const auto tried = risk::examples_of(rows, known);
  auto own = risk::train(learnt, risk::token_recipe(risk::repository_inputs()));
  if (!own) return std::unexpected(own.error());
  const auto blended = risk::make_predictor(std::make_shared<const risk::Model>(*own));
  const auto global = risk::make_predictor(nullptr);
  out.learnt = learnt.size();
  out.tried = tried.size();
  out.learnt_rate = rate_of(learnt);
  out.tried_rate = rate_of(tried);
  out.lines.push_back(judge("gate", tried, [&](const risk::Row& row) { return blended.log_odds(row); }));
  out.lines.push_back(judge("own model alone", tried, [&](const risk::Row& row) { return risk::log_odds(*own, row); }));
  out.lines.push_back(judge("global model alone", tried, [&](const risk::Row& row) { return global.log_odds(row); }));
  out.lines.push_back(lines_added_alone(learnt, tried));
  return out;
}

void print_text(const Evaluation& evaluation) {
  std::printf(
      "learnt from %zu changes (%.1f %% buggy), tried on the %zu after them (%.1f %% buggy); %zu are too young to "
      "tell\n",
      evaluation.learnt, 100 * evaluation.learnt_rate, evaluation.tried, 100 * evaluation.tried_rate,
      evaluation.too_young);
  std::printf("%-20s %7s %7s %7s %9s %7s\n", "", "AUC", "AP", "Brier", "recall@20%", "ECE");
  for (const auto& line : evaluation.lines)
    std::printf("%-20s %7.3f %7.3f %7.3f %9.3f %8.3f\n", line.name.c_str(), risk::area_under_curve(line.judged),
                risk::average_precision(line.judged), risk::brier_score(line.judged),
                risk::recall_at_effort(line.judged), risk::calibration_error(risk::reliability(line.judged)));
  const auto& judged = evaluation.lines.front().judged;
  std::printf("%-20s %7.3f %7.3f %7.3f\n", "the base rate", 0.5, evaluation.tried_rate,
              risk::brier_of_rate(evaluation.learnt_rate, judged));
}

void print_json(const Evaluation& evaluation) {
  Json lines = Json::array();
  for (const auto& line : evaluation.lines)
    lines.push_back({{"name", line.name},
                     {"auc", risk::area_under_curve(line.judged)},
                     {"average_precision", risk::average_precision(line.judged)},
                     {"brier", risk::brier_score(line.judged)},
                     {"recall_at_20_percent_effort", risk::recall_at_effort(line.judged)},
                     {"calibration_error", risk::calibration_error(risk::reliability(line.judged))}});
  const Json out{{"learnt", evaluation.learnt},
                 {"tried", evaluation.tried},
                 {"too_young", evaluation.too_young},
                 {"learnt_rate", evaluation.learnt_rate},
                 {"tried_rate", evaluation.tried_rate},
                 {"brier_of_learnt_rate", risk::brier_of_rate(evaluation.learnt_rate, evaluation.lines.front().judged)},
                 {"models", lines}};
  std::printf("%s\n", dump_json(out, 2).c_str());
}

int run_evaluate(const EvaluateArguments& arguments, const Context& context) {
  auto past = open_past(arguments.repository, arguments.revision, context);
  if (!past) return report_error(past.error());
  auto rows = rows_of(*past, risk::Message::with);
  if (!rows) return report_error(rows.error());
  if (rows->size() < 2 * risk::kLeastExamples)
    return report_error(
        {ErrorKind::unavailable, fmt::format("{} changes are too few to learn from and to try on", rows->size())});
  auto labels = labels_of(*past);
  if (!labels) return report_error(labels.error());
  Progress progress;
  progress.stage("learning and trying");
  auto evaluation = evaluate(*rows, labels_by_row(*rows, *labels), arguments.train_share);
  if (!evaluation) return report_error(evaluation.error());
  if (!arguments.plot.empty()) {
    const auto bins = risk::reliability(evaluation->lines.front().judged);
    auto written = write_file(arguments.plot, risk::reliability_plot(bins, "Reliability of gate's risk"));
    if (!written) return report_error(written.error());
  }
  if (arguments.format == "json")
    print_json(*evaluation);
  else
    print_text(*evaluation);
  return kPass;
}

}  // namespace

void add_risk_evaluate(CLI::App& risk, Context& context) {
  auto arguments = std::make_shared<EvaluateArguments>();
  auto* command = risk.add_subcommand(
      "evaluate", "How well models foretell here: learnt from the older changes, tried on the younger ones");
  command->add_option("REV", arguments->revision, "The newest commit (default: HEAD)");
  command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->add_option("--train", arguments->train_share, "Share of changes to learn from (default: 0.8)")
      ->check(CLI::Range(0.1, 0.95));
  command->add_option("--plot", arguments->plot, "Write a reliability diagram as SVG")->type_name("FILE");
  add_repository_option(*command, arguments->repository);
  command->callback([arguments, &context] { context.exit_code = run_evaluate(*arguments, context); });
}

}  // namespace gate::cli
