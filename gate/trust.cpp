#include "gate/trust.h"

#include <algorithm>

#include "gate/analyzer.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/policy.h"
#include "gate/scope/baseline.h"
#include "gate/steering.h"

namespace gate {
namespace {

constexpr std::string_view kConfigPath = ".gate.yml";
constexpr std::string_view kBaselinePath = ".gate/baseline.json";
constexpr std::uint64_t kConfigLimit = 1u << 20;
constexpr std::uint64_t kBaselineLimit = 64u << 20;

Finding edit_finding(const ChangedFile& file) {
  Finding finding;
  finding.rule = "gate/policy-edited";
  finding.category = "gate";
  finding.severity = Severity::medium;
  finding.place.path = file.path;
  auto added = file.added_ranges();
  finding.place.line = added.empty() ? 0 : added.front().first;
  finding.place.end_line = added.empty() ? 0 : added.front().last;
  finding.message = "this change edits how changes are judged (" + std::string(to_string(file.status)) +
                    "); the target's version judges it, and the stricter of both stands";
  finding.about_change = true;
  return finding;
}

// Git stores where a symbolic link leads as its contents, which is no configuration.
bool is_link(const Source& source, Tree tree, std::string_view path) {
  auto files = source.list(tree, "");
  if (!files) return false;
  auto found = std::ranges::find(*files, path, &TreeFile::path);
  return found != files->end() && found->blob.mode == FileMode::symlink;
}

Expected<std::optional<config::Config>> read_config(const Source& source, Tree tree, const RevisionChoice& revision,
                                                    const config::Schema& schema) {
  auto text = source.file(tree, kConfigPath, kConfigLimit);
  if (!text && text.error().kind == ErrorKind::limit)
    return fail(ErrorKind::config, "the configuration is over 1 MiB", std::string(kConfigPath));
  if (!text) return std::unexpected(text.error());
  if (!*text) return std::optional<config::Config>{};
  auto short_id = revision.oid.substr(0, 12);
  auto parsed = config::parse(**text, kConfigPath, schema);
  if (!parsed) {
    auto error = parsed.error();
    if (is_link(source, tree, kConfigPath))
      error = {ErrorKind::config, "the configuration is a symbolic link, and links are not followed",
               std::string(kConfigPath), "commit the file itself"};
    error.message += " (as of " + (short_id.empty() ? revision.name : short_id) + ")";
    return std::unexpected(error);
  }
  parsed->source = std::string(kConfigPath) + " at " + (short_id.empty() ? revision.name : short_id);
  return std::optional(std::move(*parsed));
}

// Wherever the folders of plugins lie.
bool is_plugin_file(const ChangedFile& file, const std::vector<PluginSpec>& plugins) {
  return std::ranges::any_of(plugins, [&](const PluginSpec& plugin) {
    const std::string folder = plugin.folder + "/";
    return !plugin.folder.empty() && (file.path.starts_with(folder) || file.old_path.starts_with(folder));
  });
}

bool declares(const config::Config& config, const PluginSpec& plugin) {
  return std::ranges::any_of(config.plugins,
                             [&](const PluginSpec& known) { return known.declared == plugin.declared; });
}

Expected<config::Config> config_from_disk(const std::string& path, const config::Schema& schema) {
  auto text = read_file(path, kConfigLimit);
  if (!text) return fail(ErrorKind::config, text.error().message, path, "`gate init` writes one");
  auto parsed = config::parse(*text, path, schema);
  if (parsed) parsed->source = path + " (given by --config)";
  return parsed;
}

}  // namespace

bool Configurations::enabled(const std::string& analyzer) const {
  auto on = [&](const config::Config& config) {
    auto entry = config.enabled.find(analyzer);
    return entry == config.enabled.end() || entry->second;
  };
  return on(policy) || (head && on(*head));
}

bool Configurations::excluded(std::string_view path) const {
  auto out = [&](const config::Config& config) {
    return std::ranges::any_of(config.exclude, [&](const std::string& glob) { return glob_match(glob, path); });
  };
  return out(policy) && (!head || out(*head));
}

bool Configurations::judges(const std::string& policy_name) const {
  return policy.policies.contains(policy_name) || (head && head->policies.contains(policy_name));
}

void expect_tests(Configurations& configurations) {
  const auto schema = config_schema();
  config::judge_tests(configurations.policy, schema);
  if (configurations.head) config::judge_tests(*configurations.head, schema);
}

config::Schema config_schema() {
  config::Schema schema;
  for (const auto& analyzer : all_analyzers()) schema.analyzers[analyzer.name] = analyzer.options;
  for (const auto& policy : all_policies()) {
    schema.policies[policy.name] = policy.options;
    if (policy.by_default) schema.default_policies.push_back(policy.name);
  }
  return schema;
}

Expected<Configurations> load_configurations(const Change& change, const Source& source, const config::Schema& schema,
                                             const std::string& config_file) {
  Configurations loaded;
  if (!config_file.empty()) {
    auto given = config_from_disk(config_file, schema);
    if (!given) return std::unexpected(given.error());
    loaded.policy = std::move(*given);
  } else {
    auto in_force = read_config(source, Tree::policy, change.policy, schema);
    auto proposed = read_config(source, Tree::head, change.head, schema);
    if (!in_force && proposed && *proposed && in_force.error().kind == ErrorKind::config) {
      // Else nobody could ever repair it.
      loaded.notes.push_back("the target's configuration is invalid (" + in_force.error().text() +
                             "): the built-in defaults stand in for it");
      in_force = std::optional<config::Config>{};
    }
    if (!in_force) return std::unexpected(in_force.error());
    if (!proposed) return std::unexpected(proposed.error());
    loaded.policy = *in_force ? std::move(**in_force) : config::defaults(schema);
    if (*proposed && (*proposed)->digest != loaded.policy.digest) {
      loaded.notes.push_back(*in_force
                                 ? "configuration differs between the target and this change: judged under both, "
                                   "the worse ruling stands"
                                 : "the target has no .gate.yml yet: judged under the built-in defaults and under "
                                   "this change's, the worse ruling stands");
      loaded.head = std::move(**proposed);
    }
  }

  if (loaded.head)
    for (const auto& plugin : loaded.head->plugins)
      if (!declares(loaded.policy, plugin)) loaded.new_plugins.push_back(plugin);
  for (const auto& plugin : loaded.new_plugins)
    if (plugin.is_policy())
      loaded.notes.push_back("policy plugin " + plugin.name +
                             " is new or other in this change: it judges once the target's configuration has it so");

  auto baseline = source.file(Tree::policy, kBaselinePath, kBaselineLimit);
  if (!baseline) return std::unexpected(baseline.error());
  if (*baseline) {
    auto entries = scope::parse_baseline(**baseline, kBaselinePath);
    if (!entries) return std::unexpected(entries.error());
    for (auto& entry : *entries) loaded.baseline.push_back(std::move(entry.fingerprint));
  }

  for (const auto& file : change.files)
    if (steers_gate(file, source) || is_plugin_file(file, loaded.policy.plugins))
      loaded.edits.push_back(edit_finding(file));
  return loaded;
}

}  // namespace gate
