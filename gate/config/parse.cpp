#include <fmt/format.h>

#include <algorithm>

#include "gate/base/hash.h"
#include "gate/base/text.h"
#include "gate/config/canonical.h"
#include "gate/config/config.h"
#include "gate/config/node.h"
#include "gate/config/option_values.h"
#include "gate/config/plugin.h"
#include "gate/config/units.h"

namespace gate::config {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr const char* kTests = "tests";

template <class T>
std::vector<std::string> names_of(const std::map<std::string, T>& table) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : table) names.push_back(name);
  return names;
}

// `off` and `on`; nullopt for anything else.
std::optional<bool> read_switch(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value == "on") return true;
  if (value == "off") return false;
  return std::nullopt;
}

// Reads one text into a Config that begins with the defaults.
class Parser {
 public:
  Parser(const Schema& schema, Config config) : schema_(schema), config_(std::move(config)) {}

  Config read(const Node& root) {
    // `required` may name a plugin, wherever it stands in the text.
    if (root.value().is_object() && root.value().contains("plugins")) plugins(root.member("plugins"));
    root.members({{"version", &Parser::version},
                  {"plugins", [](const Node&) {}},
                  {"paths", [this](const Node& node) { paths(node); }},
                  {"analyzers", [this](const Node& node) { analyzers(node); }},
                  {"rules", [this](const Node& node) { rules(node); }},
                  {"required", [this](const Node& node) { required(node); }},
                  {"evidence", [this](const Node& node) { evidence(node); }},
                  {"policies", [this](const Node& node) { policies(node); }},
                  {"limits", [this](const Node& node) { limits(node); }},
                  {"hook", [this](const Node& node) { hook(node); }},
                  {"ledger", [this](const Node& node) { config_.ledger = node.text(); }}});
    bool mapping = root.value().is_object() || root.value().is_null();
    if (mapping && !root.value().contains("version")) {
      root.mistake("version is missing", fmt::format("add the line 'version: {}'", kVersion));
    }
    share_required();
    return std::move(config_);
  }

 private:
  static void version(const Node& node) {
    if (node.value() == kVersion) return;
    if (!node.value().is_number_integer()) return node.wish(std::to_string(kVersion));
    node.mistake(fmt::format("version {} is not supported: this gate reads version {}", node.value().dump(), kVersion));
  }

  void plugins(const Node& node) {
    if (!node.value().is_array()) return node.wish("a list of mappings, each with name and run or so");
    for (std::size_t i = 0; i < node.value().size(); ++i) {
      PluginSpec plugin = read_plugin(node.element(i));
      if (schema_.analyzers.contains(plugin.name) || schema_.policies.contains(plugin.name))
        node.element(i).mistake(fmt::format("'{}' is a name of gate's own", plugin.name),
                                "give the plugin another name");
      for (const PluginSpec& other : config_.plugins)
        if (other.name == plugin.name && !plugin.name.empty())
          node.element(i).mistake(fmt::format("a plugin '{}' stands above already", plugin.name));
      config_.plugins.push_back(std::move(plugin));
    }
  }

  // What `required` may name.
  std::vector<std::string> analyzer_names() const {
    std::vector<std::string> names = names_of(schema_.analyzers);
    for (const PluginSpec& plugin : config_.plugins)
      if (!plugin.is_policy()) names.push_back(plugin.name);
    return names;
  }

  void paths(const Node& node) {
    node.members({{"exclude", [this](const Node& list) { config_.exclude = list.texts(); }}});
  }

  void analyzers(const Node& node) {
    if (!node.must_be_mapping()) return;
    for (const std::string& name : node.keys()) {
      auto specs = schema_.analyzers.find(name);
      if (specs == schema_.analyzers.end()) {
        node.unknown_key(name, "analyzer", names_of(schema_.analyzers));
        continue;
      }
      Node value = node.member(name);
      auto on = read_switch(value.value());
      config_.enabled[name] = on.value_or(true);
      if (!on) config_.analyzers[name] = Options(read_section(value, specs->second));
    }
  }

  void policies(const Node& node) {
    if (!node.must_be_mapping()) return;
    for (const std::string& name : node.keys()) {
      auto specs = schema_.policies.find(name);
      if (specs == schema_.policies.end()) {
        node.unknown_key(name, "policy", names_of(schema_.policies));
        continue;
      }
      Node value = node.member(name);
      auto on = read_switch(value.value());
      if (on == false) {
        turn_off(name);
      } else {
        config_.policies[name] = on ? Options::defaults(specs->second) : Options(read_section(value, specs->second));
      }
    }
  }

  static Json read_section(const Node& node, const std::vector<OptionSpec>& specs) {
    if (node.value().is_object() || node.value().is_null()) return read_options(node, specs);
    node.wish("on, off or a mapping of its options");
    return Options::defaults(specs).values();
  }

  void turn_off(const std::string& name) {
    const auto& defaults = schema_.default_policies;
    config_.policies.erase(name);
    if (std::find(defaults.begin(), defaults.end(), name) != defaults.end() || name == kTests)
      config_.policies_off.push_back(name);
    std::sort(config_.policies_off.begin(), config_.policies_off.end());
  }

  void rules(const Node& node) {
    if (!node.must_be_mapping()) return;
    for (const std::string& pattern : node.keys()) {
      const Json& value = node.member(pattern).value();
      auto level = value.is_string() ? level_from(value.get_ref<const std::string&>()) : std::nullopt;
      if (!level) node.member(pattern).wish("off, shadow, warn or block");
      config_.rules.push_back({pattern, level.value_or(Level::block)});
    }
  }

