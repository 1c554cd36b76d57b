#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analyzers/patterns/rule_reader.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

constexpr int kDeepest = 60;

constexpr std::array<std::string_view, 4> kRoots = {"pattern", "patterns", "pattern-either", "pattern-regex"};
constexpr std::array<std::string_view, 10> kPatternKeys = {"pattern",
                                                           "patterns",
                                                           "pattern-either",
                                                           "pattern-regex",
                                                           "pattern-not",
                                                           "pattern-inside",
                                                           "pattern-not-inside",
                                                           "pattern-not-regex",
                                                           "pattern-where-python",
                                                           "semgrep-internal-pattern-anywhere"};
constexpr std::array<std::string_view, 8> kConditionKeys = {
    "focus-metavariable",    "metavariable-regex", "metavariable-pattern", "metavariable-comparison",
    "metavariable-analysis", "metavariable-type",  "metavariable-name",    "semgrep-internal-metavariable-name"};
constexpr std::array<std::string_view, 7> kModernKeys = {"pattern", "regex", "all", "any", "not", "inside", "anywhere"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

std::string nearest_key(std::string_view key) {
  std::vector<std::string> known(kPatternKeys.begin(), kPatternKeys.end());
  known.insert(known.end(), kConditionKeys.begin(), kConditionKeys.end());
  const std::string close = nearest(key, known);
  return close.empty() ? "" : fmt::format("did you mean '{}'?", close);
}

bool is_positive(const Formula& part) { return part.op != Formula::Op::negation; }

// Restores a value at the end of a scope.
template <class T>
struct Saved {
  T& place;
  T value = place;
  ~Saved() { place = value; }
};

}  // namespace

Formula RuleReader::leaf(Formula::Op op, const YamlValue& value) {
  Formula out;
  out.op = regex_language_ ? Formula::Op::regex : op;
  out.position = {value.place.line, value.place.column};
  out.text = text(value, "a pattern");
  out.index = rule_.leaves++;
  return out;
}

Formula RuleReader::wrap(Formula::Op op, YamlPlace place, Formula part) {
  Formula out;
  out.op = op;
  out.position = {place.line, place.column};
  out.parts.push_back(std::move(part));
  return out;
}

// `patterns` in which nothing finds a place would match everywhere. Under metavariable-pattern the place is given.
void RuleReader::check_positive(const Formula& all) {
  if (under_condition_ || std::ranges::any_of(all.parts, is_positive)) return;
  wrong({all.position.line, all.position.column}, "nothing here says what to find, only what to leave out",
        "add a 'pattern', 'pattern-inside', 'pattern-either' or 'pattern-regex'");
}

Formula RuleReader::classic(const YamlValue& mapping, std::string_view what, const Keys& others) {
  std::vector<std::string_view> keys(kRoots.begin(), kRoots.end());
  keys.insert(keys.end(), others.begin(), others.end());
  if (under_condition_) keys.insert(keys.end(), kPatternKeys.begin() + kRoots.size(), kPatternKeys.end());
  if (!check_mapping(mapping, what, keys)) return {};
  const YamlMember* found = nullptr;
  for (const auto& member : mapping.members) {
    if (!contains(kPatternKeys, member.key)) continue;
    if (found != nullptr) {
      wrong(member.place, fmt::format("'{}' and '{}' in the same mapping", found->key, member.key),
            "put both into a list under 'patterns'");
      return {};
    }
    found = &member;
  }
  if (found != nullptr) return classic_pair(*found);
  wrong(mapping.place, fmt::format("{} has no pattern", what),
        "add one of 'pattern', 'patterns', 'pattern-either', 'pattern-regex'");
  return {};
}

Formula RuleReader::classic_pair(const YamlMember& member) {
  Saved restore{depth_};
  if (++depth_ > kDeepest) wrong(member.place, fmt::format("patterns nested deeper than {} levels", kDeepest));
  if (failed()) return {};
  using enum Formula::Op;
  const std::string& key = member.key;
  if (key == "pattern") return leaf(Formula::Op::pattern, member.value);
  if (key == "pattern-regex") return leaf(Formula::Op::regex, member.value);
  if (key == "pattern-not-regex") return wrap(negation, member.place, leaf(Formula::Op::regex, member.value));
  if (key == "pattern-not") return wrap(negation, member.place, classic_nested(member.value));
  if (key == "pattern-inside") return wrap(inside, member.place, classic_nested(member.value));
  if (key == "pattern-not-inside")
    return wrap(negation, member.place, wrap(inside, member.place, classic_nested(member.value)));
  if (key == "patterns" || key == "pattern-either") return classic_list(member);
  if (contains(kConditionKeys, key)) {
    wrong(member.place, fmt::format("'{}' cannot stand here", key), "it belongs directly under 'patterns'");
  } else if (contains(kPatternKeys, key)) {
    lacks(member.place, fmt::format("gate does not run '{}'", key));
  } else {
    wrong(member.place, fmt::format("unknown key '{}' among patterns", printable(key)), nearest_key(key));
  }
  return {};
}

