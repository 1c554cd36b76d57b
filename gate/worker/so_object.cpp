#include "gate/worker/so_object.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "gate/model/finding.h"
#include "gate/model/words.h"

namespace gate::worker {
namespace {

constexpr std::size_t kMostRules = 2'000;
// Of ABI 1; later ones are larger.
constexpr std::uint32_t kSmallest = sizeof(gate_plugin_descriptor);

std::string missing_field(const gate_plugin_descriptor& plugin) {
  if (plugin.name == nullptr || *plugin.name == '\0') return "it has no name";
  if (plugin.version == nullptr) return "it has no version";
  if (plugin.analyze == nullptr) return "it has no function analyze";
  if (plugin.rule_count > kMostRules) return fmt::format("it claims to have {} rules", plugin.rule_count);
  if (plugin.rule_count != 0 && plugin.rules == nullptr) return "its rules are not there";
  for (std::size_t i = 0; i < plugin.rule_count; ++i) {
    const gate_rule& rule = plugin.rules[i];
    if (rule.id == nullptr || rule.summary == nullptr) return fmt::format("rule {} has no id or no summary", i);
    if (rule.severity < GATE_SEVERITY_OF_RULE || rule.severity > GATE_CRITICAL) {
      return fmt::format("rule {} has severity {}, which is none", rule.id, static_cast<int>(rule.severity));
    }
  }
  return "";
}

Json rule_of(const gate_rule& rule) {
  Severity severity =
      rule.severity == GATE_SEVERITY_OF_RULE ? Severity::medium : static_cast<Severity>(rule.severity - GATE_INFO);
  Json json{{"id", rule.id}, {"summary", rule.summary}, {"severity", to_string(severity)}};
  json["category"] = rule.category != nullptr ? rule.category : "maintainability";
  if (rule.help != nullptr) json["help"] = rule.help;
  if (rule.uri != nullptr) json["uri"] = rule.uri;
  return json;
}

}  // namespace

Expected<const gate_plugin_descriptor*> open_object(const std::string& path) {
  auto refuse = [&](const std::string& why) {
    return fail(ErrorKind::unavailable, why, path, "build it with plugins/gate_plugin.h of this gate");
  };
  // A name without '/' would be looked for in the system's folders.
  std::error_code error;
  std::string absolute = std::filesystem::absolute(path, error).string();
  void* object = ::dlopen(absolute.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (object == nullptr) return fail(ErrorKind::unavailable, fmt::format("cannot be loaded: {}", ::dlerror()), path);
  const auto* plugin = static_cast<const gate_plugin_descriptor*>(::dlsym(object, GATE_PLUGIN_SYMBOL));
  if (plugin == nullptr) return refuse("it exports no " GATE_PLUGIN_SYMBOL ", so it is no plugin of gate");
  if (plugin->abi < GATE_PLUGIN_ABI_OLDEST || plugin->abi > GATE_PLUGIN_ABI) {
    return refuse(fmt::format("its ABI number is {}; this gate knows those from {} to {}", plugin->abi,
                              GATE_PLUGIN_ABI_OLDEST, GATE_PLUGIN_ABI));
  }
  if (plugin->size < kSmallest) {
    return refuse(
        fmt::format("its descriptor says that it has {} bytes; ABI {} has {}", plugin->size, plugin->abi, kSmallest));
  }
  if (std::string missing = missing_field(*plugin); !missing.empty()) return refuse(missing);
  return plugin;
}

Json hello_of(const gate_plugin_descriptor& plugin) {
  Json rules = Json::array();
  for (std::size_t i = 0; i < plugin.rule_count; ++i) rules.push_back(rule_of(plugin.rules[i]));
  return {{"type", "hello"}, {"protocol", 1}, {"name", plugin.name}, {"version", plugin.version}, {"rules", rules}};
}

}  // namespace gate::worker
