#include "analyzers/patterns/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "gate/base/text.h"

namespace gate::patterns {
namespace {

const std::vector<std::string_view> kRuleKeys = {
    "id", "languages", "message", "severity", "metadata", "paths", "options", "fix", "fix-regex", "min-version",
    "max-version", "mode", "pattern", "patterns", "pattern-either", "pattern-regex", "pattern-sources", "pattern-sinks",
    "pattern-sanitizers", "pattern-propagators", "match", "taint", "equivalences",
    // Of engines that gate lacks.
    "pattern-where-python", "join", "steps", "extract", "dest-language", "dest-rules", "transform", "reduce",
    "validators", "request", "response", "r2c-internal-project-depends-on", "project-depends-on", "dependencies",
    "product", "scan-type"};

// Keys that ask for an engine of their own.
constexpr std::string_view kLackingKeys[] = {"pattern-where-python",
                                             "join",
                                             "steps",
                                             "extract",
                                             "validators",
                                             "request",
                                             "r2c-internal-project-depends-on",
                                             "project-depends-on",
                                             "equivalences"};

struct Level {
  std::string_view word;
  Severity severity;
};
constexpr Level kLevels[] = {
    {"ERROR", Severity::high},        {"WARNING", Severity::medium}, {"INFO", Severity::low},
    {"CRITICAL", Severity::critical}, {"HIGH", Severity::high},      {"MEDIUM", Severity::medium},
    {"LOW", Severity::low},           {"INVENTORY", Severity::info}, {"EXPERIMENT", Severity::info}};

bool is_rule_id(std::string_view word) {
  return !word.empty() && word.size() <= 256 &&
         std::ranges::all_of(word, [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace

std::expected<Rule, BadRule> RuleReader::read(const YamlValue& value) {
  read_head(value);
  if (!failed()) read_mode(value);
  if (!failed()) {
    read_severity(value);
    read_fixes(value);
    read_paths(value);
  }
  if (!failed()) return std::move(rule_);
  bad_->id = rule_.id;
  return std::unexpected(std::move(*bad_));
}

// What tells which rule it is, and whether gate is meant at all. Goes first: the rest of a rule for another engine or
// version may have keys that gate does not know.
void RuleReader::read_head(const YamlValue& value) {
  rule_.file = file_;
  rule_.position = {value.place.line, value.place.column};
  if (!value.is_mapping()) return wrong(value.place, "a rule must be a mapping");
  const auto* id = required(value, "id", "a rule");
  if (id == nullptr) return;
  rule_.id = text(*id, "'id'");
  if (!failed() && !is_rule_id(rule_.id))
    wrong(id->place, fmt::format("'{}' cannot be a rule's id", printable(rule_.id)),
          "use letters, digits, '.', '_' and '-'");
  if (failed()) {
    rule_.id.clear();
    return;
  }
  read_versions(value);
  if (const auto* mode = value.find("mode");
      mode != nullptr && mode->value.text != "search" && mode->value.text != "taint")
    return lacks(mode->value.place, fmt::format("gate does not run rules of mode '{}'", printable(mode->value.text)),
                 "gate runs 'search' and 'taint'");
  for (auto key : kLackingKeys)
    if (const auto* member = value.find(key)) return lacks(member->place, fmt::format("gate does not run '{}'", key));
  read_languages(value);
  if (!failed()) check_mapping(value, "a rule", kRuleKeys);
  rule_.message = text_at(value, "message");
  required(value, "message", "a rule");
  for (const char* key : {"metadata", "options"})
    if (const auto* member = value.find(key); member != nullptr && !member->value.is_null()) {
      if (!member->value.is_mapping()) return wrong(member->place, fmt::format("'{}' must be a mapping", key));
      (key == std::string_view("metadata") ? rule_.metadata : rule_.options) = member->value.json();
    }
}

void RuleReader::read_versions(const YamlValue& value) {
  const std::string own = fmt::format("{}.{}.{}", kSyntaxVersion[0], kSyntaxVersion[1], kSyntaxVersion[2]);
  if (const auto* member = value.find("min-version"); member != nullptr && compare_version(member->value) > 0)
    lacks(member->value.place, fmt::format("the rule needs version {} of the rule syntax, gate knows {}",
                                           printable(member->value.text), own));
  if (const auto* member = value.find("max-version"); member != nullptr && compare_version(member->value) < 0)
    lacks(member->value.place, fmt::format("the rule is for versions of the rule syntax up to {}, gate knows {}",
                                           printable(member->value.text), own));
}

// Above 0: newer than gate's. "1.2" is "1.2.0"; what follows a '-' or '+' does not count.
int RuleReader::compare_version(const YamlValue& value) {
  std::string_view rest = value.text;
  rest = rest.substr(0, rest.find_first_of("-+"));
  for (int i = 0; i < 3; ++i) {
    int number = 0;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const bool missing = rest.empty() && i > 0;
    if (!missing && (error != std::errc() || number < 0)) {
      wrong(value.place, fmt::format("'{}' is no version", printable(value.text)), "write it as 1.2.3");
      return 0;
    }
    if (!missing) rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (number != kSyntaxVersion[i]) return number < kSyntaxVersion[i] ? -1 : 1;
    if (rest.starts_with('.')) rest.remove_prefix(1);
  }
  return 0;
}

bool RuleReader::check_language(const YamlValue& value, const std::string& word) {
  if (known_language(word)) return true;
  if (lacking_language(word)) {
    lacks(value.place, fmt::format("gate does not read the language '{}'", word));
  } else {
    const std::string close = nearest(word, language_words());
    wrong(value.place, fmt::format("unknown language '{}'", printable(word)),
          close.empty() ? "" : fmt::format("did you mean '{}'?", close));
  }
  return false;
}

// Of several languages those that gate lacks are left out; a rule is lacking when none remains.
void RuleReader::read_languages(const YamlValue& value) {
  const auto* languages = required(value, "languages", "a rule");
  if (languages == nullptr) return;
  auto words = texts(*languages, "'languages'");
  if (failed()) return;
  if (words.empty()) return wrong(languages->place, "'languages' is empty");
  const bool some = std::ranges::any_of(words, known_language);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (some && lacking_language(words[i])) continue;
    if (!check_language(languages->is_list() ? languages->items[i] : *languages, words[i])) return;
    rule_.languages.push_back(std::move(words[i]));
  }
  regex_language_ = rule_.languages.front() == "regex" || rule_.languages.front() == "none";
}

void RuleReader::read_severity(const YamlValue& value) {
  const auto* severity = required(value, "severity", "a rule");
  if (severity == nullptr) return;
  rule_.severity = text(*severity, "'severity'");
  const auto* level = std::ranges::find(kLevels, rule_.severity, &Level::word);
  if (level == std::end(kLevels))
    return wrong(severity->place, fmt::format("unknown severity '{}'", printable(rule_.severity)),
                 "say INFO, WARNING, ERROR, LOW, MEDIUM, HIGH or CRITICAL");
  rule_.level = level->severity;
}

void RuleReader::read_paths(const YamlValue& value) {
  const auto* paths = value.find("paths");
  if (paths == nullptr || !check_mapping(paths->value, "'paths'", {"include", "exclude"})) return;
  if (const auto* member = paths->value.find("include")) rule_.include = texts(member->value, "'include'");
  if (const auto* member = paths->value.find("exclude")) rule_.exclude = texts(member->value, "'exclude'");
}

void RuleReader::read_fixes(const YamlValue& value) {
  if (const auto* fix = value.find("fix")) {
    if (!fix->value.is_scalar()) return wrong(fix->value.place, "'fix' must be text");
    rule_.fix = trim(fix->value.text);
  }
  const auto* regex = value.find("fix-regex");
  if (regex == nullptr || !check_mapping(regex->value, "'fix-regex'", {"regex", "replacement", "count"})) return;
  FixRegex out;
  if (const auto* given = required(regex->value, "regex", "'fix-regex'")) out.regex = text(*given, "'regex'");
  if (const auto* given = required(regex->value, "replacement", "'fix-regex'")) out.replacement = given->text;
  out.count = number_at(regex->value, "count");
  rule_.fix_regex = std::move(out);
}

void RuleReader::read_mode(const YamlValue& value) {
  const auto* mode = value.find("mode");
  if (const auto* taint = value.find("taint")) {
    rule_.taint = modern_taint(taint->value);
  } else if (mode != nullptr && mode->value.text == "taint") {
    rule_.taint = classic_taint(value);
  } else if (const auto* match = value.find("match")) {
    rule_.search = modern(match->value);
  } else {
    rule_.search = classic(value, "a rule", kRuleKeys);
  }
}

Expected<RuleFile> read_rules(std::string_view text, const std::string& path) {
  auto tree = parse_yaml_tree(text, path);
  if (!tree) {
    tree.error().kind = ErrorKind::config;
    return std::unexpected(std::move(tree.error()));
  }
  RuleFile out;
  if (tree->is_null()) return out;
  const YamlMember* rules = tree->find("rules");
  const YamlValue* list = tree->is_list() ? &*tree : rules == nullptr ? nullptr : &rules->value;
  if (list == nullptr || !(list->is_list() || list->is_null()))
    return fail(ErrorKind::config, "a rule file is a mapping with a list of rules under 'rules'",
                fmt::format("{}:{}:{}", path, tree->place.line, tree->place.column));
  for (const auto& item : list->items) {
    auto rule = RuleReader(path).read(item);
    if (rule) {
      out.rules.push_back(std::move(*rule));
    } else {
      out.bad.push_back(std::move(rule.error()));
    }
  }
  return out;
}

}  // namespace gate::patterns
