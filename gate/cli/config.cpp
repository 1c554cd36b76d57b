#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/config/config.h"
#include "gate/report/json_schema.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

Expected<config::Config> read(const std::string& path) {
  auto text = read_file(path, 1u << 20);
  if (!text && text.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, "there is no such file", path, "`gate init` writes one");
  if (!text) return std::unexpected(text.error());
  return config::parse(*text, path, config_schema());
}

int verify(const std::string& path) {
  auto config = read(path);
  if (!config) return report_error(config.error());
  std::printf("%s is valid (digest %s)\n", printable(path).c_str(), config->digest.substr(0, 12).c_str());
  return kPass;
}

// The file as it is understood, defaults included; without a file, the built-in defaults.
int show(const std::string& path) {
  auto config = read(path);
  if (!config && config.error().kind == ErrorKind::not_found && path == ".gate.yml")
    config = config::defaults(config_schema());
  if (!config) return report_error(config.error());
  std::fputs(config::show(*config).c_str(), stdout);
  return kPass;
}

int schema(bool of_verdicts) {
  if (of_verdicts)
    std::printf("%s\n", std::string(report::json_schema()).c_str());
  else
    std::printf("%s\n", dump_json(config::json_schema(config_schema()), 2).c_str());
  return kPass;
}

}  // namespace

void add_config(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("config", "Verify .gate.yml, print its schema, show what is in force");
  command->require_subcommand(1);
  auto path = std::make_shared<std::string>(".gate.yml");
  auto* verifying = command->add_subcommand("verify", "Is the file valid? Errors come with line and column");
  verifying->add_option("FILE", *path, "Default: .gate.yml");
  verifying->callback([path, &context] { context.exit_code = verify(*path); });
  auto* showing = command->add_subcommand("show", "The whole configuration with every default");
  showing->add_option("FILE", *path, "Default: .gate.yml, else the built-in defaults");
  showing->callback([path, &context] { context.exit_code = show(*path); });
  auto* printing = command->add_subcommand("schema", "JSON Schema of .gate.yml, for editors");
  auto of_verdicts = std::make_shared<bool>(false);
  printing->add_flag("--report", *of_verdicts, "That of `--report json` instead");
  printing->callback([of_verdicts, &context] { context.exit_code = schema(*of_verdicts); });
}

}  // namespace gate::cli
