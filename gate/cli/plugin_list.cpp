// The plugins in force: list, doctor, explain.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

#include "analyzers/plugins/conversation.h"
#include "gate/base/text.h"
#include "gate/cli/plugin.h"
#include "gate/model/words.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

constexpr std::chrono::seconds kGreetingTime{20};

// What `gate check` would use here.
struct InForce {
  std::string root;
  std::shared_ptr<const Source> source;
  Configurations configurations;
};

Expected<InForce> in_force(const RepositoryArgument& argument, const Context& context) {
  auto repository = git::Repository::open(repository_options(argument, context, false));
  if (!repository) return std::unexpected(repository.error());
  auto change = repository->change({}, {});
  if (!change) return std::unexpected(change.error());
  auto source = repository->source(*change);
  auto configurations = load_configurations(*change, *source, config_schema(), "");
  if (!configurations) return std::unexpected(configurations.error());
  return InForce{repository->bare() ? "" : repository->root(), std::move(source), std::move(*configurations)};
}

std::string kind(const PluginSpec& plugin) {
  if (plugin.is_policy()) return "policy";
  if (!plugin.so.empty()) return "shared object";
  return plugin.output == PluginOutput::gate ? "process" : "tool, " + std::string(to_string(plugin.output));
}

std::string named_program(const PluginSpec& plugin) { return plugin.so.empty() ? plugin.run.front() : plugin.so; }

void line(const char* mark, const std::string& subject, const std::string& words) {
  std::printf("%-3s %-20s %s\n", mark, subject.c_str(), printable(words).c_str());
}

void list_one(const PluginSpec& plugin, const InForce& here, const Context& context) {
  auto workspace = plugins::Workspace::make(plugin, *here.source, here.root, context.env);
  line(workspace ? "ok" : "!!", plugin.name,
       fmt::format("{}: {}{}; sandbox {}{}{}", kind(plugin), named_program(plugin),
                   plugin.folder.empty() ? "" : " (folder " + plugin.folder + ")", to_string(plugin.sandbox),
                   plugin.network ? ", network" : "", plugin.sha256.empty() ? "" : ", pinned"));
  if (!workspace) line("", "", workspace.error().text());
}

// Only this command and `gate check` start a plugin.
bool examine(const PluginSpec& plugin, const InForce& here, const Context& context) {
  auto workspace = plugins::Workspace::make(plugin, *here.source, here.root, context.env);
  if (!workspace) {
    line("!!", plugin.name, workspace.error().text());
    return false;
  }
  if (plugin.is_policy() || plugin.output != PluginOutput::gate) {
    line("ok", plugin.name, kind(plugin) + ": " + workspace->program());
    return true;
  }
  auto greeted = plugins::Conversation::start(plugin, *workspace, "doctor", context.executable,
                                              Deadline::in(kGreetingTime).earlier(Deadline::in(plugin.timeout)));
  if (!greeted) {
    line("!!", plugin.name, greeted.error().text());
    return false;
  }
  line("ok", plugin.name,
       fmt::format("{} {}: {} rules, started in {} ms", greeted->hello().name, greeted->hello().version,
                   greeted->hello().rules.size(), greeted->start_time().count()));
  line("", "", workspace->program());
  line("", "", "sandbox: " + greeted->sandbox());
  for (const auto& note : workspace->notes()) line("", "", note);
  return true;
}

int each(const RepositoryArgument& argument, const Context& context,
         const std::function<bool(const PluginSpec&, const InForce&)>& look) {
  auto here = in_force(argument, context);
  if (!here) return report_error(here.error());
  bool sound = true;
  for (const auto& plugin : here->configurations.policy.plugins) sound = look(plugin, *here) && sound;
  for (const auto& plugin : here->configurations.new_plugins)
    line("--", plugin.name, kind(plugin) + ": new in this change: it runs once the target's configuration names it");
  if (here->configurations.policy.plugins.empty() && here->configurations.new_plugins.empty())
    std::printf("no plugins (%s); `gate plugin new NAME --lang python` makes one\n",
                printable(here->configurations.policy.source).c_str());
  return sound ? kPass : kUndecided;
}

