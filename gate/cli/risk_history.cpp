#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>

#include "analyzers/risk/training_recipes.h"
#include "gate/base/file.h"
#include "gate/cli/progress.h"
#include "gate/cli/risk.h"
#include "gate/cli/risk_past.h"

namespace gate::cli {
namespace {

struct HistoryArguments {
  RepositoryArgument repository;
  std::string revision = "HEAD";
  std::string format = "csv";
  std::string output = "-";
  bool without_message = false;
  bool global_only = false;
};

std::string header() {
  std::string line = "commit,time,probability,percentile,labels";
  for (std::size_t at = 0; at < history::kMetrics; ++at)
    line += "," + std::string(history::info(static_cast<history::Metric>(at)).name);
  return line + "\n";
}

// What is not known is an empty cell.
std::string cell(double value) { return std::isnan(value) ? "," : fmt::format(",{:.9g}", value); }

std::string row_text(const risk::PastChange& change, const risk::AuditedScore& score) {
  std::string line = fmt::format("{},{},{:.6f}", change.oid, change.time, score.probability);
  line += score.percentile ? fmt::format(",{:.2f}", *score.percentile) : ",";
  line += fmt::format(",{}", score.labels);
  for (const double value : change.row.metrics.values()) line += cell(value);
  return line + "\n";
}

Expected<void> write(const std::string& output, const std::string& text) {
  if (output != "-") return write_file(output, text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    return fail(ErrorKind::io, "the rows could not be written", "stdout", "check the disk's space");
  return {};
}

Expected<std::vector<risk::AuditedScore>> scores_of(const RepositoryPast& past,
                                                    const std::vector<risk::PastChange>& rows,
                                                    const HistoryArguments& arguments) {
  risk::AuditOptions options{.recipe = risk::token_recipe(risk::repository_inputs())};
  if (arguments.global_only) {
    options.first_fit = SIZE_MAX;
    return risk::audit(rows, {}, options);
  }
  auto labels = labels_of(past);
  if (!labels) return std::unexpected(labels.error());
  Progress progress;
  progress.stage("scoring each change with what was known before it");
  return risk::audit(rows, labels_by_row(rows, *labels), options);
}

int history_rows(const HistoryArguments& arguments, const Context& context) {
  auto past = open_past(arguments.repository, arguments.revision, context);
  if (!past) return report_error(past.error());
  auto rows = rows_of(*past, arguments.without_message ? risk::Message::without : risk::Message::with);
  if (!rows) return report_error(rows.error());
  auto scores = scores_of(*past, *rows, arguments);
  if (!scores) return report_error(scores.error());
  std::string text = header();
  for (std::size_t at = 0; at < rows->size(); ++at) text += row_text((*rows)[at], (*scores)[at]);
  if (auto written = write(arguments.output, text); !written) return report_error(written.error());
  return kPass;
}

}  // namespace

void add_risk_history(CLI::App& risk, Context& context) {
  auto arguments = std::make_shared<HistoryArguments>();
  auto* command = risk.add_subcommand(
      "history", "Every change but merges, oldest first, scored with only what was known before it, with its measures");
  command->add_option("REV", arguments->revision, "The newest commit (default: HEAD)");
  command->add_option("--format", arguments->format, "csv")->check(CLI::IsMember({"csv"}));
  command->add_option("-o,--output", arguments->output, "File to write (default: -, stdout)")->type_name("FILE");
  command->add_flag("--without-message", arguments->without_message,
                    "Leave out what commit messages say of themselves");
  command->add_flag("--global-only", arguments->global_only, "Learn nothing from this repository");
  add_repository_option(*command, arguments->repository);
  command->callback([arguments, &context] { context.exit_code = history_rows(*arguments, context); });
}

}  // namespace gate::cli
