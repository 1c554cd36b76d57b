#include <fmt/format.h>

#include <algorithm>

#include "analyzers/patterns/rule_reader.h"
#include "gate/base/text.h"

namespace gate::patterns {

std::optional<Condition> RuleReader::condition(const YamlMember& member) {
  const auto& [key, place, value] = member;
  Condition out;
  if (key == "metavariable-regex") {
    out = regex_condition(value);
  } else if (key == "metavariable-pattern") {
    out = pattern_condition(value, false);
  } else if (key == "metavariable-comparison") {
    out = comparison_condition(value);
  } else if (key == "metavariable-analysis") {
    out = analysis_condition(value);
  } else if (key == "metavariable-type") {
    out = type_condition(value);
  } else {
    lacks(place, fmt::format("gate does not run '{}'", key));
  }
  if (failed()) return std::nullopt;
  out.position = {place.line, place.column};
  return out;
}

void RuleReader::focus(const YamlValue& value, Formula& formula) {
  std::vector<Variable> variables;
  if (value.is_list()) {
    for (const auto& item : value.items) variables.push_back(variable(item));
  } else {
    variables.push_back(variable(value));
  }
  if (variables.empty()) wrong(value.place, "'focus-metavariable' names no metavariable");
  formula.focus.push_back(std::move(variables));
}

Condition RuleReader::regex_condition(const YamlValue& value) {
  Condition out{.kind = Condition::Kind::regex};
  if (!check_mapping(value, "'metavariable-regex'", {"metavariable", "regex", "constant-propagation"})) return out;
  out.variable = variable_at(value, "metavariable", "'metavariable-regex'");
  if (const auto* regex = required(value, "regex", "'metavariable-regex'")) out.text = text(*regex, "'regex'");
  out.constant_propagation = flag_at(value, "constant-propagation", false);
  return out;
}

Condition RuleReader::pattern_condition(const YamlValue& value, bool is_modern) {
  constexpr std::string_view kWhat = "'metavariable-pattern'";
  Condition out{.kind = Condition::Kind::pattern};
  if (!value.is_mapping()) {
    wrong(value.place, fmt::format("{} must be a mapping", kWhat));
    return out;
  }
  out.variable = variable_at(value, "metavariable", kWhat);
  const auto* member = value.find("language");
  if (member == nullptr) member = value.find("languages");
  const bool outer_regex = regex_language_, outer_condition = under_condition_;
  if (member != nullptr) {
    const auto words = texts(member->value, "'language'");
    if (words.empty()) wrong(member->value.place, "'languages' is empty");
    if (failed() || !check_language(member->value, words.front())) return out;
    out.language = words.front();
    regex_language_ = out.language == "regex" || out.language == "none";
  }
  under_condition_ = true;
  out.formula.push_back(is_modern ? modern(value, {"metavariable", "language", "languages"})
                                  : classic(value, kWhat, {"metavariable", "language", "languages"}));
  regex_language_ = outer_regex;
  under_condition_ = outer_condition;
  return out;
}

Condition RuleReader::comparison_condition(const YamlValue& value) {
  constexpr std::string_view kWhat = "'metavariable-comparison'";
  Condition out{.kind = Condition::Kind::comparison};
  if (!check_mapping(value, kWhat, {"metavariable", "comparison", "strip", "base"})) return out;
  out.strip = flag_at(value, "strip", false);
  out.base = number_at(value, "base").value_or(10);
  if (const auto* comparison = required(value, "comparison", kWhat)) out.text = text(*comparison, "'comparison'");
  if (value.find("metavariable") != nullptr) {
    out.variable = variable_at(value, "metavariable", kWhat);
  } else if (out.strip) {
    wrong(value.place, "'strip' needs a 'metavariable'");
  }
  return out;
}

Condition RuleReader::analysis_condition(const YamlValue& value) {
  constexpr std::string_view kWhat = "'metavariable-analysis'";
  Condition out{.kind = Condition::Kind::analysis};
  if (!check_mapping(value, kWhat, {"metavariable", "analyzer"})) return out;
  out.variable = variable_at(value, "metavariable", kWhat);
  const auto* analyzer = required(value, "analyzer", kWhat);
  if (analyzer == nullptr) return out;
  if (analyzer->is_mapping()) {
    lacks(analyzer->place, "gate does not run analyzers with options");
    return out;
  }
  out.text = text(*analyzer, "'analyzer'");
  if (out.text != "entropy" && out.text != "entropy_v2" && out.text != "redos")
    wrong(analyzer->place, fmt::format("unknown analyzer '{}'", printable(out.text)), "say entropy or redos");
  return out;
}

Condition RuleReader::type_condition(const YamlValue& value) {
  constexpr std::string_view kWhat = "'metavariable-type'";
  Condition out{.kind = Condition::Kind::type};
  if (!check_mapping(value, kWhat, {"metavariable", "type", "types", "language"})) return out;
  out.variable = variable_at(value, "metavariable", kWhat);
  for (const char* key : {"type", "types"}) {
    const auto* member = value.find(key);
    if (member == nullptr) continue;
    auto words = texts(member->value, key);
    out.types.insert(out.types.end(), words.begin(), words.end());
  }
  if (out.types.empty()) wrong(value.place, fmt::format("{} lacks 'type' or 'types'", kWhat));
  return out;
}

void RuleReader::where(const YamlValue& value, Formula& formula) {
  if (!value.is_list()) return wrong(value.place, "'where' must be a list");
  for (const auto& entry : value.items) {
    if (failed()) return;
    where_entry(entry, formula);
  }
}

// An entry of `where` is told by its keys.
void RuleReader::where_entry(const YamlValue& value, Formula& formula) {
  if (!value.is_mapping()) return wrong(value.place, "an entry of 'where' must be a mapping");
  auto has = [&](std::string_view key) { return value.find(key) != nullptr; };
  if (has("focus")) {
    if (check_mapping(value, "'where'", {"focus"})) focus(value.find("focus")->value, formula);
    return;
  }
  Condition out;
  if (has("comparison")) {
    out = comparison_condition(value);
  } else if (has("analyzer")) {
    out = analysis_condition(value);
  } else if (has("type") || has("types")) {
    out = type_condition(value);
  } else if (has("regex") && !has("where") && !has("language")) {
    out = regex_condition(value);
    out.constant_propagation = true;
  } else if (has("metavariable")) {
    out = pattern_condition(value, true);
  } else {
    return wrong(value.place, "an entry of 'where' needs 'focus', 'comparison' or 'metavariable'");
  }
  out.position = {value.place.line, value.place.column};
  formula.conditions.push_back(std::move(out));
}

}  // namespace gate::patterns
