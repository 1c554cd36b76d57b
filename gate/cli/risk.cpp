#include "gate/cli/risk.h"

#include <CLI/CLI.hpp>

#include "gate/cli/command.h"

namespace gate::cli {

void add_risk(CLI::App& app, Context& context) {
  auto* risk = app.add_subcommand("risk", "How likely changes are to break production: history, model, audits");
  risk->require_subcommand(1);
  add_risk_show(*risk, context);
  add_risk_train(*risk, context);
  add_risk_evaluate(*risk, context);
  add_risk_history(*risk, context);
  add_risk_index(*risk, context);
}

}  // namespace gate::cli
