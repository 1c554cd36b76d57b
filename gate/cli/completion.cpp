#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "gate/cli/command.h"

namespace gate::cli {
namespace {

// Every option and subcommand of one command, as words.
std::string words_of(const CLI::App& command) {
  std::string words;
  for (const auto* sub : command.get_subcommands([](const CLI::App*) { return true; })) words += sub->get_name() + " ";
  for (const auto* option : command.get_options([](const CLI::Option*) { return true; }))
    for (const auto& name : option->get_lnames()) words += "--" + name + " ";
  return words;
}

// `case` branches by the path of subcommands typed so far.
void add_cases(const CLI::App& command, const std::string& path, std::string& cases) {
  cases += "    '" + path + "') words='" + words_of(command) + "' ;;\n";
  for (const auto* sub : command.get_subcommands([](const CLI::App*) { return true; }))
    add_cases(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), cases);
}

std::string bash_script(const CLI::App& app) {
  std::string cases;
  add_cases(app, "", cases);
  return "_gate() {\n"
         "  local path='' word words current=${COMP_WORDS[COMP_CWORD]}\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case $word in -*) break ;; *) path=\"${path:+$path }$word\" ;; esac\n"
         "  done\n"
         "  case $path in\n" +
         cases +
         "    *) words='' ;;\n  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$current\"))\n"
         "}\ncomplete -F _gate gate\n";
}

}  // namespace

void add_completion(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("completion", "Completion for the shell: eval \"$(gate completion bash)\"");
  auto shell = std::make_shared<std::string>("bash");
  command->add_option("SHELL", *shell, "bash or zsh")->check(CLI::IsMember({"bash", "zsh"}));
  command->callback([shell, &app, &context] {
    if (*shell == "zsh") std::fputs("autoload -Uz bashcompinit && bashcompinit\n", stdout);
    std::fputs(bash_script(app).c_str(), stdout);
    context.exit_code = kPass;
  });
}

}  // namespace gate::cli
