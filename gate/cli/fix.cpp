#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/fix_diff.h"
#include "gate/cli/fix_file.h"
#include "gate/cli/fix_plan.h"
#include "gate/cli/progress.h"
#include "gate/cli/scan_rules.h"
#include "gate/host.h"
#include "gate/report/select.h"
#include "gate/run.h"
#include "gate/scope/scope.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShortestId = 8;

struct FixArguments {
  RepositoryArgument repository;
  std::vector<std::string> wanted, rules;
  std::string base, policy, config;
  bool dry_run = false;
};

// Files are changed only where a person asked for it.
Expected<void> check_surroundings(const Environment& env) {
  for (const char* name : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "PRE_COMMIT"})
    if (env(name))
      return fail(ErrorKind::usage, std::string("gate changes no files within a hook (") + name + " is set)", {},
                  "run `gate fix` yourself; `gate fix --dry-run` only shows the changes");
  if (!env("CI").value_or("").empty())
    return fail(ErrorKind::usage, "gate changes no files in a pipeline (CI is set)", {},
                "run `gate fix` where the change is written; `gate fix --dry-run` only shows the changes");
  return {};
}

struct Examined {
  std::string root;
  std::shared_ptr<const Source> source;
  Change change;
  std::vector<Finding> findings;
  std::vector<std::string> problems;  // of analyzers
};

// The findings of what `gate check` would judge, without evidence and policies.
Expected<Examined> examine(const FixArguments& arguments, const Context& context) {
  Progress progress;
  progress.stage("running analyzers");
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return std::unexpected(repository.error());
  if (repository->bare()) return fail(ErrorKind::usage, "a bare repository has no files to change");
  git::Selection selection;
  if (!arguments.base.empty()) selection.base = arguments.base;
  if (!arguments.policy.empty()) selection.policy = arguments.policy;
  auto change = repository->change(selection, {});
  if (!change) return std::unexpected(change.error());
  auto source = repository->source(*change);
  auto configurations = load_configurations(*change, *source, config_schema(), arguments.config);
  if (!configurations) return std::unexpected(configurations.error());
  if (auto used = use_rules(arguments.rules, *configurations); !used) return std::unexpected(used.error());
  HostOptions options{.root = repository->root(), .executable = context.executable, .env = context.env};
  options.data = rules_on_disk(arguments.rules);
  auto measured = measure(*change, *source, *configurations, options);
  Examined examined{repository->root(), source, *change, {}, {}};
  for (const auto& run : measured.runs)
    if (run.state == RunState::error) examined.problems.push_back(run.name + ": " + run.reason);
  examined.findings =
      scope::settle(*change, *source, std::move(measured.sides), scope_settings(*configurations)).findings;
  return examined;
}

// `word` as a path below the root; "" for the root itself, and something beginning with ".." for what lies elsewhere.
std::string path_below(const std::string& root, const std::string& word) {
  std::error_code error;
  const fs::path full = fs::weakly_canonical(fs::absolute(word), error);
  if (error) return "..";
  auto path = full.lexically_relative(root).generic_string();
  while (path.ends_with('/')) path.pop_back();
  return path == "." ? "" : path;
}

// What the words on the command line ask for: findings by the beginning of their fingerprint, rules, files, folders.
bool asks_for(const std::string& word, const std::string& root, const Finding& finding) {
  if (word.size() >= kShortestId && finding.fingerprint.starts_with(word)) return true;
  if (glob_match(word, finding.rule)) return true;
  const std::string path = path_below(root, word);
  return path.empty() || finding.place.path == path || finding.place.path.starts_with(path + "/");
}

// Findings that count, offer a fix and are asked for. A word that asks for nothing is a mistake, unless a file or
// folder of that name is there.
Expected<std::map<std::string, std::vector<const Finding*>>> choose(const Examined& examined,
                                                                    const std::vector<std::string>& words) {
  std::map<std::string, std::vector<const Finding*>> chosen;
  for (const auto& word : words) {
    const bool known = std::ranges::any_of(
        examined.findings, [&](const Finding& finding) { return asks_for(word, examined.root, finding); });
    std::error_code ignored;
    if (!known && !fs::exists(word, ignored))
      return fail(ErrorKind::usage, "no finding, rule, file or folder is meant by it", word,
                  "`gate check --report json` lists fingerprints and rules");
  }
  for (const Finding& finding : examined.findings) {
    if (finding.fix.empty() || !report::in_scope(finding)) continue;
    const bool asked = words.empty() || std::ranges::any_of(words, [&](const std::string& word) {
                         return asks_for(word, examined.root, finding);
                       });
    if (asked) chosen[finding.place.path].push_back(&finding);
  }
  return chosen;
}

