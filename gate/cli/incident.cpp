#include "gate/cli/incident.h"

#include <CLI/CLI.hpp>

#include "gate/cli/command.h"

namespace gate::cli {

void add_incident(CLI::App& app, Context& context) {
  auto* incident = app.add_subcommand("incident", "What went wrong in production: recorded for reports and as labels");
  incident->require_subcommand(1);
  add_incident_add(*incident, context);
  add_incident_list(*incident, context);
  add_incident_import(*incident, context);
}

}  // namespace gate::cli
