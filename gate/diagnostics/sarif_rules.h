// The rules of one SARIF run: which one a result names (section 3.52) and what it says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/base/json.h"
#include "gate/model/finding.h"

namespace gate::diagnostics {

struct SarifRule {
  std::string id;         // without the tool: "CA1000/1"; empty when the result names none
  const Json* words;      // its reportingDescriptor; null in Json when the run declares none
  const Json* component;  // the tool component that declares it, for its global messages
};

class SarifRules {
 public:
  // Looks into the run, which must outlive it.
  explicit SarifRules(const Json& run);

  // By rule.toolComponent, then ruleId or rule.id, ruleIndex or rule.index, rule.guid. Where the index and the id
  // disagree the id counts. An id that is not declared may be so without its last parts ("CA1000/1" as "CA1000").
  SarifRule find(const Json& result) const;

  // The level that a result has without its own: invocations' overrides, the rule's default, else "warning".
  std::string_view default_level(const SarifRule& rule) const;

 private:
  struct Component {
    const Json* json;
    std::unordered_map<std::string_view, const Json*> by_id, by_guid;
  };
  const Component& component_of(const Json& reference) const;
  const Json* by_id(const Component& own, std::string_view id) const;
  void add(const Json& component);

  std::vector<Component> components_;                        // the driver, then extensions
  std::unordered_map<std::string, std::string> overridden_;  // rule id -> level
};

// 0 to 10, of a result's or a rule's properties; nullopt when there is none, or no such number.
std::optional<double> security_severity(const Json& object);
Severity severity_of_score(double score);
Severity severity_of_level(std::string_view level);

// "security" where a score or a tag says so, else the first tag that is a category of gate's own, else "other".
std::string category_of(const Json& rule, bool scored);

// high where the rule says nothing.
Confidence confidence_of(const Json& rule);

// What reports show for the rule; texts cut to sane lengths, links only to the web.
RuleInfo rule_info(const SarifRule& rule, std::string full_id, std::string_view default_level);

}  // namespace gate::diagnostics
