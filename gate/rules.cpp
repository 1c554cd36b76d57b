#include "gate/rules.h"

#include <algorithm>
#include <set>

#include "gate/analyzer.h"
#include "gate/policy.h"
#include "gate/scope/rules.h"

namespace gate {
namespace {

std::string markdown(const Rule& rule) {
  return rule.summary + "\n\n**Why.** " + rule.why + "\n\n**Bad**\n\n```\n" + rule.bad + "\n```\n\n**Good**\n\n```\n" +
         rule.good + "\n```\n";
}

void check_options(const std::string& owner, const std::vector<OptionSpec>& specs, std::vector<std::string>& missing) {
  for (const auto& spec : specs) {
    if (spec.name.empty() || spec.doc.empty()) missing.push_back(owner + ": option '" + spec.name + "' has no doc");
    check_options(owner + "." + spec.name, spec.fields, missing);
  }
}

RuleInfo info(const Analyzer& analyzer, const Rule& rule) {
  return {analyzer.name + "/" + rule.id, rule.summary, markdown(rule), rule.category, rule.severity};
}

}  // namespace

std::vector<RuleInfo> all_rules() {
  std::vector<RuleInfo> rules;
  for (const auto& analyzer : all_analyzers())
    for (const auto& rule : analyzer.rules) rules.push_back(info(analyzer, rule));
  std::ranges::move(scope::scope_rules(), std::back_inserter(rules));
  return rules;
}

std::vector<RuleInfo> more_rules() {
  std::vector<RuleInfo> rules;
  for (const auto& analyzer : all_analyzers())
    if (analyzer.more_rules)
      for (const auto& rule : analyzer.more_rules()) rules.push_back(info(analyzer, rule));
  return rules;
}

std::vector<RuleInfo> rules_of(const std::vector<Finding>& findings, const std::vector<RuleInfo>& foreign) {
  if (findings.empty()) return {};
  std::set<std::string> named;
  for (const auto& finding : findings) named.insert(finding.rule);
  std::vector<RuleInfo> rules;
  for (auto& rule : all_rules())
    if (named.erase(rule.id) > 0) rules.push_back(std::move(rule));
  for (const auto& rule : foreign)
    if (named.erase(rule.id) > 0) rules.push_back(rule);
  for (const auto& id : named) rules.push_back({id, id, id, "", Severity::medium});
  std::ranges::sort(rules, {}, &RuleInfo::id);
  return rules;
}

std::vector<std::string> undocumented() {
  std::vector<std::string> missing;
  for (const auto& analyzer : all_analyzers()) {
    if (analyzer.summary.empty() || analyzer.doc.empty()) missing.push_back("analyzer " + analyzer.name);
    for (const auto& rule : analyzer.rules)
      if (rule.summary.empty() || rule.why.empty() || rule.bad.empty() || rule.good.empty())
        missing.push_back("rule " + analyzer.name + "/" + rule.id);
    check_options("analyzers." + analyzer.name, analyzer.options, missing);
  }
  for (const auto& policy : all_policies()) {
    if (policy.summary.empty() || policy.doc.empty()) missing.push_back("policy " + policy.name);
    check_options("policies." + policy.name, policy.options, missing);
  }
  return missing;
}

}  // namespace gate
