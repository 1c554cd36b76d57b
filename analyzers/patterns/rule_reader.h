// One rule of a rule file: what the parts of the reader share. Part of rule_reader*.cpp.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/patterns/rule.h"
#include "gate/base/yaml_tree.h"

namespace gate::patterns {

// A language of the rule syntax that gate does not read.
bool lacking_language(std::string_view word);
// Every word for a language that the rule syntax has.
std::vector<std::string> language_words();

// The version of Semgrep whose rule syntax gate reads, for `min-version` and `max-version`: major, minor, patch.
inline constexpr int kSyntaxVersion[3] = {1, 90, 0};

// Reads one rule. The first thing that is wrong is kept; reading goes on with neutral values until it is looked at.
class RuleReader {
 public:
  explicit RuleReader(const std::string& file) : file_(file) {}

  std::expected<Rule, BadRule> read(const YamlValue& value);

 private:
  using Keys = std::vector<std::string_view>;

  // rule_reader_values.cpp: values and what is wrong with them.
  void wrong(YamlPlace place, std::string message, std::string remedy = {});
  // Not wrong, but more than gate can do.
  void lacks(YamlPlace place, std::string message, std::string remedy = {});
  bool failed() const { return bad_.has_value(); }
  // False, and wrong, unless `value` is a mapping whose keys are all in `keys` and stand once.
  bool check_mapping(const YamlValue& value, std::string_view what, const Keys& keys);
  const YamlValue* required(const YamlValue& mapping, std::string_view key, std::string_view what);
  std::string text(const YamlValue& value, std::string_view what);
  std::string text_at(const YamlValue& mapping, std::string_view key);  // "" when absent
  bool flag_at(const YamlValue& mapping, std::string_view key, bool otherwise);
  std::optional<int> number_at(const YamlValue& mapping, std::string_view key);
  std::vector<std::string> texts(const YamlValue& value, std::string_view what);  // one text is a list of one
  Variable variable(const YamlValue& value);
  Variable variable_at(const YamlValue& mapping, std::string_view key, std::string_view what);

  // rule_reader.cpp: what is not a pattern.
  void read_head(const YamlValue& value);
  void read_versions(const YamlValue& value);
  int compare_version(const YamlValue& value);
  void read_languages(const YamlValue& value);
  bool check_language(const YamlValue& value, const std::string& word);
  void read_severity(const YamlValue& value);
  void read_paths(const YamlValue& value);
  void read_fixes(const YamlValue& value);
  void read_mode(const YamlValue& value);

  // rule_reader_formula.cpp. "Classic" is the syntax with `patterns:`, the other is that of `match:`.
  Formula leaf(Formula::Op op, const YamlValue& value);
  Formula wrap(Formula::Op op, YamlPlace place, Formula part);
  // `others`: keys of the mapping that are no patterns.
  Formula classic(const YamlValue& mapping, std::string_view what, const Keys& others);
  Formula classic_pair(const YamlMember& member);
  Formula classic_nested(const YamlValue& value);  // a text or a mapping of one key
  Formula classic_item(const YamlValue& value, std::string_view list);
  void classic_part(const YamlValue& value, Formula& all);  // one entry of `patterns`
  Formula classic_list(const YamlMember& member);
  Formula modern(const YamlValue& value, const Keys& others = {});
  Formula modern_pair(const YamlMember& member);
  Formula modern_list(const YamlMember& member);
  void check_positive(const Formula& all);

  // rule_reader_conditions.cpp
  std::optional<Condition> condition(const YamlMember& member);
  void focus(const YamlValue& value, Formula& formula);
  void where(const YamlValue& value, Formula& formula);
  void where_entry(const YamlValue& value, Formula& formula);
  Condition regex_condition(const YamlValue& value);
  Condition pattern_condition(const YamlValue& value, bool is_modern);
  Condition comparison_condition(const YamlValue& value);
  Condition analysis_condition(const YamlValue& value);
  Condition type_condition(const YamlValue& value);

  // rule_reader_taint.cpp
  Taint classic_taint(const YamlValue& rule);
  Taint modern_taint(const YamlValue& value);
  enum class Part { source, sink, sanitizer, propagator };
  std::vector<TaintPart> taint_parts(const YamlMember* member, Part part, bool is_modern);
  TaintPart taint_part(const YamlValue& value, Part part, bool is_modern);
  void read_side_effect(const YamlValue& value, TaintPart& part);
  std::string labels(const YamlValue& mapping);

  const std::string& file_;
  Rule rule_;
  std::optional<BadRule> bad_;
  bool regex_language_ = false;   // patterns are regular expressions here
  bool under_condition_ = false;  // within metavariable-pattern
  int depth_ = 0;
};

}  // namespace gate::patterns
