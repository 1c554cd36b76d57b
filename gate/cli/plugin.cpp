#include "gate/cli/plugin.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "gate/git/repository.h"

namespace gate::cli {
namespace {

// Where the plugin's folder goes: the repository's root, else here.
std::string root_of(const RepositoryArgument& argument, const Context& context) {
  auto repository = git::Repository::open(repository_options(argument, context, false));
  if (repository && !repository->bare()) return repository->root();
  return argument.path.empty() ? "." : argument.path;
}

void add_new(CLI::App& command, Context& context) {
  struct Arguments {
    RepositoryArgument repository;
    std::string name, language;
  };
  auto given = std::make_shared<Arguments>();
  auto* making = command.add_subcommand("new", "Make a working plugin with a test, to start from");
  making->add_option("NAME", given->name, "Small letters, digits and '-'")->required();
  making->add_option("--lang", given->language, "c++, python, typescript or shell")
      ->required()
      ->check(CLI::IsMember({"c++", "python", "typescript", "shell"}));
  add_repository_option(*making, given->repository);
  making->callback([given, &context] {
    context.exit_code = plugin_new(root_of(given->repository, context), given->name, given->language);
  });
}

void add_test(CLI::App& command, Context& context) {
  auto folder = std::make_shared<std::string>();
  auto update = std::make_shared<bool>(false);
  auto* testing = command.add_subcommand("test", "Run a plugin's tests: FOLDER/tests/*/{before,after,expected.json}");
  testing->add_option("FOLDER", *folder, "With gate.yml, which configures the plugin")->required();
  testing->add_flag("--update", *update, "Write what was found as what is expected; read the difference");
  testing->callback([folder, update, &context] { context.exit_code = plugin_test(*folder, *update, context); });
}

void add_of_repository(CLI::App& command, Context& context, const char* name, const char* words,
                       int (*run)(const RepositoryArgument&, const Context&)) {
  auto repository = std::make_shared<RepositoryArgument>();
  auto* adding = command.add_subcommand(name, words);
  add_repository_option(*adding, *repository);
  adding->callback([repository, run, &context] { context.exit_code = run(*repository, context); });
}

void add_pin(CLI::App& command, Context& context) {
  auto file = std::make_shared<std::string>(".gate.yml");
  auto name = std::make_shared<std::string>();
  auto* pinning = command.add_subcommand("pin", "Print the sha256 lines of programs outside of the repository");
  pinning->add_option("NAME", *name, "One plugin alone");
  pinning->add_option("--config", *file, "Default: .gate.yml")->type_name("FILE");
  pinning->callback([file, name, &context] { context.exit_code = plugin_pin(*file, *name, context); });
}

}  // namespace

void add_plugin(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("plugin", "Make, test, list and examine plugins");
  command->require_subcommand(1);
  add_new(*command, context);
  add_test(*command, context);
  add_of_repository(*command, context, "list", "The plugins in force, and where they come from", plugin_list);
  add_of_repository(*command, context, "doctor", "Start each plugin and say what it is and what is missing",
                    plugin_doctor);
  add_pin(*command, context);
}

}  // namespace gate::cli
