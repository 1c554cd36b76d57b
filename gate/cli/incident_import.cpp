#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/incident.h"
#include "gate/cli/incident_file.h"

namespace gate::cli {
namespace {

using history::Incident;
using history::IncidentFormat;
using history::IncidentImport;

struct ImportArguments {
  RepositoryArgument repository;
  std::string file, format;
};

struct Outcome {
  std::size_t added = 0, known = 0;
  std::vector<std::string> problems;
};

// As asked for, else as the file's name and contents suggest: issues have labels and numbers.
IncidentFormat format_of(const ImportArguments& arguments, const std::string& text) {
  if (arguments.format == "csv") return IncidentFormat::csv;
  if (arguments.format == "github") return IncidentFormat::github_issues;
  if (arguments.format == "json") return IncidentFormat::json;
  if (lower(arguments.file).ends_with(".csv")) return IncidentFormat::csv;
  const bool issues = text.contains("\"labels\"") && text.contains("\"number\"");
  return issues ? IncidentFormat::github_issues : IncidentFormat::json;
}

// Replaces revisions by full ids; those that this repository does not know are left out and named.
void resolve(std::vector<std::string>& revisions, const git::Repository& repository, const std::string& id,
             Outcome& outcome) {
  std::vector<std::string> ids;
  for (const auto& revision : revisions) {
    auto found = repository.resolve(revision);
    if (!found)
      outcome.problems.push_back(
          fmt::format("incident '{}': '{}' is no commit here", printable(id), printable(revision)));
    else if (std::find(ids.begin(), ids.end(), *found) == ids.end())
      ids.push_back(std::move(*found));
  }
  revisions = std::move(ids);
}

// What is new of an import, with full ids.
std::vector<Incident> choose(std::vector<Incident> incidents, const std::vector<Incident>& known,
                             const git::Repository& repository, Outcome& outcome) {
  std::set<std::string> ids;
  for (const auto& incident : known) ids.insert(incident.id);
  std::vector<Incident> chosen;
  for (auto& incident : incidents) {
    if (!ids.insert(incident.id).second) {
      ++outcome.known;
      continue;
    }
    resolve(incident.commits, repository, incident.id, outcome);
    resolve(incident.fixes, repository, incident.id, outcome);
    if (incident.commits.empty() && incident.fixes.empty() && incident.paths.empty()) continue;
    if (auto again = history::parse_incidents(history::to_line(incident), "line"); !again) {
      outcome.problems.push_back(fmt::format("incident '{}': {}", printable(incident.id), again.error().message));
      continue;
    }
    chosen.push_back(std::move(incident));
  }
  outcome.added = chosen.size();
  return chosen;
}

Expected<Outcome> import(const ImportArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, true));
  if (!repository) return std::unexpected(repository.error());
  auto file = IncidentFile::of(*repository);
  if (!file) return std::unexpected(file.error());
  auto text = read_file(arguments.file);
  if (!text) return std::unexpected(text.error());
  auto read = history::import_incidents(*text, format_of(arguments, *text), arguments.file);
  if (!read) return std::unexpected(read.error());
  Outcome outcome{0, 0, std::move(read->problems)};
  auto done = file->append([&](const auto& known) -> Expected<std::vector<Incident>> {
    return choose(std::move(read->incidents), known, *repository, outcome);
  });
  if (!done) return std::unexpected(done.error());
  return outcome;
}

int finish(const ImportArguments& arguments, const Context& context) {
  auto outcome = import(arguments, context);
  if (!outcome) return report_error(outcome.error());
  for (const auto& problem : outcome->problems) std::fprintf(stderr, "gate: note: %s\n", printable(problem).c_str());
  if (outcome->added + outcome->known == 0)
    return report_error({ErrorKind::parse, "no incident in it that can be used", arguments.file,
                         "docs/incidents.md says what each format must hold"});
  std::printf("imported %zu incident(s) into %s, %zu recorded before\n", outcome->added, history::kIncidentsPath.data(),
              outcome->known);
  return kPass;
}

}  // namespace

void add_incident_import(CLI::App& incident, Context& context) {
  auto* command = incident.add_subcommand("import", "Record the incidents of another system's export");
  auto arguments = std::make_shared<ImportArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("file", arguments->file, "JSON, CSV, or an export of GitHub issues")->required();
  command->add_option("--format", arguments->format, "json, csv or github; default: as name and contents suggest")
      ->check(CLI::IsMember({"json", "csv", "github"}))
      ->type_name("NAME");
  command->callback([=, &context] { context.exit_code = finish(*arguments, context); });
}

}  // namespace gate::cli