Formula RuleReader::classic_nested(const YamlValue& value) {
  return value.is_scalar() ? leaf(Formula::Op::pattern, value) : classic_item(value, "a nested pattern");
}

Formula RuleReader::classic_item(const YamlValue& value, std::string_view list) {
  if (value.is_scalar()) {
    wrong(value.place, fmt::format("text alone cannot stand under {}", list), "write it as 'pattern: ...'");
  } else if (value.is_list()) {
    wrong(value.place, fmt::format("a list cannot stand directly under {}", list));
  } else if (value.members.size() != 1) {
    wrong(value.members.size() > 1 ? value.members[1].place : value.place,
          fmt::format("an entry of {} has one key, not {}", list, value.members.size()), "is a '-' missing?");
  } else {
    return classic_pair(value.members.front());
  }
  return {};
}

void RuleReader::classic_part(const YamlValue& value, Formula& all) {
  const bool single = value.is_mapping() && value.members.size() == 1;
  if (!single || !contains(kConditionKeys, value.members.front().key)) {
    all.parts.push_back(classic_item(value, "'patterns'"));
    return;
  }
  const YamlMember& member = value.members.front();
  if (member.key == "focus-metavariable") return focus(member.value, all);
  if (auto read = condition(member)) all.conditions.push_back(std::move(*read));
}

Formula RuleReader::classic_list(const YamlMember& member) {
  Formula out;
  out.op = member.key == "patterns" ? Formula::Op::all : Formula::Op::any;
  out.position = {member.place.line, member.place.column};
  if (!member.value.is_list() || member.value.items.empty()) {
    wrong(member.place, fmt::format("'{}' must be a list of patterns", member.key));
    return out;
  }
  for (const auto& item : member.value.items) {
    if (failed()) return out;
    if (out.op == Formula::Op::all) {
      classic_part(item, out);
    } else {
      out.parts.push_back(classic_item(item, "'pattern-either'"));
    }
  }
  if (out.op == Formula::Op::all) check_positive(out);
  return out;
}

Formula RuleReader::modern(const YamlValue& value, const Keys& others) {
  Saved restore{depth_};
  if (++depth_ > kDeepest) wrong(value.place, fmt::format("patterns nested deeper than {} levels", kDeepest));
  if (failed()) return {};
  if (value.is_scalar()) return leaf(Formula::Op::pattern, value);
  std::vector<std::string_view> keys(kModernKeys.begin(), kModernKeys.end());
  keys.insert(keys.end(), {"where", "as", "fix"});
  keys.insert(keys.end(), others.begin(), others.end());
  if (!check_mapping(value, "a pattern", keys)) return {};
  auto is_pattern = [](const YamlMember& member) { return contains(kModernKeys, member.key); };
  if (std::ranges::count_if(value.members, is_pattern) != 1) {
    wrong(value.place, "exactly one of 'pattern', 'regex', 'all', 'any', 'not', 'inside' must stand here");
    return {};
  }
  for (const char* key : {"as", "fix"})
    if (const auto* member = value.find(key)) lacks(member->place, fmt::format("gate does not run '{}' here", key));
  Formula out = modern_pair(*std::ranges::find_if(value.members, is_pattern));
  if (const auto* member = value.find("where"); member != nullptr && !failed()) {
    // Conditions belong to a conjunction.
    if (out.op != Formula::Op::all) out = wrap(Formula::Op::all, value.place, std::move(out));
    where(member->value, out);
  }
  return out;
}

Formula RuleReader::modern_pair(const YamlMember& member) {
  using enum Formula::Op;
  if (member.key == "pattern") return leaf(Formula::Op::pattern, member.value);
  if (member.key == "regex") return leaf(Formula::Op::regex, member.value);
  if (member.key == "not") return wrap(negation, member.place, modern(member.value));
  if (member.key == "inside") return wrap(inside, member.place, modern(member.value));
  if (member.key == "all" || member.key == "any") return modern_list(member);
  lacks(member.place, fmt::format("gate does not run '{}'", member.key));
  return {};
}

Formula RuleReader::modern_list(const YamlMember& member) {
  Formula out;
  out.op = member.key == "all" ? Formula::Op::all : Formula::Op::any;
  out.position = {member.place.line, member.place.column};
  if (!member.value.is_list() || member.value.items.empty()) {
    wrong(member.place, fmt::format("'{}' must be a list of patterns", member.key));
    return out;
  }
  for (const auto& item : member.value.items) {
    if (failed()) return out;
    out.parts.push_back(modern(item));
  }
  if (out.op == Formula::Op::all) check_positive(out);
  return out;
}

}  // namespace gate::patterns
