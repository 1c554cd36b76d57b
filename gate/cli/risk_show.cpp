#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

#include "analyzers/risk/subject.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/progress.h"
#include "gate/cli/risk.h"
#include "gate/git/repository.h"
#include "gate/model/json.h"
#include "gate/report/risk.h"

namespace gate::cli {
namespace {

struct ShowArguments {
  RepositoryArgument repository;
  std::string revision = "HEAD";
  std::string format = "text";
};

// A commit against its first parent, or the range that was given.
git::Selection selection_of(const std::string& revision) {
  git::Selection selection;
  selection.range = revision.find("..") == std::string::npos ? revision + "^.." + revision : revision;
  return selection;
}

void print_text(const History& history) {
  const auto words = report::risk_words(history, 10);
  std::printf("%s\n", printable(words.headline).c_str());
  for (const auto& list : words.lists) {
    std::printf("\n%s\n", printable(list.title).c_str());
    for (const auto& item : list.items) std::printf("  %s\n", printable(item).c_str());
    if (list.left_out > 0) std::printf("  … and %zu more\n", list.left_out);
  }
  if (!words.model.empty()) std::printf("\n%s\n", printable(words.model).c_str());
}

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

int show(const ShowArguments& arguments, const Context& context) {
  Progress progress;
  progress.stage("reading the change");
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return report_error(repository.error());
  auto change = repository->change(selection_of(arguments.revision), {});
  if (!change) return report_error(change.error());
  const auto source = repository->source(*change);
  progress.stage("reading the past");
  auto subject = risk::open_subject(*repository, *change, *source, Deadline::never());
  if (!subject) return report_error(subject.error());
  progress.stage("weighing the change");
  auto history = risk::weigh_change(*subject, *repository, *change, *source, {.now = seconds_now()}, Deadline::never());
  if (!history) return report_error(history.error());
  for (const auto& note : subject->notes) std::fprintf(stderr, "gate: note: %s\n", printable(note).c_str());
  if (arguments.format == "json") {
    Facts facts;
    facts.history = std::move(*history);
    std::printf("%s\n", dump_json(facts_to_json(facts)["history"], 2).c_str());
  } else {
    print_text(*history);
  }
  return kPass;
}

}  // namespace

void add_risk_show(CLI::App& risk, Context& context) {
  auto arguments = std::make_shared<ShowArguments>();
  auto* command = risk.add_subcommand("show", "The risk of one commit or range, with reasons and what would lower it");
  command->add_option("REV", arguments->revision, "A commit (against its first parent) or A..B (default: HEAD)");
  command->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  add_repository_option(*command, arguments->repository);
  command->callback([arguments, &context] { context.exit_code = show(*arguments, context); });
}

}  // namespace gate::cli
