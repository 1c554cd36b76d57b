#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "gate/analyzer.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/cli/command.h"
#include "gate/cli/output.h"
#include "gate/cli/progress.h"
#include "gate/cli/scan_rules.h"
#include "gate/cli/scan_text.h"
#include "gate/cli/scan_tree.h"
#include "gate/host.h"
#include "gate/judge.h"
#include "gate/model/words.h"
#include "gate/report/select.h"
#include "gate/rules.h"
#include "gate/run.h"
#include "gate/scope/scope.h"

namespace gate::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct ScanArguments {
  RepositoryArgument repository;
  std::vector<std::string> paths, rules, analyzers, formats;
  std::string config, fail_on;
  unsigned jobs = 0;
  bool verbose = false;
};

// Reports that speak of a tree as well as of a change.
constexpr const char* kFormats[] = {"text", "json", "sarif", "gitlab", "junit"};

Expected<std::vector<ReportTarget>> report_targets(const std::vector<std::string>& words) {
  std::vector<ReportTarget> targets;
  for (const auto& word : words) {
    auto target = parse_report_target(word);
    if (!target) return std::unexpected(target.error());
    if (std::ranges::find(kFormats, target->format) == std::end(kFormats))
      return fail(ErrorKind::usage, "a scan has no change that '" + target->format + "' could report", "--format",
                  "known are: text, json, sarif, gitlab, junit");
    targets.push_back(std::move(*target));
  }
  if (targets.empty()) targets.push_back({"text", "-"});
  return targets;
}

// Only the analyzers that are named, even where the configuration switches them off; plugins, which are code of the
// repository, only when named.
Expected<void> choose_analyzers(const std::vector<std::string>& names, config::Config& config) {
  std::vector<std::string> known;
  for (const auto& analyzer : all_analyzers()) known.push_back(analyzer.name);
  for (const auto& plugin : config.plugins)
    if (!plugin.is_policy()) known.push_back(plugin.name);
  for (const auto& name : names)
    if (std::ranges::find(known, name) == known.end())
      return fail(ErrorKind::usage, "there is no analyzer '" + printable(name) + "'", "--analyzer",
                  "did you mean '" + nearest(name, known) + "'?");
  const auto named = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  std::erase_if(config.plugins, [&](const PluginSpec& plugin) { return !named(plugin.name); });
  if (names.empty()) return {};
  for (const auto& analyzer : all_analyzers()) config.enabled[analyzer.name] = named(analyzer.name);
  return {};
}

Expected<Configurations> configurations_of(const ScanTree& tree, const ScanArguments& arguments) {
  Change settings = tree.change;
  settings.files.clear();  // nothing is an edit of the configuration
  auto loaded = load_configurations(settings, *tree.source, config_schema(), arguments.config);
  if (!loaded) return loaded;
  loaded->head.reset();
  loaded->new_plugins.clear();
  if (auto chosen = choose_analyzers(arguments.analyzers, loaded->policy); !chosen)
    return std::unexpected(chosen.error());
  if (auto used = use_rules(arguments.rules, *loaded); !used) return std::unexpected(used.error());
  return loaded;
}

// "scanning [#####     ] 512 of 1024 files", told anew with every percent.
void tell(Progress& progress, std::size_t done, std::size_t all) {
  constexpr std::size_t kWidth = 20;
  if (all < 100 || done * 100 / all == (done - 1) * 100 / all) return;
  std::string bar(done * kWidth / all, '#');
  bar.resize(kWidth, ' ');
  progress.stage(fmt::format("scanning [{}] {} of {} files", bar, done, all));
}

Measured measure_tree(const ScanTree& tree, const Configurations& configurations, const ScanArguments& arguments,
                      const Context& context) {
  Progress progress;
  progress.stage("reading rules");
  HostOptions options{.root = tree.root, .executable = context.executable, .env = context.env};
  options.data = rules_on_disk(arguments.rules);
  if (::isatty(STDERR_FILENO) == 1)
    options.progress = [&](std::size_t done, std::size_t all) { tell(progress, done, all); };
  auto measured = measure(tree.change, *tree.source, configurations, options);
  if (!arguments.analyzers.empty())  // those that nobody asked for are no gap
    std::erase_if(measured.runs, [&](const AnalyzerRun& run) {
      return std::ranges::find(arguments.analyzers, run.name) == arguments.analyzers.end();
    });
  return measured;
}

std::vector<Finding> settle(const ScanTree& tree, const Configurations& configurations, Measured& measured) {
  auto settings = scope_settings(configurations);
  settings.whole_tree = true;
  auto scoped = scope::settle(tree.change, *tree.source, std::move(measured.sides), settings);
  // In a tree there is no change that adds them.
  std::erase_if(scoped.findings, [](const Finding& finding) { return finding.rule == "gate/suppression-added"; });
  return std::move(scoped.findings);
}

