#include "gate/run.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>

#include "analyzers/plugins/consult.h"
#include "gate/analyzer.h"
#include "gate/gather.h"
#include "gate/host.h"
#include "gate/judge.h"
#include "gate/recall.h"
#include "gate/record.h"
#include "gate/rules.h"
#include "gate/scope/scope.h"
#include "gate/score.h"
#include "gate/trust.h"

namespace gate {
namespace {

// Larger files are listed without hunks. What analyzers may read is `limits.file_bytes`, which is known only later.
constexpr std::uint64_t kDiffLimit = 64u << 20;

// The two ways in which somebody may ask not to be held up; both are said and recorded.
void waive(Verdict& verdict, const RunOptions& options) {
  if (verdict.exit_code == 0 || (!options.dry_run && options.skip_reason.empty())) return;
  verdict.exit_code = 0;
  verdict.exit_reason = (options.dry_run ? "--dry-run" : "GATE_SKIP (" + options.skip_reason + ")") +
                        " replaced exit code " + std::to_string(verdict.decided_exit_code);
}

std::vector<ToolVersion> tool_versions(const Facts& facts) {
  std::vector<ToolVersion> tools{{"gate", GATE_VERSION}};
  for (const auto& run : facts.analyzers) tools.push_back({run.name, run.version});
  return tools;
}

}  // namespace

scope::Settings scope_settings(const Configurations& configurations) {
  scope::Settings settings;
  for (const auto& rule : configurations.policy.rules) settings.levels.emplace_back(rule.pattern, rule.level);
  if (configurations.head) {
    settings.stricter_levels.emplace();
    for (const auto& rule : configurations.head->rules)
      settings.stricter_levels->emplace_back(rule.pattern, rule.level);
  }
  settings.baseline = configurations.baseline;
  settings.file_limit = configurations.policy.limits.file_bytes;
  return settings;
}

Expected<Verdict> run(const RunOptions& options) {
  auto start = std::chrono::steady_clock::now();
  auto elapsed = [&] {
    return static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count());
  };
  auto stage = [&](const char* words) {
    if (options.progress) options.progress(words);
  };

  // What changed: two trees, compared. From here on nothing is read from the work tree but evidence.
  stage("reading the change");
  auto repository = git::Repository::open(options.repository);
  if (!repository) return std::unexpected(repository.error());
  auto change = repository->change(options.selection, {.file_limit = kDiffLimit});
  if (!change) return std::unexpected(change.error());
  auto source = repository->source(*change);
  if (!options.head_name.empty()) {
    change->head.name = options.head_name;
    change->head.source = "the ref that is pushed";
  }

  // The rules come from the policy commit; what the change makes of them can only tighten.
  auto configurations = load_configurations(*change, *source, config_schema(), options.config_file);
  if (!configurations) return std::unexpected(configurations.error());
  if (!options.test_files.empty()) expect_tests(*configurations);
  const auto& config = configurations->policy;
  auto deadline = Deadline::in(options.hook ? config.hook_budget - options.hook_spent : config.limits.timeout);

  const auto& ledger = options.ledger.empty() ? config.ledger : options.ledger;

  // Analyzers measure both sides.
  stage("running analyzers");
  auto measured = measure(*change, *source, *configurations,
                          {repository->root(), options.executable, options.hook, options.repository.env, deadline});

  // What other tools wrote down joins them.
  GatherOptions gathering{repository->root(),
                          options.coverage_files,
                          options.test_files,
                          options.sarif_files,
                          options.approvals_file.empty() ? config.approvals_file : options.approvals_file,
                          options.hook,
                          options.repository.env,
                          deadline};
  auto reported = gather_findings(*change, *source, *configurations, gathering);
  std::ranges::move(reported.findings, std::back_inserter(measured.sides.after_alone));
  std::ranges::move(reported.rules, std::back_inserter(measured.rules));

  // Scope tells new from old, applies suppressions, baseline and rule levels.
  auto scoped = scope::settle(*change, *source, std::move(measured.sides), scope_settings(*configurations));

  // Evidence from outside. A missing report is a fact like any other.
  stage("reading the evidence");
  auto evidence = gather(*change, *source, *configurations, gathering);
  if (!evidence) return std::unexpected(evidence.error());
  std::ranges::move(reported.sources, std::back_inserter(evidence->sources));

  // Tests are held against those of the last recorded run of what the change is built on.
  recall_tests(evidence->tests, *change, *source, *repository, ledger, deadline);

  Verdict verdict;
  verdict.notes = configurations->notes;
  verdict.notes.insert(verdict.notes.end(), scoped.notes.begin(), scoped.notes.end());
  verdict.notes.insert(verdict.notes.end(), reported.notes.begin(), reported.notes.end());
  verdict.facts = {std::move(*change),   std::move(scoped.findings),
                   std::move(*evidence), std::move(measured.runs),
                   {},                   options.now,
                   options.hook};

  // The change is weighed against the repository's past.
  stage("weighing the change");
  score(verdict.facts, *source, *repository, *configurations, deadline);

  // Policies judge the facts, gate's own and those of plugins. Beyond this point nothing can change a ruling.
  verdict.rulings = judge(verdict.facts, *configurations);
  for (const auto& plugin : config.plugins)
    if (plugin.is_policy())
      std::ranges::move(plugins::consult(plugin, verdict.facts, *source, options.repository.env, deadline),
                        std::back_inserter(verdict.rulings));
  verdict.outcome = worst(verdict.rulings);
  verdict.counts = count(verdict.facts, verdict.rulings, scoped.found);
  verdict.decided_exit_code = verdict.exit_code = exit_code(verdict.outcome, options.fail_on_warn);
  verdict.config_source = config.source;
  verdict.config_digest = config.digest;
  verdict.tools = tool_versions(verdict.facts);
  std::ranges::move(reported.tools, std::back_inserter(verdict.tools));
  verdict.rules = rules_of(verdict.facts.findings, measured.rules);
  verdict.milliseconds = elapsed();
  waive(verdict, options);

  // The ledger keeps it with its facts. A pass that could not be recorded is none.
  stage("recording the verdict");
  record(verdict, ledger, *repository);
  return verdict;
}

}  // namespace gate
