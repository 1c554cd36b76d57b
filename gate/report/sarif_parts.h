// Pieces of the SARIF report: rules and results, each with GitHub's limits on their texts.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/model/verdict.h"
#include "gate/report/json_writer.h"

namespace gate::report {

inline constexpr std::size_t kMostSarifMessage = 8'192;

struct SarifRule {
  std::string id;
  const RuleInfo* info = nullptr;  // null: only findings speak of it
  const Finding* example = nullptr;
  Confidence confidence = Confidence::high;  // the lowest of its findings
};

// The rules that the results name, in order of appearance.
struct RuleTable {
  std::vector<SarifRule> rules;
  std::unordered_map<std::string_view, std::size_t> index;  // by Finding::rule
};

RuleTable rules_of(const Verdict& verdict, const std::vector<const Finding*>& findings);

// A reportingDescriptor (SARIF 2.1.0 section 3.49).
void write_rule(JsonWriter& json, const SarifRule& rule);

// A result (section 3.27).
void write_result(JsonWriter& json, const Finding& finding, std::size_t rule_index);

// `text` in UTF-8, or `fallback`, or "-" where both are empty, which SARIF forbids; cut at `most` bytes.
std::string filled(std::string_view text, std::string_view fallback, std::size_t most);

// A member with a message object: {"text": filled(...)}.
void write_message(JsonWriter& json, std::string_view name, std::string_view text, std::string_view fallback,
                   std::size_t most = kMostSarifMessage);

// The id of a rule within the limit on its length; the same for the rule and for its results.
std::string rule_id(std::string_view id);

}  // namespace gate::report
