#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "gate/analyzer.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/plugin.h"
#include "gate/policy.h"
#include "gate/rules.h"

namespace gate::cli {
namespace {

void print_options(const std::vector<OptionSpec>& options, const std::string& indent) {
  for (const auto& option : options) {
    auto fallback = option.fallback.is_null() ? "" : " (default: " + dump_json(option.fallback) + ")";
    std::printf("%s%s%s\n%s    %s\n", indent.c_str(), option.name.c_str(), fallback.c_str(), indent.c_str(),
                option.doc.c_str());
    print_options(option.fields, indent + "    ");
  }
}

void print_page(const std::string& kind, const std::string& name, const std::string& summary, const std::string& doc,
                const std::vector<OptionSpec>& options) {
  std::printf("%s %s: %s\n\n%s\n", kind.c_str(), name.c_str(), summary.c_str(), doc.c_str());
  if (options.empty()) return;
  std::printf("\nOptions:\n");
  print_options(options, "  ");
}

void list_everything() {
  std::printf("Analyzers measure:\n");
  for (const auto& analyzer : all_analyzers()) {
    std::printf("  %-34s %s\n", analyzer.name.c_str(), analyzer.summary.c_str());
    for (const auto& rule : analyzer.rules)
      std::printf("    %-32s %s\n", (analyzer.name + "/" + rule.id).c_str(), rule.summary.c_str());
    if (analyzer.more_rules)
      for (const auto& rule : analyzer.more_rules())
        std::printf("    %-32s %s\n", (analyzer.name + "/" + rule.id).c_str(), rule.summary.c_str());
  }
  std::printf("\nGate itself:\n");
  for (const auto& rule : all_rules())
    if (rule.id.starts_with("gate/")) std::printf("    %-32s %s\n", rule.id.c_str(), rule.summary.c_str());
  std::printf("\nPolicies judge:\n");
  for (const auto& policy : all_policies()) std::printf("  %-34s %s\n", policy.name.c_str(), policy.summary.c_str());
  std::printf("\n`gate explain NAME` says more about any of them.\n");
}

// The pages of the analyzer and of the policy with that name: "risk" is both.
bool explain_measures(const std::string& name, std::vector<std::string>& known) {
  bool found = false;
  for (const auto& analyzer : all_analyzers()) {
    if (analyzer.name == name) {
      print_page("analyzer", name, analyzer.summary, analyzer.doc, analyzer.options);
      found = true;
    }
    known.push_back(analyzer.name);
  }
  for (const auto& policy : all_policies()) {
    if (policy.name == name) {
      if (found) std::printf("\n");
      print_page("policy", name, policy.summary, policy.doc, policy.options);
      found = true;
    }
    known.push_back(policy.name);
  }
  return found;
}

int explain(const std::string& name, Context& context) {
  if (name.empty()) {
    list_everything();
    return kPass;
  }
  std::vector<std::string> known;
  if (explain_measures(name, known)) return kPass;
  auto rules = all_rules();
  std::ranges::move(more_rules(), std::back_inserter(rules));
  for (const auto& rule : rules) {
    if (rule.id == name) {
      std::printf("%s (%s, %s)\n\n%s\n", rule.id.c_str(), rule.category.c_str(),
                  std::string(to_string(rule.severity)).c_str(), rule.help.c_str());
      return kPass;
    }
    known.push_back(rule.id);
  }
  if (explain_plugin(name, context)) return context.exit_code;
  auto close = nearest(name, known);
  return report_error({ErrorKind::usage, "nothing is called '" + name + "'", "",
                       close.empty() ? "`gate explain` lists every name" : "did you mean '" + close + "'?"});
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("explain", "What is checked and how: every analyzer, rule and policy");
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "An analyzer, a rule such as syntax/missing-token, a policy, or a plugin");
  command->callback([name, &context] { context.exit_code = explain(*name, context); });
}

}  // namespace gate::cli
