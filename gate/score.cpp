#include "gate/score.h"

#include <chrono>

#include "gate/analyzer.h"

namespace gate {
namespace {

using Clock = std::chrono::steady_clock;

AnalyzerRun run_scorer(const Analyzer& analyzer, const ScoreView& view, const Options& options, Deadline deadline,
                       History& history) {
  AnalyzerRun run{.name = analyzer.name, .version = analyzer.version, .reason = {}, .not_checked = {}};
  const auto start = Clock::now();
  auto result = std::get<ScoreAnalysis>(analyzer.run)(view, options, deadline);
  run.milliseconds =
      static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
  if (!result) {
    run.state = result.error().kind == ErrorKind::limit ? RunState::not_checked : RunState::error;
    run.reason = result.error().text();
    return run;
  }
  run.state = result->state;
  run.reason = std::move(result->reason);
  run.notes = std::move(result->notes);
  run.files = run.state == RunState::ran ? static_cast<std::uint32_t>(view.facts.change.files.size()) : 0;
  if (!result->version.empty()) run.version = std::move(result->version);
  history = std::move(result->history);
  return run;
}

}  // namespace

void score(Facts& facts, const Source& source, const git::Repository& repository, const Configurations& configurations,
           Deadline deadline) {
  for (const auto& analyzer : all_analyzers()) {
    if (!std::holds_alternative<ScoreAnalysis>(analyzer.run)) continue;
    if (!configurations.enabled(analyzer.name) || !configurations.judges(analyzer.name)) continue;
    History history;
    auto run = run_scorer(analyzer, {facts, source, repository}, configurations.policy.analyzers.at(analyzer.name),
                          deadline, history);
    if (run.state == RunState::ran) {
      facts.history = std::move(history);
    } else {
      facts.history.risk.unavailable = run.reason;
    }
    facts.analyzers.push_back(std::move(run));
  }
}

}  // namespace gate
