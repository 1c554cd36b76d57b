// `gate risk index`: reads the repository's past into the history index, as far as it is not there yet.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

#include "gate/cli/command.h"
#include "gate/cli/progress.h"
#include "gate/cli/risk.h"
#include "gate/history/index.h"

namespace gate::cli {
namespace {

struct IndexArguments {
  RepositoryArgument repository;
  std::string revision = "HEAD";
};

Expected<history::Line> fill(const IndexArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return std::unexpected(repository.error());
  auto tip = repository->resolve(arguments.revision);
  if (!tip) return std::unexpected(tip.error());
  auto index = history::Index::open(history::Index::default_path(*repository));
  if (!index) return std::unexpected(index.error());
  Progress progress;
  progress.stage("looking for commits that are not indexed");
  auto done = index->update(*repository, *tip, Deadline::never(), [&](const history::IndexProgress& now) {
    progress.stage(fmt::format("indexing commits: {} of {}", now.done, now.total));
  });
  if (!done) return std::unexpected(done.error());
  return index->line(*tip);
}

std::string counts(const history::Line& line, double seconds) {
  std::string text = fmt::format("{} commits, {} of them changes", line.ids.size(), line.changes);
  if (line.incomplete > 0) text += fmt::format(", {} incomplete (contents are not here)", line.incomplete);
  if (line.cut) text += ", cut at a shallow clone's edge";
  return text + fmt::format("; {:.1f} s\n", seconds);
}

int run_index(const IndexArguments& arguments, const Context& context) {
  const auto start = std::chrono::steady_clock::now();
  const auto line = fill(arguments, context);
  if (!line) return report_error(line.error());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::fputs(counts(*line, taken.count()).c_str(), stdout);
  return kPass;
}

}  // namespace

void add_risk_index(CLI::App& risk, Context& context) {
  auto arguments = std::make_shared<IndexArguments>();
  auto* command =
      risk.add_subcommand("index", "Read the past of REV into the history index, as far as it is not there");
  add_repository_option(*command, arguments->repository);
  command->add_option("revision", arguments->revision, "What to index; default HEAD")->option_text("REV");
  command->callback([arguments, &context] { context.exit_code = run_index(*arguments, context); });
}

}  // namespace gate::cli
