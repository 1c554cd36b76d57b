#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/incident.h"
#include "gate/cli/incident_file.h"
#include "gate/history/moment.h"

namespace gate::cli {
namespace {

struct ListArguments {
  RepositoryArgument repository;
  std::string format = "text";
};

Expected<std::vector<history::Incident>> read(const ListArguments& arguments, const Context& context) {
  auto repository = git::Repository::open(repository_options(arguments.repository, context, false));
  if (!repository) return std::unexpected(repository.error());
  auto file = IncidentFile::of(*repository);
  if (!file) return std::unexpected(file.error());
  return file->read();
}

void print_text(const std::vector<history::Incident>& incidents) {
  for (const auto& incident : incidents)
    std::fputs(fmt::format("{}  {}  {:<8}  {} commits, {} fixes  {}\n", printable(incident.id),
                           history::moment_text(incident.since), to_string(incident.severity), incident.commits.size(),
                           incident.fixes.size(), printable(incident.note))
                   .c_str(),
               stdout);
  if (incidents.empty()) std::printf("no incident is recorded in %s\n", history::kIncidentsPath.data());
}

void print_json(const std::vector<history::Incident>& incidents) {
  OrderedJson array = OrderedJson::array();
  for (const auto& incident : incidents) array.push_back(OrderedJson::parse(history::to_line(incident)));
  std::printf("%s\n", dump_json(array, 2).c_str());
}

}  // namespace

void add_incident_list(CLI::App& incident, Context& context) {
  auto* command = incident.add_subcommand("list", "What is recorded");
  auto arguments = std::make_shared<ListArguments>();
  add_repository_option(*command, arguments->repository);
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("NAME");
  command->callback([=, &context] {
    auto incidents = read(*arguments, context);
    if (!incidents) {
      context.exit_code = report_error(incidents.error());
      return;
    }
    if (arguments->format == "json")
      print_json(*incidents);
    else
      print_text(*incidents);
  });
}

}  // namespace gate::cli