void print_plugin(const PluginSpec& plugin, const plugins::Hello* hello) {
  std::printf(
      "plugin %s (%s): %s\n\nDeclared under `plugins:` of .gate.yml; docs/plugins.md says what its keys mean.\n",
      plugin.name.c_str(), kind(plugin).c_str(), printable(named_program(plugin)).c_str());
  if (plugin.is_policy()) return;
  if (plugin.output != PluginOutput::gate)
    std::printf("Its rules are the tool's own: %s/RULE stands for its RULE.\n", plugin.name.c_str());
  if (!hello) return;
  std::printf("It calls itself %s %s. Its rules:\n", hello->name.c_str(), hello->version.c_str());
  for (const auto& rule : hello->rules) std::printf("  %-34s %s\n", rule.id.c_str(), rule.summary.c_str());
}

int print_rule(const PluginSpec& plugin, const std::string& id, const plugins::Hello* hello) {
  const RuleInfo* rule = hello ? hello->rule(id) : nullptr;
  if (!rule) {
    std::printf("%s is a rule of the plugin %s (%s: %s), which says no more about it.\n", printable(id).c_str(),
                plugin.name.c_str(), kind(plugin).c_str(), printable(named_program(plugin)).c_str());
    return kPass;
  }
  std::printf("%s (%s, %s), of the plugin %s\n\n%s\n\n%s\n", rule->id.c_str(), rule->category.c_str(),
              std::string(to_string(rule->severity)).c_str(), plugin.name.c_str(), rule->summary.c_str(),
              rule->help.c_str());
  if (!rule->uri.empty()) std::printf("\n%s\n", rule->uri.c_str());
  return kPass;
}

}  // namespace

int plugin_list(const RepositoryArgument& argument, const Context& context) {
  return each(argument, context, [&](const PluginSpec& plugin, const InForce& here) {
    list_one(plugin, here, context);
    return true;
  });
}

int plugin_doctor(const RepositoryArgument& argument, const Context& context) {
  return each(argument, context,
              [&](const PluginSpec& plugin, const InForce& here) { return examine(plugin, here, context); });
}

bool explain_plugin(const std::string& name, Context& context) {
  auto here = in_force({}, context);
  if (!here) return false;
  const std::string wanted = name.substr(0, name.find('/'));
  const auto& all = here->configurations.policy.plugins;
  const auto& coming = here->configurations.new_plugins;
  auto plugin = std::ranges::find(all, wanted, &PluginSpec::name);
  context.exit_code = kPass;
  if (plugin == all.end()) {
    auto next = std::ranges::find(coming, wanted, &PluginSpec::name);
    if (next == coming.end()) return false;
    print_plugin(*next, nullptr);
    std::printf("It is new in this change: it runs once the target's configuration names it.\n");
    return true;
  }
  std::optional<plugins::Conversation> greeted;
  auto workspace = plugins::Workspace::make(*plugin, *here->source, here->root, context.env);
  if (workspace && !plugin->is_policy() && plugin->output == PluginOutput::gate) {
    auto started = plugins::Conversation::start(*plugin, *workspace, "explain", context.executable,
                                                Deadline::in(kGreetingTime).earlier(Deadline::in(plugin->timeout)));
    if (started) greeted.emplace(std::move(*started));
    if (!started) context.exit_code = report_error(started.error());
  } else if (!workspace) {
    context.exit_code = report_error(workspace.error());
  }
  const plugins::Hello* hello = greeted ? &greeted->hello() : nullptr;
  if (name == plugin->name)
    print_plugin(*plugin, hello);
  else
    print_rule(*plugin, name, hello);
  return true;
}

}  // namespace gate::cli
