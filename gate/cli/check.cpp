#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "gate/cli/command.h"
#include "gate/cli/output.h"
#include "gate/cli/progress.h"
#include "gate/run.h"

namespace gate::cli {
namespace {

struct CheckArguments {
  RepositoryArgument repository;
  std::string base, head, range, policy, config, approvals, ledger, fail_on;
  std::vector<std::string> coverage, tests, sarif, reports;
  bool staged = false, worktree = false, dry_run = false, verbose = false;
};

std::optional<std::string> given(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}

RunOptions run_options(const CheckArguments& arguments, const Context& context) {
  RunOptions options;
  options.repository = repository_options(arguments.repository, context, true);
  options.selection.base = given(arguments.base);
  options.selection.head = given(arguments.head);
  options.selection.range = given(arguments.range);
  options.selection.policy = given(arguments.policy);
  options.selection.staged = arguments.staged;
  options.selection.worktree = arguments.worktree;
  options.config_file = arguments.config;
  options.coverage_files = arguments.coverage;
  options.test_files = arguments.tests;
  options.sarif_files = arguments.sarif;
  options.approvals_file = arguments.approvals;
  options.ledger = arguments.ledger;
  options.dry_run = arguments.dry_run;
  options.fail_on_warn = arguments.fail_on == "warn";
  options.executable = context.executable;
  options.now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return options;
}

int check(const CheckArguments& arguments, const Context& context) {
  std::vector<ReportTarget> targets;
  for (const auto& word : arguments.reports) {
    auto target = parse_report_target(word);
    if (!target) return report_error(target.error());
    targets.push_back(std::move(*target));
  }
  auto options = run_options(arguments, context);
  auto verdict = [&] {
    Progress progress;
    options.progress = [&](const std::string& words) { progress.stage(words); };
    return run(options);
  }();
  if (!verdict) return report_error(verdict.error());
  auto written = write_reports(*verdict, targets, arguments.verbose, context.env);
  if (written) return verdict->exit_code;
  report_error(written.error());
  return verdict->exit_code == kPass ? kUndecided : verdict->exit_code;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("check", "Judge a change: exit 0 lets it pass, 1 blocks it");
  auto arguments = std::make_shared<CheckArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("RANGE", arguments->range, "A..B: exactly these trees; A...B: from their merge-base");
  command->add_option("--base", arguments->base, "Judge from the merge-base with this revision")->type_name("REV");
  auto* head =
      command->add_option("--head", arguments->head, "The revision to judge (default: HEAD)")->type_name("REV");
  auto* staged = command->add_flag("--staged", arguments->staged, "Judge what is staged");
  auto* worktree = command->add_flag("--worktree", arguments->worktree, "Judge the files of the work tree");
  staged->excludes(worktree)->excludes(head);
  worktree->excludes(head);
  command->add_option("--policy", arguments->policy, "Read configuration and CODEOWNERS from this revision")
      ->type_name("REV");
  command->add_option("--config", arguments->config, "Use this configuration file instead of the policy commit's")
      ->type_name("FILE");
  command->add_option("--coverage", arguments->coverage, "A coverage report (LCOV, Cobertura); may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--tests", arguments->tests, "A test report (JUnit, CTest, Go, TAP); may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--sarif", arguments->sarif, "Findings of another tool as SARIF; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--approvals", arguments->approvals, "Who approved, as JSON (docs/review.md)")->type_name("FILE");
  command->add_option("--ledger", arguments->ledger, "Record the verdict in this database, or 'none'")
      ->type_name("PATH");
  command
      ->add_option(
          "--report", arguments->reports,
          "text, json, sarif, markdown, junit, gitlab, receipt or github, optionally with =FILE; may be repeated "
          "(default: text)")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command->add_option("--fail-on", arguments->fail_on, "'warn' makes a warning block")
      ->check(CLI::IsMember({"warn", "fail"}));
  command->add_flag("--dry-run", arguments->dry_run, "Exit 0 whatever the verdict, and print the code it replaced");
  command->add_flag("-v,--verbose", arguments->verbose, "Also list what is existing, suppressed or in shadow");
  command->callback([arguments, &context] { context.exit_code = check(*arguments, context); });
}

}  // namespace gate::cli
