#include <fmt/format.h>

#include <cctype>

#include "gate/base/text.h"
#include "gate/config/canonical.h"
#include "gate/config/units.h"

namespace gate::config {
namespace {

// Plain scalars that no YAML reader takes for anything but text, whatever schema it has.
bool is_plain(std::string_view text) {
  constexpr std::string_view kWords[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text[0])) == 0) return false;
  for (std::string_view word : kWords) {
    if (lower(text) == word) return false;
  }
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") ==
         std::string_view::npos;
}

// Double-quoted, with everything escaped that does not print (YAML 1.2.2, section 5.7).
std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode_utf8(text, at);
    std::string_view bytes = text.substr(at, c.length);
    at += c.length;
    if (c.value == '"' || c.value == '\\') {
      out.append("\\").append(bytes);
    } else if (printable(bytes) == bytes && c.value != '\t' && c.value < 0x10000) {
      out += bytes;
    } else {
      fmt::format_to(std::back_inserter(out), "\\U{:08X}", static_cast<unsigned>(c.value));
    }
  }
  return out + "\"";
}

std::string scalar(std::string_view text) { return is_plain(text) ? std::string(text) : double_quoted(text); }

// On one line; members that are null were not given and are left out.
std::string flow(const Json& value) {
  std::string out;
  if (value.is_string()) return scalar(value.get_ref<const std::string&>());
  if (value.is_array()) {
    for (const Json& item : value) out += (out.empty() ? "" : ", ") + flow(item);
    return "[" + out + "]";
  }
  if (!value.is_object()) return dump_json(value);
  for (const auto& [key, member] : value.items()) {
    if (!member.is_null()) out += (out.empty() ? "" : ", ") + scalar(key) + ": " + flow(member);
  }
  return out.empty() ? "{}" : "{ " + out + " }";
}

Json coverage_json(const CoverageInput& input) {
  Json json = {{"files", input.files}};
  if (!input.strip.empty()) json["strip"] = input.strip;
  if (!input.prefix.empty()) json["prefix"] = input.prefix;
  return json;
}

void section(std::string& out, std::string_view name, const std::string& body) {
  if (!body.empty()) fmt::format_to(std::back_inserter(out), "{}:\n{}", name, body);
}

std::string analyzers_body(const Config& config) {
  std::string body;
  for (const auto& [name, options] : config.analyzers) {
    bool on = config.enabled.at(name);
    body += fmt::format("  {}: {}\n", scalar(name), on ? flow(options.values()) : "off");
  }
  return body;
}

std::string policies_body(const Config& config) {
  std::string body;
  for (const auto& [name, options] : config.policies) {
    body += fmt::format("  {}: {}\n", scalar(name), flow(options.values()));
  }
  for (const std::string& name : config.policies_off) body += fmt::format("  {}: off\n", scalar(name));
  return body;
}

std::string evidence_body(const Config& config) {
  std::string body;
  if (!config.coverage.empty()) body += "  coverage:\n";
  for (const CoverageInput& input : config.coverage) body += "    - " + flow(coverage_json(input)) + "\n";
  if (!config.tests.empty()) body += "  tests: " + flow(config.tests) + "\n";
  if (!config.sarif.empty()) body += "  sarif: " + flow(config.sarif) + "\n";
  if (!config.approvals_file.empty()) body += "  approvals: " + scalar(config.approvals_file) + "\n";
  return body;
}

}  // namespace

Json canonical(const Config& config) {
  Json json;
  json["exclude"] = config.exclude;
  for (const auto& [name, options] : config.analyzers) {
    json["analyzers"][name] = config.enabled.at(name) ? options.values() : Json("off");
  }
  for (const auto& [name, options] : config.policies) json["policies"][name] = options.values();
  json["policies_off"] = config.policies_off;
  json["rules"] = Json::array();
  for (const RuleLevel& rule : config.rules) json["rules"].push_back({rule.pattern, to_string(rule.level)});
  json["required"] = config.required;
  json["coverage"] = Json::array();
  for (const CoverageInput& input : config.coverage) json["coverage"].push_back(coverage_json(input));
  json["tests"] = config.tests;
  json["sarif"] = config.sarif;
  json["approvals"] = config.approvals_file;
  json["plugins"] = Json::array();
  for (const PluginSpec& plugin : config.plugins) json["plugins"].push_back(plugin.declared);
  json["limits"] = {{"timeout_ms", config.limits.timeout.count()},
                    {"file_bytes", config.limits.file_bytes},
                    {"worker_memory", config.limits.worker_memory}};
  json["hook_budget_ms"] = config.hook_budget.count();
  json["ledger"] = config.ledger;
  return json;
}

std::string show(const Config& config) {
  std::string out = fmt::format("# {}\nversion: 1\n", printable(config.source));
  if (!config.exclude.empty()) out += "paths: { exclude: " + flow(config.exclude) + " }\n";
  section(out, "analyzers", analyzers_body(config));
  std::string rules;
  for (const RuleLevel& rule : config.rules) {
    rules += fmt::format("  {}: {}\n", double_quoted(rule.pattern), to_string(rule.level));
  }
  section(out, "rules", rules);
  if (!config.required.empty()) out += "required: " + flow(config.required) + "\n";
  section(out, "evidence", evidence_body(config));
  section(out, "policies", policies_body(config));
  std::string plugins;
  for (const PluginSpec& plugin : config.plugins) plugins += "  - " + flow(plugin.declared) + "\n";
  section(out, "plugins", plugins);
  out += fmt::format("limits: {{ timeout: {}, file_bytes: {}, worker_memory: {} }}\n",
                     duration_text(config.limits.timeout), size_text(config.limits.file_bytes),
                     size_text(config.limits.worker_memory));
  out += fmt::format("hook: {{ budget: {} }}\n", duration_text(config.hook_budget));
  if (!config.ledger.empty()) out += "ledger: " + scalar(config.ledger) + "\n";
  return out;
}

}  // namespace gate::config
