// The frame of the command line: one file a command, each adding its subcommand and leaving an exit code behind.
#pragma once

#include <string>
#include <vector>

#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/git/repository.h"

namespace CLI {
class App;
}

namespace gate::cli {

// Exit codes, the same for every command and every flag (docs/exit-codes.md).
inline constexpr int kPass = 0;
inline constexpr int kBlocked = 1;
inline constexpr int kUsage = 2;
inline constexpr int kUndecided = 3;

// What all commands share. Lives as long as the process's command.
struct Context {
  Environment env = process_environment();
  std::string executable;  // gate's own path
  int exit_code = kPass;   // left by the command that ran
};

// Prints "gate: error: ..." to stderr, control characters made visible, and returns the exit code of its kind:
// 2 for usage and configuration, 3 for everything else.
int report_error(const Error& error);

// The repository a command means: `--repo DIR` (trusted whoever owns it) or the current directory.
struct RepositoryArgument {
  std::string path;
};
void add_repository_option(CLI::App& command, RepositoryArgument& argument);

// How to open it. `allow_commands`: the git command line may be run.
git::OpenOptions repository_options(const RepositoryArgument& argument, const Context& context, bool allow_commands);

int main_command(int argc, char** argv);

// The commands, in the order of `gate --help`.
void add_check(CLI::App& app, Context& context);
void add_scan(CLI::App& app, Context& context);
void add_fix(CLI::App& app, Context& context);
void add_publish(CLI::App& app, Context& context);
void add_init(CLI::App& app, Context& context);
void add_hook(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_doctor(CLI::App& app, Context& context);
void add_plugin(CLI::App& app, Context& context);
void add_rules(CLI::App& app, Context& context);
void add_config(CLI::App& app, Context& context);
void add_owners(CLI::App& app, Context& context);
void add_baseline(CLI::App& app, Context& context);
void add_risk(CLI::App& app, Context& context);
void add_incident(CLI::App& app, Context& context);
void add_ledger(CLI::App& app, Context& context);
void add_completion(CLI::App& app, Context& context);

}  // namespace gate::cli
