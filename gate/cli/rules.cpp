#include "gate/cli/rules.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "gate/cli/command.h"

namespace gate::cli {
namespace {

void add_format(CLI::App& command, bool& json) {
  command
      .add_option_function<std::string>(
          "--format", [&json](const std::string& word) { json = word == "json"; }, "text or json (default: text)")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_places(CLI::App& command, RuleListing& listing) {
  command.add_option("--rules", listing.places, "Files and folders of rules (default: .gate/rules)")
      ->type_name("DIR|FILE");
  add_format(command, listing.json);
}

void add_list(CLI::App& command, Context& context) {
  auto given = std::make_shared<RuleListing>();
  auto* listing = command.add_subcommand("list", "Every rule, and those that cannot be used with the reason");
  add_places(*listing, *given);
  listing->callback([given, &context] { context.exit_code = rules_list(*given); });
}

void add_show(CLI::App& command, Context& context) {
  struct Arguments {
    RuleListing listing;
    std::string id;
  };
  auto given = std::make_shared<Arguments>();
  auto* showing = command.add_subcommand("show", "One rule as its file says it");
  showing->add_option("ID", given->id, "The rule's id")->required();
  add_places(*showing, given->listing);
  showing->callback([given, &context] { context.exit_code = rules_show(given->listing, given->id); });
}

void add_test(CLI::App& command, Context& context) {
  auto given = std::make_shared<RuleTesting>();
  auto* testing = command.add_subcommand("test", "Run rules on the annotated files beside them");
  testing->add_option("PLACE", given->places, "Rule files, and folders of rule files")->required();
  add_format(*testing, given->json);
  testing->add_option("--jobs", given->jobs, "Rule files at a time (default: one a core)")->type_name("N");
  testing->add_option("--timeout", given->seconds, "For one rule file (default: 20)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86'400.0));
  testing->callback([given, &context] { context.exit_code = rules_test(*given); });
}

void add_ast(CLI::App& command, Context& context) {
  struct Arguments {
    std::string language, input;
    bool pattern = false;
  };
  auto given = std::make_shared<Arguments>();
  auto* printing = command.add_subcommand("ast", "Print a file or a pattern as the matcher sees it");
  printing->add_option("LANGUAGE", given->language, "As in a rule: python, js, go, ...")->required();
  printing->add_option("INPUT", given->input, "A file, or - for stdin; with --pattern the pattern's text")->required();
  printing->add_flag("--pattern", given->pattern, "INPUT is a pattern");
  printing->callback([given, &context] {
    context.exit_code =
        given->pattern ? rules_pattern(given->language, given->input) : rules_ast(given->language, given->input);
  });
}

}  // namespace

void add_rules(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("rules", "List, show and test rules in Semgrep's rule syntax");
  command->require_subcommand(1);
  add_list(*command, context);
  add_show(*command, context);
  add_test(*command, context);
  add_ast(*command, context);
}

}  // namespace gate::cli