class Fixer {
 public:
  Fixer(const Examined& examined, bool dry_run) : examined_(examined), dry_run_(dry_run) {}

  void fix(const std::string& path, const std::vector<const Finding*>& findings) {
    const auto text = examined_.source->file(Tree::head, path, 64u << 20);
    if (!text || !*text) return leave_all(findings, text ? "HEAD does not hold the file" : text.error().text());
    const auto plan = plan_fixes(path, **text, findings);
    for (const auto& one : plan.left_out) leave(*one.finding, one.reason);
    if (plan.applied.empty()) return;
    if (auto done = replace_in_worktree(examined_.root, path, **text, plan.text, dry_run_); !done) {
      const Error& error = done.error();
      return leave_all(plan.applied, error.remedy.empty() ? error.message : error.message + "; " + error.remedy);
    }
    made_ += plan.applied.size();
    if (dry_run_) return show(path, **text, plan.text);
    std::printf("fixed %s: %zu finding%s\n", printable(path).c_str(), plan.applied.size(),
                plan.applied.size() == 1 ? "" : "s");
    for (const Finding* finding : plan.applied)
      std::printf("      line %u %s\n", finding->place.line, printable(finding->rule).c_str());
  }

  // The exit code.
  int finish() const {
    std::fflush(stdout);
    for (const auto& problem : examined_.problems)
      std::fprintf(stderr, "gate: error: %s\n", printable(problem).c_str());
    std::fprintf(stderr, "gate: %zu fix%s %s, %zu left out\n", made_, made_ == 1 ? "" : "es",
                 dry_run_ ? "would be made" : "made", left_);
    if (!examined_.problems.empty()) return kUndecided;
    return left_ == 0 ? kPass : kBlocked;
  }

 private:
  void leave(const Finding& finding, const std::string& reason) {
    ++left_;
    std::fprintf(stderr, "left out %s:%u %s: %s\n", printable(finding.place.path).c_str(), finding.place.line,
                 printable(finding.rule).c_str(), printable(reason).c_str());
  }

  void leave_all(const std::vector<const Finding*>& findings, const std::string& reason) {
    for (const Finding* finding : findings) leave(*finding, reason);
  }

  // For `git apply` as it is; on a terminal without control characters.
  void show(const std::string& path, std::string_view before, std::string_view after) {
    auto diff = unified_diff(path, before, after);
    if (!diff) {
      std::fprintf(stderr, "gate: %s\n", printable(diff.error().text()).c_str());
      return;
    }
    const std::string text = ::isatty(STDOUT_FILENO) == 1 ? printable(*diff, true) : *diff;
    std::fwrite(text.data(), 1, text.size(), stdout);
  }

  const Examined& examined_;
  bool dry_run_;
  std::size_t made_ = 0, left_ = 0;
};

Expected<int> fix(const FixArguments& arguments, const Context& context) {
  if (!arguments.dry_run)
    if (auto allowed = check_surroundings(context.env); !allowed) return std::unexpected(allowed.error());
  auto examined = examine(arguments, context);
  if (!examined) return std::unexpected(examined.error());
  auto chosen = choose(*examined, arguments.wanted);
  if (!chosen) return std::unexpected(chosen.error());
  Fixer fixer(*examined, arguments.dry_run);
  for (const auto& [path, findings] : *chosen) fixer.fix(path, findings);
  return fixer.finish();
}

}  // namespace

void add_fix(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("fix", "Apply the fixes that findings of the change offer to the work tree");
  auto arguments = std::make_shared<FixArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("WHAT", arguments->wanted,
                      "Findings (the beginning of a fingerprint), rules, files or folders (default: all)");
  command->add_option("--base", arguments->base, "The change from the merge-base with this revision")->type_name("REV");
  command->add_option("--policy", arguments->policy, "Read configuration and rules from this revision")
      ->type_name("REV");
  command->add_option("--config", arguments->config, "Use this configuration file instead of the policy commit's")
      ->type_name("FILE");
  command
      ->add_option("--rules", arguments->rules, "Rule files and folders, or 'builtin', instead of the configured ones")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command->add_flag("--dry-run", arguments->dry_run, "Change nothing; print what would be changed as a diff");
  command->callback([arguments, &context] {
    auto code = fix(*arguments, context);
    context.exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace gate::cli
