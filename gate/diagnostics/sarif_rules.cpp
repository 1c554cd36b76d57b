#include "gate/diagnostics/sarif_rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gate/base/text.h"
#include "gate/diagnostics/json_stream.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostSummary = 1'024, kMostHelp = 16'384;

const Json kNone;

std::string_view first_text(std::initializer_list<std::string_view> texts) {
  for (auto text : texts)
    if (!trim(text).empty()) return text;
  return {};
}

std::string_view message_text(const Json& rule, const char* key) { return text_of(member(rule, key), "text"); }

bool is_level(std::string_view word) {
  static constexpr std::array<std::string_view, 4> kLevels = {"none", "note", "warning", "error"};
  return std::ranges::find(kLevels, word) != kLevels.end();
}

}  // namespace

SarifRules::SarifRules(const Json& run) {
  const Json& tool = member(run, "tool");
  add(member(tool, "driver"));
  for (const Json& extension : elements_of(tool, "extensions")) add(extension);
  for (const Json& invocation : elements_of(run, "invocations"))
    for (const Json& override : elements_of(invocation, "ruleConfigurationOverrides")) {
      const Json& reference = member(override, "descriptor");
      const auto level = text_of(member(override, "configuration"), "level");
      if (!is_level(level)) continue;
      std::string_view id = text_of(reference, "id");
      const Component& component = component_of(member(reference, "toolComponent"));
      if (id.empty())
        id = text_of(element_at(elements_of(*component.json, "rules"), integer_of(reference, "index")), "id");
      if (!id.empty()) overridden_.emplace(id, level);
    }
}

void SarifRules::add(const Json& component) {
  Component out{&component, {}, {}};
  for (const Json& rule : elements_of(component, "rules")) {
    out.by_id.emplace(text_of(rule, "id"), &rule);
    out.by_guid.emplace(text_of(rule, "guid"), &rule);
  }
  out.by_id.erase("");
  out.by_guid.erase("");
  components_.push_back(std::move(out));
}

const SarifRules::Component& SarifRules::component_of(const Json& reference) const {
  if (const auto index = integer_of(reference, "index"); index && *index >= 0) {
    const auto at = static_cast<std::uint64_t>(*index) + 1;
    if (at < components_.size()) return components_[at];
  }
  for (const char* key : {"guid", "name"}) {
    const auto wanted = text_of(reference, key);
    if (wanted.empty()) continue;
    for (const Component& component : components_)
      if (text_of(*component.json, key) == wanted) return component;
  }
  return components_.front();
}

const Json* SarifRules::by_id(const Component& own, std::string_view id) const {
  for (; !id.empty(); id = id.substr(0, id.find_last_of('/'))) {
    if (const auto found = own.by_id.find(id); found != own.by_id.end()) return found->second;
    for (const Component& other : components_)
      if (const auto found = other.by_id.find(id); found != other.by_id.end()) return found->second;
    if (id.find('/') == std::string_view::npos) break;
  }
  return &kNone;
}

SarifRule SarifRules::find(const Json& result) const {
  const Json& reference = member(result, "rule");
  const Component& component = component_of(member(reference, "toolComponent"));
  const auto id = first_text({text_of(result, "ruleId"), text_of(reference, "id")});
  const Json* words =
      &element_at(elements_of(*component.json, "rules"),
                  integer_of(result, "ruleIndex").value_or(integer_of(reference, "index").value_or(-1)));
  const auto declared = text_of(*words, "id");
  if (!id.empty() && id != declared && !(id.starts_with(declared) && id.substr(declared.size()).starts_with('/')))
    words = by_id(component, id);
  if (words->is_null())
    if (const auto found = component.by_guid.find(text_of(reference, "guid")); found != component.by_guid.end())
      words = found->second;
  return {std::string(id.empty() ? text_of(*words, "id") : id), words, component.json};
}

std::string_view SarifRules::default_level(const SarifRule& rule) const {
  const auto id = text_of(*rule.words, "id");
  if (const auto found = overridden_.find(std::string(id.empty() ? rule.id : id)); found != overridden_.end())
    return found->second;
  const auto level = text_of(member(*rule.words, "defaultConfiguration"), "level");
  return is_level(level) ? level : "warning";
}

std::optional<double> security_severity(const Json& object) {
  const Json& value = member(member(object, "properties"), "security-severity");
  double score = -1;
  if (value.is_number()) {
    score = value.get<double>();
  } else if (value.is_string()) {
    const auto text = trim(value.get_ref<const std::string&>());
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  }
  return score >= 0 && score <= 10 ? std::optional(score) : std::nullopt;
}

Severity severity_of_score(double score) {
  if (score >= 9) return Severity::critical;
  if (score >= 7) return Severity::high;
  return score >= 4 ? Severity::medium : Severity::low;
}

Severity severity_of_level(std::string_view level) {
  if (level == "error") return Severity::high;
  if (level == "note") return Severity::low;
  return level == "none" ? Severity::info : Severity::medium;
}

std::string category_of(const Json& rule, bool scored) {
  if (scored) return "security";
  static constexpr std::array<std::string_view, 6> kCategories = {"security",        "correctness", "syntax",
                                                                  "maintainability", "performance", "style"};
  std::string_view first;
  for (const Json& tag : elements_of(member(rule, "properties"), "tags")) {
    if (!tag.is_string()) continue;
    const auto known = std::ranges::find(kCategories, lower(tag.get_ref<const std::string&>()));
    if (known == kCategories.begin()) return "security";
    if (known != kCategories.end() && first.empty()) first = *known;
  }
  return std::string(first.empty() ? "other" : first);
}

Confidence confidence_of(const Json& rule) {
  const auto precision = lower(text_of(member(rule, "properties"), "precision"));
  if (precision == "low") return Confidence::low;
  return precision == "medium" ? Confidence::medium : Confidence::high;
}

RuleInfo rule_info(const SarifRule& rule, std::string full_id, std::string_view default_level) {
  const Json& words = *rule.words;
  const Json& help = member(words, "help");
  const auto score = security_severity(words);
  RuleInfo info;
  info.summary = one_line(first_text({message_text(words, "shortDescription"), message_text(words, "fullDescription"),
                                      text_of(words, "name"), full_id}),
                          kMostSummary);
  info.help = cut_text(first_text({text_of(help, "markdown"), text_of(help, "text"),
                                   message_text(words, "fullDescription"), info.summary}),
                       kMostHelp);
  info.category = category_of(words, score.has_value());
  info.severity = score ? severity_of_score(*score) : severity_of_level(default_level);
  info.uri = web_address(text_of(words, "helpUri"));
  info.id = std::move(full_id);
  return info;
}

}  // namespace gate::diagnostics