// What `--fail-on` asks. Without it nothing is decided; an analyzer that failed is an error all the same.
Ruling rule_on(const Verdict& verdict, const std::string& fail_on) {
  Ruling ruling{.policy = "scan", .condition = "every analyzer did its work", .value = {}, .reason = {}};
  const auto limit = severity_from(fail_on);
  if (limit) ruling.condition = "no finding of severity " + fail_on + " or above";
  for (const Finding* finding : report::findings_in_scope(verdict))
    if (limit && finding->severity >= *limit) ruling.blocking.push_back(finding->fingerprint);
  for (const AnalyzerRun& run : verdict.facts.analyzers)
    if (run.state == RunState::error) ruling.details.push_back(run.name + ": " + run.reason);
  ruling.value = std::to_string(ruling.blocking.size());
  ruling.reason = limit ? ruling.value + " findings of severity " + fail_on + " or above"
                        : "a scan blocks nothing without --fail-on";
  if (!ruling.details.empty()) {
    ruling.status = Status::error;
    ruling.reason = "an analyzer could not do its work";
  }
  if (!ruling.blocking.empty()) ruling.status = Status::fail;
  return ruling;
}

Verdict verdict_of(ScanTree& tree, const Configurations& configurations, Measured measured,
                   const std::string& fail_on) {
  Verdict verdict;
  const auto found = static_cast<std::uint32_t>(measured.sides.after.size() + measured.sides.after_alone.size());
  verdict.facts.findings = settle(tree, configurations, measured);
  tree.change.files.clear();  // a report of a tree does not list it
  verdict.facts.change = std::move(tree.change);
  verdict.facts.analyzers = std::move(measured.runs);
  verdict.facts.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  verdict.notes = configurations.notes;
  verdict.rulings = {rule_on(verdict, fail_on)};
  verdict.outcome = worst(verdict.rulings);
  verdict.counts = count(verdict.facts, verdict.rulings, found);
  verdict.decided_exit_code = verdict.exit_code = exit_code(verdict.outcome, false);
  verdict.config_source = configurations.policy.source;
  verdict.config_digest = configurations.policy.digest;
  verdict.tools = {{"gate", GATE_VERSION}};
  for (const auto& run : verdict.facts.analyzers) verdict.tools.push_back({run.name, run.version});
  verdict.rules = rules_of(verdict.facts.findings, measured.rules);
  verdict.ledger_note = "a scan is not recorded";
  return verdict;
}

Expected<int> scan(const ScanArguments& arguments, const Context& context) {
  const auto start = Clock::now();
  auto targets = report_targets(arguments.formats);
  if (!targets) return std::unexpected(targets.error());
  if (arguments.jobs > 0) use_threads(arguments.jobs);
  auto tree = scan_tree(repository_options(arguments.repository, context, true), arguments.paths);
  if (!tree) return std::unexpected(tree.error());
  auto configurations = configurations_of(*tree, arguments);
  if (!configurations) return std::unexpected(configurations.error());
  const std::size_t files = tree->change.files.size();
  auto measured = measure_tree(*tree, *configurations, arguments, context);
  ::malloc_trim(0);  // what the trees took is not needed beside the report
  auto verdict = verdict_of(*tree, *configurations, std::move(measured), arguments.fail_on);
  verdict.milliseconds =
      static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
  const auto text = [&](const report::Style& style) { return scan_text(verdict, files, style); };
  if (auto written = write_reports(verdict, *targets, arguments.verbose, context.env, text); !written)
    return std::unexpected(written.error());
  return verdict.exit_code;
}

}  // namespace

void add_scan(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("scan", "Show what is found in a whole tree; blocks nothing without --fail-on");
  auto arguments = std::make_shared<ScanArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("PATH", arguments->paths, "Files and folders (default: all of HEAD, or of the current folder)");
  command
      ->add_option("--rules", arguments->rules, "Rule files and folders, or 'builtin', instead of the configured ones")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command->add_option("--analyzer", arguments->analyzers, "Run only this analyzer; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--config", arguments->config, "Use this configuration file instead of the tree's")
      ->type_name("FILE");
  command->add_option("--fail-on", arguments->fail_on, "Exit 1 when a finding is of this severity or above")
      ->check(CLI::IsMember({"info", "low", "medium", "high", "critical"}));
  command
      ->add_option("--format", arguments->formats,
                   "text, json, sarif, gitlab or junit, optionally with =FILE; may be repeated (default: text)")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command->add_option("--jobs", arguments->jobs, "Threads (default: one a core)")->type_name("N");
  command->add_flag("-v,--verbose", arguments->verbose, "Also list what is suppressed, and every note");
  command->callback([arguments, &context] {
    auto code = scan(*arguments, context);
    context.exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace gate::cli
