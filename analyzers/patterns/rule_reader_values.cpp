#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "analyzers/patterns/pattern.h"
#include "analyzers/patterns/rule_reader.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

std::string hint(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string close = nearest(word, {known.begin(), known.end()});
  return close.empty() ? "" : fmt::format("did you mean '{}'?", close);
}

std::string_view kind_of(const YamlValue& value) {
  if (value.is_list()) return "a list";
  if (value.is_mapping()) return "a mapping";
  return value.is_null() ? "nothing" : "text";
}

// $X, $_X, $1, $...ARGS
bool is_metavariable(std::string_view word) {
  if (!word.starts_with('$')) return false;
  word.remove_prefix(1);
  if (word.starts_with("...")) word.remove_prefix(3);
  return !word.empty() && std::ranges::all_of(word, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

}  // namespace

void RuleReader::wrong(YamlPlace place, std::string message, std::string remedy) {
  if (bad_) return;
  bad_ = BadRule{.position = {place.line, place.column},
                 .error = {ErrorKind::config, std::move(message),
                           fmt::format("{}:{}:{}", file_, place.line, place.column), std::move(remedy)}};
}

void RuleReader::lacks(YamlPlace place, std::string message, std::string remedy) {
  if (bad_) return;
  wrong(place, std::move(message), std::move(remedy));
  bad_->error.kind = ErrorKind::unavailable;
  bad_->lacking = true;
}

bool RuleReader::check_mapping(const YamlValue& value, std::string_view what, const Keys& keys) {
  if (!value.is_mapping()) {
    wrong(value.place, fmt::format("{} must be a mapping, not {}", what, kind_of(value)));
    return false;
  }
  for (std::size_t i = 0; i < value.members.size(); ++i) {
    const YamlMember& member = value.members[i];
    if (std::ranges::find(keys, member.key) == keys.end()) {
      wrong(member.place, fmt::format("unknown key '{}' in {}", printable(member.key), what), hint(member.key, keys));
      return false;
    }
    // All keys before this one are known and stand once: the search is short.
    if (value.find(member.key) != &member) {
      wrong(member.place, fmt::format("the key '{}' stands twice in {}", member.key, what));
      return false;
    }
  }
  return true;
}

const YamlValue* RuleReader::required(const YamlValue& mapping, std::string_view key, std::string_view what) {
  if (const auto* member = mapping.find(key)) return &member->value;
  wrong(mapping.place, fmt::format("{} lacks '{}'", what, key));
  return nullptr;
}

std::string RuleReader::text(const YamlValue& value, std::string_view what) {
  if (value.is_scalar() && !(value.plain && value.text.empty())) return value.text;
  wrong(value.place, fmt::format("{} must be text, not {}", what, kind_of(value)));
  return {};
}

std::string RuleReader::text_at(const YamlValue& mapping, std::string_view key) {
  const auto* member = mapping.find(key);
  return member == nullptr ? "" : text(member->value, key);
}

bool RuleReader::flag_at(const YamlValue& mapping, std::string_view key, bool otherwise) {
  const auto* member = mapping.find(key);
  if (member == nullptr) return otherwise;
  if (auto flag = member->value.boolean()) return *flag;
  wrong(member->value.place, fmt::format("'{}' must be true or false", key));
  return otherwise;
}

std::optional<int> RuleReader::number_at(const YamlValue& mapping, std::string_view key) {
  const auto* member = mapping.find(key);
  if (member == nullptr) return std::nullopt;
  const std::string& word = member->value.text;
  int number = 0;
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size() && !word.empty()) return number;
  wrong(member->value.place, fmt::format("'{}' must be a whole number", key));
  return std::nullopt;
}

std::vector<std::string> RuleReader::texts(const YamlValue& value, std::string_view what) {
  std::vector<std::string> out;
  if (!value.is_list()) return {text(value, what)};
  for (const auto& item : value.items) out.push_back(text(item, fmt::format("each of {}", what)));
  return out;
}

Variable RuleReader::variable(const YamlValue& value) {
  std::string name = text(value, "a metavariable");
  if (failed()) return 0;
  if (!is_metavariable(name)) {
    wrong(value.place, fmt::format("'{}' is no metavariable", printable(name)), "write it as $NAME");
    return 0;
  }
  return variable_of(name, rule_.variables);
}

Variable RuleReader::variable_at(const YamlValue& mapping, std::string_view key, std::string_view what) {
  const auto* value = required(mapping, key, what);
  return value == nullptr ? Variable{0} : variable(*value);
}

}  // namespace gate::patterns
