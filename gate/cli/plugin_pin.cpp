#include <cstdio>

#include "analyzers/plugins/program.h"
#include "gate/base/file.h"
#include "gate/base/hash.h"
#include "gate/base/text.h"
#include "gate/base/yaml.h"
#include "gate/cli/plugin.h"

namespace gate::cli {
namespace {

constexpr std::uint64_t kConfigLimit = 1u << 20;
constexpr std::uint64_t kProgramLimit = 1u << 30;

std::string text_of(const Json& entry, const char* key) {
  auto value = entry.find(key);
  return value != entry.end() && value->is_string() ? value->get<std::string>() : "";
}

// The program as the entry names it; "" when it comes from the repository, whose target branch vouches for it.
std::string outer_program(const Json& entry) {
  std::string program = text_of(entry, "so");
  auto run = entry.find("run");
  if (program.empty() && run != entry.end() && run->is_array() && !run->empty() && run->front().is_string())
    program = run->front().get<std::string>();
  return program.starts_with("{plugin}") ? "" : program;
}

Expected<void> pin(const Json& entry, const Context& context) {
  const std::string name = printable(text_of(entry, "name"));
  const std::string program = outer_program(entry);
  if (program.empty()) {
    std::printf("%s: its program is in the repository: the target branch vouches for it\n", name.c_str());
    return {};
  }
  PluginSpec plugin;
  plugin.name = text_of(entry, "name");
  plugin.so = text_of(entry, "so");
  auto path = plugins::find_program(plugin, program, "", "", context.env);
  if (!path) return std::unexpected(path.error());
  auto bytes = read_file(*path, kProgramLimit);
  if (!bytes) return std::unexpected(bytes.error());
  std::printf("%s: %s\n  sha256: %s\n", name.c_str(), printable(*path).c_str(), sha256_hex(*bytes).c_str());
  return {};
}

}  // namespace

// The file is read as YAML alone: a configuration that lacks a pin is not valid yet.
int plugin_pin(const std::string& file, const std::string& name, const Context& context) {
  auto text = read_file(file, kConfigLimit);
  if (!text) return report_error(text.error());
  auto document = parse_yaml(*text, file);
  if (!document) return report_error(document.error());
  bool found = false;
  const Json plugins = document->value.is_object() ? document->value.value("plugins", Json::array()) : Json::array();
  for (const Json& entry : plugins) {
    if (!entry.is_object() || (!name.empty() && text_of(entry, "name") != name)) continue;
    found = true;
    if (auto pinned = pin(entry, context); !pinned) return report_error(pinned.error());
  }
  if (found) return kPass;
  return report_error({ErrorKind::usage,
                       name.empty() ? file + " names no plugin" : file + " names no plugin '" + name + "'", "",
                       "`plugins:` is where they are declared"});
}

}  // namespace gate::cli
