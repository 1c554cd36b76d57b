// `gate risk`: one file a subcommand.
#pragma once

namespace CLI {
class App;
}

namespace gate::cli {

struct Context;

void add_risk_show(CLI::App& risk, Context& context);      // risk_show.cpp
void add_risk_index(CLI::App& risk, Context& context);     // risk_index.cpp
void add_risk_history(CLI::App& risk, Context& context);   // risk_history.cpp
void add_risk_train(CLI::App& risk, Context& context);     // risk_train.cpp
void add_risk_evaluate(CLI::App& risk, Context& context);  // risk_evaluate.cpp

}  // namespace gate::cli
