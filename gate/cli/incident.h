// `gate incident`: one file a subcommand.
#pragma once

namespace CLI {
class App;
}

namespace gate::cli {

struct Context;

void add_incident_add(CLI::App& incident, Context& context);     // incident_add.cpp
void add_incident_list(CLI::App& incident, Context& context);    // incident_list.cpp
void add_incident_import(CLI::App& incident, Context& context);  // incident_import.cpp

}  // namespace gate::cli
