#include "gate/cli/scan_rules.h"

#include "gate/base/file.h"
#include "gate/cli/rules_files.h"

namespace gate::cli {
namespace {

constexpr std::uint64_t kRulesLimit = 4u << 20;  // bytes, of one file
constexpr const char* kAnalyzer = "patterns";
constexpr const char* kBuiltin = "builtin";

}  // namespace

Expected<void> use_rules(const std::vector<std::string>& places, Configurations& configurations) {
  if (places.empty()) return {};
  for (const auto& place : places) {
    if (place == kBuiltin) continue;
    auto files = find_rule_files({place});
    if (!files) return std::unexpected(files.error());
    if (files->empty())
      return fail(ErrorKind::usage, "no rule file lies there", place, "rule files are YAML with a list `rules`");
  }
  auto set = [&](config::Config& config) {
    Json values = config.analyzers.at(kAnalyzer).values();
    values["rules"] = places;
    config.analyzers[kAnalyzer] = Options(std::move(values));
  };
  set(configurations.policy);
  if (configurations.head) set(*configurations.head);
  return {};
}

DataFiles rules_on_disk(const std::vector<std::string>& places) {
  if (places.empty()) return {};
  return [](std::string_view place) -> Expected<std::vector<DataFile>> {
    auto names = find_rule_files({std::string(place)});
    if (!names) return std::unexpected(names.error());
    std::vector<DataFile> files;
    for (auto& name : *names) {
      auto text = read_file(name, kRulesLimit);
      if (!text) return std::unexpected(text.error());
      files.push_back({std::move(name), std::move(*text)});
    }
    return files;
  };
}

}  // namespace gate::cli
