#include "tests/bench/risk/within.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzers/risk/training_recipes.h"
#include "tests/bench/risk/repository_rows.h"
#include "tests/bench/risk/scores.h"

namespace gate::risk::bench {
namespace {

Expected<double> run_one(const std::string& name, std::span<const Example> examples, const char* variant) {
  const auto learnt = examples.first(examples.size() * 8 / 10), tried = examples.subspan(learnt.size());
  auto model = train(learnt, token_recipe(repository_inputs()));
  if (!model) return std::unexpected(model.error());
  const auto judged = judge(tried, *model), alone = judge_by_lines_added(learnt, tried);
  const double area = area_under_curve(judged);
  fmt::print("| {:12} | {:15} | {:6} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {:.4f} |\n", name, variant, tried.size(),
             area, area_under_curve(alone), brier_score(judged), brier_of_rate(buggy_share(learnt), judged),
             brier_score(alone));
  std::fflush(stdout);
  return area;
}

}  // namespace

Expected<void> run_within(std::span<char*> arguments) {
  fmt::print(
      "| project | variant | tried | AUC | AUC of lines added | Brier | Brier of the rate | Brier of lines added |\n"
      "|---|---|---|---|---|---|---|---|\n");
  for (const auto message : {Message::without, Message::with}) {
    double sum = 0;
    for (std::size_t at = 0; at + 1 < arguments.size(); at += 2) {
      auto labels = read_labels(arguments[at + 1]);
      if (!labels) return std::unexpected(labels.error());
      auto repository = rows_of_repository(arguments[at], message);
      if (!repository) return std::unexpected(repository.error());
      std::string name = arguments[at + 1];
      name = name.substr(name.rfind('/') + 1);
      auto area = run_one(name.substr(0, name.find('.')), labelled(*repository, *labels),
                          message == Message::with ? "with message" : "without message");
      if (!area) return std::unexpected(area.error());
      sum += *area;
    }
    fmt::print("| mean | | | {:.4f} |\n", sum / (static_cast<double>(arguments.size()) / 2));
  }
  return {};
}

}  // namespace gate::risk::bench