  void required(const Node& node) {
    config_.required = node.texts();
    const std::vector<std::string> known = analyzer_names();
    for (std::size_t i = 0; i < config_.required.size(); ++i) {
      const std::string& name = config_.required[i];
      if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
      Node place = node.value().is_array() ? node.element(i) : node;
      std::string near = nearest(name, known);
      place.mistake(fmt::format("required names an unknown analyzer '{}'", printable(name)),
                    near.empty() ? "see 'gate explain' for their names" : fmt::format("did you mean '{}'?", near));
    }
  }

  // The policy that judges completeness asks for what the top level requires.
  void share_required() {
    auto specs = schema_.policies.find("completeness");
    auto policy = config_.policies.find("completeness");
    if (specs == schema_.policies.end() || policy == config_.policies.end()) return;
    bool declared = std::any_of(specs->second.begin(), specs->second.end(),
                                [](const OptionSpec& spec) { return spec.name == "required"; });
    if (!declared || config_.required.empty()) return;
    Json values = policy->second.values();
    if (!values["required"].is_array()) values["required"] = Json::array();
    for (const std::string& name : config_.required) {
      Json& list = values["required"];
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }
    policy->second = Options(std::move(values));
  }

  void evidence(const Node& node) {
    node.members({{"coverage", [this](const Node& value) { coverage(value); }},
                  {"approvals", [this](const Node& value) { config_.approvals_file = value.text(); }},
                  {"tests", [this](const Node& value) { config_.tests = value.texts(); }},
                  {"sarif", [this](const Node& value) { config_.sarif = value.texts(); }}});
  }

  // A list of globs and mappings; one of either counts as a list of one.
  void coverage(const Node& node) {
    if (!node.value().is_array()) return coverage_entry(node);
    for (std::size_t i = 0; i < node.value().size(); ++i) coverage_entry(node.element(i));
  }

  void coverage_entry(const Node& node) {
    CoverageInput input;
    if (node.value().is_string()) {
      input.files = {node.text()};
    } else if (!node.value().is_object()) {
      return node.wish("a file pattern or a mapping with files, strip and prefix");
    } else {
      node.members({{"files", [&](const Node& value) { input.files = value.texts(); }},
                    {"strip", [&](const Node& value) { input.strip = value.text(); }},
                    {"prefix", [&](const Node& value) { input.prefix = value.text(); }}});
      if (input.files.empty()) node.mistake(node.name() + " names no files", "add 'files: PATTERN'");
    }
    config_.coverage.push_back(std::move(input));
  }

  void limits(const Node& node) {
    node.members({{"timeout", [this](const Node& value) { duration(value, config_.limits.timeout); }},
                  {"file_bytes", [this](const Node& value) { size(value, config_.limits.file_bytes); }},
                  {"worker_memory", [this](const Node& value) { size(value, config_.limits.worker_memory); }}});
  }

  void hook(const Node& node) {
    node.members({{"budget", [this](const Node& value) { duration(value, config_.hook_budget); }}});
  }

  static void duration(const Node& node, std::chrono::milliseconds& into) {
    auto value = node.value().is_string() ? parse_duration(node.value().get_ref<const std::string&>()) : std::nullopt;
    if (!value) return node.wish("a duration such as 120s (units: ms, s, m, h; at most 24h)");
    into = *value;
  }

  static void size(const Node& node, std::uint64_t& into) {
    const Json& given = node.value();
    auto value = given.is_string()           ? parse_size(given.get_ref<const std::string&>())
                 : given.is_number_integer() ? parse_size(given.dump())
                                             : std::nullopt;
    if (!value) return node.wish("a size such as 2MiB (units: KiB, MiB, GiB; a plain number is bytes)");
    into = *value;
  }

  const Schema& schema_;
  Config config_;
};

}  // namespace

Config defaults(const Schema& schema) {
  Config config;
  for (const auto& [name, specs] : schema.analyzers) {
    config.analyzers[name] = Options::defaults(specs);
    config.enabled[name] = true;
  }
  for (const std::string& name : schema.default_policies) {
    auto specs = schema.policies.find(name);
    if (specs != schema.policies.end()) config.policies[name] = Options::defaults(specs->second);
  }
  config.digest = sha256_hex(dump_json(canonical(config)));
  return config;
}

void judge_tests(Config& config, const Schema& schema) {
  auto specs = schema.policies.find(kTests);
  const auto& off = config.policies_off;
  if (specs == schema.policies.end() || config.policies.contains(kTests) ||
      std::find(off.begin(), off.end(), kTests) != off.end())
    return;
  config.policies[kTests] = Options::defaults(specs->second);
  config.digest = sha256_hex(dump_json(canonical(config)));
}

Expected<Config> parse(std::string_view text, std::string_view name, const Schema& schema) {
  auto document = parse_yaml(text, name);
  if (!document) {
    document.error().kind = ErrorKind::config;
    return std::unexpected(document.error());
  }
  Mistakes mistakes(*document, name);
  Config config = Parser(schema, defaults(schema)).read(Node(document->value, "", mistakes));
  if (!config.tests.empty()) judge_tests(config, schema);
  if (mistakes.first()) return std::unexpected(*mistakes.first());
  config.source = std::string(name);
  config.digest = sha256_hex(dump_json(canonical(config)));
  return config;
}

}  // namespace gate::config
