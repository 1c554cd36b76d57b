#include <algorithm>

#include "gate/base/text.h"
#include "gate/report/escape.h"
#include "gate/report/sarif_parts.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostRuleText = 1'024;
constexpr std::size_t kMostRuleName = 255;
constexpr std::size_t kMostHelp = 16'384;

// "[words](1)" would be taken for a link (section 3.11.6).
std::string without_links(std::string text) {
  if (text.find("](") == std::string::npos) return text;
  std::string out;
  for (char c : text) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// A tag for each weakness that the help lists in a line of its own ("- CWE-95: ..."), in the form that GitHub's code
// scanning groups by: "external/cwe/cwe-095".
void write_weaknesses(JsonWriter& json, std::string_view help) {
  constexpr std::string_view kBegin = "- CWE-";
  for (const std::string_view line : split_lines(help)) {
    if (!line.starts_with(kBegin)) continue;
    const std::string_view rest = line.substr(kBegin.size());
    const std::string digits(rest.substr(0, rest.find_first_not_of("0123456789")));
    if (digits.empty() || digits.size() > 5) continue;
    json.value("external/cwe/cwe-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits);
  }
}

}  // namespace

RuleTable rules_of(const Verdict& verdict, const std::vector<const Finding*>& findings) {
  std::unordered_map<std::string_view, const RuleInfo*> infos;
  for (const RuleInfo& info : verdict.rules) infos.emplace(info.id, &info);
  RuleTable table;
  for (const Finding* finding : findings) {
    const auto [entry, is_new] = table.index.emplace(finding->rule, table.rules.size());
    if (is_new) {
      const auto info = infos.find(finding->rule);
      table.rules.push_back(
          {finding->rule, info == infos.end() ? nullptr : info->second, finding, finding->confidence});
    }
    SarifRule& rule = table.rules[entry->second];
    rule.confidence = std::min(rule.confidence, finding->confidence);
  }
  return table;
}

std::string filled(std::string_view text, std::string_view fallback, std::size_t most) {
  std::string whole = to_utf8(text.empty() ? fallback : text);
  return cut(whole.empty() ? "-" : std::move(whole), most);
}

std::string rule_id(std::string_view id) { return filled(id, "-", kMostRuleName); }

void write_message(JsonWriter& json, std::string_view name, std::string_view text, std::string_view fallback,
                   std::size_t most) {
  json.object(name);
  json.member("text", without_links(filled(text, fallback, most)));
  json.end_object();
}

void write_rule(JsonWriter& json, const SarifRule& rule) {
  const std::string_view summary = rule.info != nullptr ? std::string_view(rule.info->summary) : "";
  const std::string_view help = rule.info != nullptr ? std::string_view(rule.info->help) : "";
  const std::string& category = rule.info != nullptr ? rule.info->category : rule.example->category;
  const Severity severity = rule.info != nullptr ? rule.info->severity : rule.example->severity;
  json.begin_object();
  json.member("id", rule_id(rule.id));
  json.member("name", rule_id(rule.id));
  write_message(json, "shortDescription", summary, rule.id, kMostRuleText);
  write_message(json, "fullDescription", summary, rule.id, kMostRuleText);
  json.object("help");
  json.member("text", filled(help, summary.empty() ? std::string_view(rule.id) : summary, kMostHelp));
  if (!help.empty()) json.member("markdown", filled(help, "-", kMostHelp));
  json.end_object();
  if (rule.info != nullptr) json.member_unless_empty("helpUri", rule.info->uri);
  json.object("defaultConfiguration");
  json.member("level", words_of(severity).sarif_level);
  json.end_object();
  json.object("properties");
  json.array("tags");
  if (!category.empty()) json.value(category);
  write_weaknesses(json, help);
  json.end_array();
  json.member("precision", to_string(rule.confidence));
  if (category == "security") {
    json.member("security-severity", words_of(severity).security_severity);
  } else {
    json.member("problem.severity", words_of(severity).problem_severity);
  }
  json.end_object();
  json.end_object();
}

}  // namespace gate::report
