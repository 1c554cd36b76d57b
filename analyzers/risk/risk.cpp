#include "analyzers/risk/risk.h"

#include "analyzers/risk/subject.h"

namespace gate {
namespace {

constexpr const char* kDoc =
    R"(Weighs the change against the repository's past: a calibrated probability that a later commit must mend it, with
the reasons in words, the riskiest files and lines, and what would lower it. It runs where the policy `risk` judges.

What it looks at: size and spread of the change, the past of its files (changes, fixes, reverts, people), the author's
experience with them, tests and kinds of files, files usually changed together, the words of the changed lines and of
the message, nesting, and the time of day. The definitions with their sources are in docs/risk.md. Findings of other
analyzers and coverage do not enter the probability; the policy sets them beside it.

How it decides: an index of the past (`history.db` in gate's folder of the git directory) is brought up to the change's
base, the change is measured like one more commit, and a model gives the probability: the one that comes with gate,
blended with the repository's own (`.gate/risk.model`, from `gate risk train`) by the number of its labels. Reasons are
exact: their amounts add up to the probability.

Limits: it speaks of changes like earlier ones; a probability is not a finding. A change of several commits is weighed
as if squashed into one. With fewer than 30 earlier changes, or a history that is cut off, it says so instead.)";

Expected<ScoreResult> score(const ScoreView& view, const Options& options, const Deadline& deadline) {
  const auto fill = deadline.earlier(Deadline::in(std::chrono::seconds(options.integer("index_seconds"))));
  auto subject = risk::open_subject(view.repository, view.facts.change, view.source, fill);
  ScoreResult result;
  if (!subject) {
    if (subject.error().kind != ErrorKind::unavailable && subject.error().kind != ErrorKind::limit)
      return std::unexpected(subject.error());
    result.state = RunState::not_checked;
    result.reason = subject.error().text();
    return result;
  }
  auto history =
      risk::weigh_change(*subject, view.repository, view.facts.change, view.source, {.now = view.facts.now}, fill);
  if (!history) return std::unexpected(history.error());
  result.history = std::move(*history);
  result.notes = std::move(subject->notes);
  return result;
}

}  // namespace

Analyzer risk_analyzer() {
  Analyzer analyzer;
  analyzer.name = "risk";
  analyzer.version = "1";
  analyzer.summary = "how likely the change is to need mending, by the repository's past";
  analyzer.doc = kDoc;
  analyzer.options = {
      {"index_seconds", OptionType::integer, 60,
       "Seconds that bringing the index of the past up to date may take in a run; what is done stays."},
  };
  analyzer.run = ScoreAnalysis(score);
  return analyzer;
}

}  // namespace gate
