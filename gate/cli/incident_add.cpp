#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/incident.h"
#include "gate/cli/incident_file.h"
#include "gate/history/moment.h"

namespace gate::cli {
namespace {

struct AddArguments {
  RepositoryArgument repository;
  std::vector<std::string> commits, fixes, paths;
  std::string since, severity = "high", note, id, url;
};

Expected<std::int64_t> since_of(const AddArguments& arguments) {
  if (arguments.since.empty()) return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (auto moment = history::parse_moment(arguments.since)) return *moment;
  return fail(ErrorKind::usage, fmt::format("'{}' is no date", printable(arguments.since)), "--since",
              "write an ISO 8601 date or date-time, such as 2026-11-21 or 2026-11-21T10:30:00Z");
}

Expected<history::Incident> read(const AddArguments& arguments, const git::Repository& repository) {
  if (arguments.commits.empty() && arguments.fixes.empty() && arguments.paths.empty())
    return fail(ErrorKind::usage, "nothing says what the incident was about", "",
                "name a commit that caused it (--commit), one that mended it (--fix), or a --path");
  history::Incident incident{
      .id = arguments.id, .paths = arguments.paths, .note = arguments.note, .url = arguments.url};
  auto since = since_of(arguments);
  if (!since) return std::unexpected(since.error());
  incident.since = *since;
  const auto severity = severity_from(arguments.severity);
  if (!severity)
    return fail(ErrorKind::usage, fmt::format("'{}' is no severity", printable(arguments.severity)), "--severity",
                "info, low, medium, high or critical");
  incident.severity = *severity;
  auto commits = resolve_all(repository, arguments.commits);
  if (!commits) return std::unexpected(commits.error());
  incident.commits = std::move(*commits);
  auto fixes = resolve_all(repository, arguments.fixes);
  if (!fixes) return std::unexpected(fixes.error());
  incident.fixes = std::move(*fixes);
  return incident;
}

bool has_id(const std::vector<history::Incident>& incidents, const std::string& id) {
  return std::any_of(incidents.begin(), incidents.end(), [&](const auto& incident) { return incident.id == id; });
}

// "2026-11-21-1": the day it began, and the first number that is free.
std::string free_id(const std::vector<history::Incident>& known, std::int64_t since) {
  const std::string day = history::moment_text(since).substr(0, 10);
  std::size_t number = 1;
  while (has_id(known, fmt::format("{}-{}", day, number))) ++number;
  return fmt::format("{}-{}", day, number);
}

Expected<std::string> add(const AddArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return std::unexpected(repository.error());
  auto file = IncidentFile::of(*repository);
  if (!file) return std::unexpected(file.error());
  auto incident = read(arguments, *repository);
  if (!incident) return std::unexpected(incident.error());
  auto done = file->append([&](const auto& known) -> Expected<std::vector<history::Incident>> {
    if (incident->id.empty()) incident->id = free_id(known, incident->since);
    if (has_id(known, incident->id))
      return fail(ErrorKind::usage, fmt::format("incident '{}' is recorded already", printable(incident->id)),
                  std::string(history::kIncidentsPath), "choose another --id, or edit its line");
    const std::string line = history::to_line(*incident);
    if (auto again = history::parse_incidents(line, "the new line"); !again) return std::unexpected(again.error());
    return std::vector{*incident};
  });
  if (!done) return std::unexpected(done.error());
  return incident->id;
}

}  // namespace

void add_incident_add(CLI::App& incident, Context& context) {
  auto* command = incident.add_subcommand("add", "Record one incident");
  auto arguments = std::make_shared<AddArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("--commit", arguments->commits, "A commit that brought it in")->type_name("REV");
  command->add_option("--fix", arguments->fixes, "A commit that mended it")->type_name("REV");
  command->add_option("--path", arguments->paths, "A file or folder it was in, when known beyond the commits")
      ->type_name("PATH");
  command->add_option("--since", arguments->since, "When it began: an ISO 8601 date or date-time; default: now")
      ->type_name("DATE");
  command->add_option("--severity", arguments->severity, "info, low, medium, high or critical; default: high")
      ->type_name("WORD");
  command->add_option("--note", arguments->note, "What happened, in a sentence")->type_name("TEXT");
  command->add_option("--id", arguments->id, "The tracker's id; default: the day and a number")->type_name("ID");
  command->add_option("--url", arguments->url, "Where more is to be read")->type_name("URL");
  command->callback([=, &context] {
    auto id = add(*arguments, context);
    if (!id) {
      context.exit_code = report_error(id.error());
      return;
    }
    std::printf("recorded incident %s in %s; commit it\n", printable(*id).c_str(), history::kIncidentsPath.data());
  });
}

}  // namespace gate::cli
