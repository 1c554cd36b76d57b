#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/progress.h"
#include "gate/git/repository.h"
#include "gate/host.h"
#include "gate/scope/baseline.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPath = ".gate/baseline.json";

Expected<git::Repository> open(const RepositoryArgument& argument, const Context& context) {
  return git::Repository::open(repository_options(argument, context, true));
}

// Every finding in HEAD's tree that would count, had it just been written.
Expected<std::vector<scope::BaselineEntry>> measure_head(const git::Repository& repository, const Context& context) {
  Progress progress;
  progress.stage("reading HEAD");
  git::Selection selection;
  selection.range = std::string(git::kEmptyTree) + "..HEAD";  // everything counts as added
  auto change = repository.change(selection, {});
  if (!change) return std::unexpected(change.error());
  auto source = repository.source(*change);
  auto configurations = load_configurations(*change, *source, config_schema(), "");
  if (!configurations) return std::unexpected(configurations.error());
  progress.stage("running analyzers");
  auto measured =
      measure(*change, *source, *configurations, {.root = repository.root(), .executable = context.executable});
  scope::Settings settings;
  settings.whole_tree = true;
  settings.file_limit = configurations->policy.limits.file_bytes;
  for (const auto& rule : configurations->policy.rules) settings.levels.emplace_back(rule.pattern, rule.level);
  auto scoped = scope::settle(*change, *source, std::move(measured.sides), settings);
  std::vector<scope::BaselineEntry> entries;
  for (const auto& finding : scoped.findings)
    if (!finding.suppressed && finding.level >= Level::warn && !finding.about_change)
      entries.push_back({finding.fingerprint, finding.rule, finding.place.path, finding.message});
  return entries;
}

Expected<void> create(const RepositoryArgument& argument, const Context& context, bool force) {
  auto repository = open(argument, context);
  if (!repository) return std::unexpected(repository.error());
  auto path = fs::path(repository->root()) / kPath;
  std::error_code error;
  if (fs::exists(path, error) && !force)
    return fail(ErrorKind::usage, "a baseline exists already", path.string(),
                "`gate baseline update` drops what is mended; --force writes it anew");
  auto entries = measure_head(*repository, context);
  if (!entries) return std::unexpected(entries.error());
  fs::create_directories(path.parent_path(), error);
  if (auto written = write_file(path, scope::write_baseline(*entries)); !written) return written;
  std::printf("wrote %s with %zu finding(s); commit it: it counts from the target branch\n",
              printable(path.string()).c_str(), entries->size());
  return {};
}

// Only ever shrinks: what is not in the baseline yet is new and stays visible.
Expected<void> update(const RepositoryArgument& argument, const Context& context) {
  auto repository = open(argument, context);
  if (!repository) return std::unexpected(repository.error());
  auto path = fs::path(repository->root()) / kPath;
  auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  auto accepted = scope::parse_baseline(*text, kPath);
  if (!accepted) return std::unexpected(accepted.error());
  auto present = measure_head(*repository, context);
  if (!present) return std::unexpected(present.error());
  std::set<std::string> fingerprints;
  for (const auto& entry : *present) fingerprints.insert(entry.fingerprint);
  auto before = accepted->size();
  std::erase_if(*accepted, [&](const auto& entry) { return !fingerprints.contains(entry.fingerprint); });
  if (auto written = write_file(path, scope::write_baseline(*accepted)); !written) return written;
  std::printf("%zu finding(s) mended and dropped, %zu remain\n", before - accepted->size(), accepted->size());
  return {};
}

}  // namespace

void add_baseline(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("baseline", "Accept what HEAD already has, so that only new findings count");
  command->require_subcommand(1);
  auto repository = std::make_shared<RepositoryArgument>();
  auto force = std::make_shared<bool>(false);
  auto finish = [&context](const Expected<void>& done) {
    context.exit_code = done ? kPass : report_error(done.error());
  };
  auto* creating = command->add_subcommand("create", "Write .gate/baseline.json from HEAD");
  add_repository_option(*creating, *repository);
  creating->add_flag("--force", *force, "Replace an existing baseline");
  creating->callback([=, &context] { finish(create(*repository, context, *force)); });
  auto* updating = command->add_subcommand("update", "Drop from the baseline what is mended");
  add_repository_option(*updating, *repository);
  updating->callback([=, &context] { finish(update(*repository, context)); });
}

}  // namespace gate::cli
