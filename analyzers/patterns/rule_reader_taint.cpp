#include <fmt/format.h>

#include "analyzers/patterns/rule_reader.h"
#include "analyzers/patterns/taint/labels.h"

namespace gate::patterns {

Taint RuleReader::classic_taint(const YamlValue& rule) {
  required(rule, "pattern-sources", "a taint rule");
  required(rule, "pattern-sinks", "a taint rule");
  Taint out;
  out.sources = taint_parts(rule.find("pattern-sources"), Part::source, false);
  out.propagators = taint_parts(rule.find("pattern-propagators"), Part::propagator, false);
  out.sanitizers = taint_parts(rule.find("pattern-sanitizers"), Part::sanitizer, false);
  out.sinks = taint_parts(rule.find("pattern-sinks"), Part::sink, false);
  return out;
}

Taint RuleReader::modern_taint(const YamlValue& value) {
  Taint out;
  if (!check_mapping(value, "'taint'", {"sources", "sinks", "sanitizers", "propagators"})) return out;
  required(value, "sources", "'taint'");
  required(value, "sinks", "'taint'");
  out.sources = taint_parts(value.find("sources"), Part::source, true);
  out.propagators = taint_parts(value.find("propagators"), Part::propagator, true);
  out.sanitizers = taint_parts(value.find("sanitizers"), Part::sanitizer, true);
  out.sinks = taint_parts(value.find("sinks"), Part::sink, true);
  return out;
}

std::vector<TaintPart> RuleReader::taint_parts(const YamlMember* member, Part part, bool is_modern) {
  std::vector<TaintPart> out;
  if (member == nullptr || failed()) return out;
  const bool needed = part == Part::source || part == Part::sink;
  if (!member->value.is_list() || (needed && member->value.items.empty())) {
    wrong(member->place, fmt::format("'{}' must be a list of patterns", member->key));
    return out;
  }
  for (const auto& item : member->value.items) {
    if (failed()) break;
    out.push_back(taint_part(item, part, is_modern));
  }
  return out;
}

// Which keys stand beside the pattern, and what holds without them, depends on the part.
TaintPart RuleReader::taint_part(const YamlValue& value, Part part, bool is_modern) {
  TaintPart out;
  out.exact = part == Part::sink;
  out.by_side_effect = part == Part::propagator;
  if (is_modern && value.is_scalar() && part != Part::propagator) {
    out.formula = modern(value);
    return out;
  }
  auto read = [&](std::string_view what, const Keys& keys) {
    out.formula = is_modern ? modern(value, keys) : classic(value, what, keys);
  };
  switch (part) {
    case Part::source: read("a source", {"label", "requires", "by-side-effect", "exact", "control"}); break;
    case Part::sink: read("a sink", {"requires", "exact", "at-exit"}); break;
    case Part::sanitizer: read("a sanitizer", {"by-side-effect", "exact", "not_conflicting", "not-conflicting"}); break;
    case Part::propagator:
      read("a propagator", {"from", "to", "label", "requires", "replace-labels", "by-side-effect"});
      break;
  }
  if (failed()) return out;
  if (part == Part::propagator) {
    out.from = variable_at(value, "from", "a propagator");
    out.to = variable_at(value, "to", "a propagator");
    if (const auto* member = value.find("replace-labels")) lacks(member->place, "gate does not run 'replace-labels'");
  }
  out.label = text_at(value, "label");
  out.requires_label = labels(value);
  out.exact = flag_at(value, "exact", out.exact);
  out.control = flag_at(value, "control", false);
  out.at_exit = flag_at(value, "at-exit", false);
  out.not_conflicting = flag_at(value, "not_conflicting", flag_at(value, "not-conflicting", false));
  read_side_effect(value, out);
  return out;
}

void RuleReader::read_side_effect(const YamlValue& value, TaintPart& part) {
  const auto* member = value.find("by-side-effect");
  if (member == nullptr) return;
  const std::string& word = member->value.text;
  if (!member->value.is_scalar() || (word != "true" && word != "false" && word != "only"))
    return wrong(member->value.place, "'by-side-effect' must be true, false or only");
  part.by_side_effect = word != "false";
  part.only_by_side_effect = word == "only";
}

// An expression over labels; for each metavariable one of its own is more than gate can do.
std::string RuleReader::labels(const YamlValue& mapping) {
  const auto* member = mapping.find("requires");
  if (member == nullptr) return {};
  if (member->value.is_scalar()) {
    std::string expression = text(member->value, "'requires'");
    if (const auto read = taint::Requirement::read(expression); !read && !failed())
      wrong(member->value.place, read.error().message, read.error().remedy);
    return expression;
  }
  lacks(member->value.place, "gate does not run 'requires' for each metavariable");
  return {};
}

}  // namespace gate::patterns
