#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/cli/command.h"
#include "gate/rules.h"

namespace gate::cli {
namespace {

constexpr const char* kFooter =
    "\nExit codes: 0 pass, warn or not applicable; 1 blocked; 2 usage or configuration; 3 could not decide.\n"
    "`gate explain` lists what is checked; `gate doctor` says what will and will not be checked here.";

std::string own_path() {
  std::error_code error;
  auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "gate" : path.string();
}

// 0 for anything that is no number from 1 to 1024.
unsigned number_of(const std::string& text) {
  unsigned number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && number <= 1024 ? number : 0;
}

int parse_and_run(CLI::App& app, int argc, char** argv, Context& context) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    app.exit(help);
    return kPass;
  } catch (const CLI::CallForAllHelp& help) {
    app.exit(help);
    return kPass;
  } catch (const CLI::CallForVersion& version) {
    app.exit(version);
    return kPass;
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "gate: error: %s\nTry 'gate --help'.\n", printable(error.what()).c_str());
    return kUsage;
  }
  return context.exit_code;
}

}  // namespace

int report_error(const Error& error) {
  std::fprintf(stderr, "gate: error: %s\n", printable(error.text(), true).c_str());
  return error.kind == ErrorKind::usage || error.kind == ErrorKind::config ? kUsage : kUndecided;
}

void add_repository_option(CLI::App& command, RepositoryArgument& argument) {
  command.add_option("--repo", argument.path, "Repository, whoever owns it (default: the current directory's)")
      ->type_name("DIR");
}

git::OpenOptions repository_options(const RepositoryArgument& argument, const Context& context, bool allow_commands) {
  return {.path = argument.path.empty() ? "." : argument.path,
          .trust_owner = !argument.path.empty(),
          .allow_commands = allow_commands,
          .env = context.env};
}

int main_command(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed reader is an error of that write, not the end of the verdict
  std::signal(SIGXFSZ, SIG_IGN);  // as is a file that may not grow
  if (auto missing = undocumented(); !missing.empty()) {
    for (const auto& what : missing) std::fprintf(stderr, "gate: undocumented: %s\n", what.c_str());
    return kUndecided;
  }
  Context context;
  if (const auto threads = context.env("GATE_THREADS")) use_threads(number_of(*threads));
  context.executable = own_path();
  CLI::App app("gate: may this change go to production?", "gate");
  app.set_version_flag("--version", "gate " GATE_VERSION);
  app.require_subcommand(1);
  app.footer(kFooter);
  for (auto* add : {add_check, add_scan, add_fix, add_publish, add_init, add_hook, add_explain, add_doctor, add_plugin,
                    add_rules, add_config, add_owners, add_baseline, add_risk, add_incident, add_ledger, add_completion})
    add(app, context);
  try {
    return parse_and_run(app, argc, argv, context);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gate: internal error: %s\nThis is a defect of gate; nothing was decided.\n",
                 printable(error.what()).c_str());
    return kUndecided;
  }
}

}  // namespace gate::cli
