#include "gate/history/incident_fields.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate::history {
namespace {

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && trim(value.get_ref<const std::string&>()).empty()) ||
         (value.is_array() && value.empty());
}

std::string text_of(const Json& value) {
  if (value.is_string()) return std::string(trim(value.get_ref<const std::string&>()));
  return value.is_number_integer() ? value.dump() : "";
}

// The number after the word that a severity label begins with; 0: none.
int level_after(std::string_view word, std::string_view start) {
  if (!word.starts_with(start)) return 0;
  word.remove_prefix(start.size());
  return word.size() == 1 && word[0] >= '0' && word[0] <= '5' ? std::max(word[0] - '0', 1) : 0;
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain = lower(trim(name));
  std::erase_if(plain, [](char c) { return c == '_' || c == '-' || c == ' '; });
  return plain;
}

const Json* Fields::find(const FieldNames& names) const {
  for (const auto name : names)
    for (const auto& [key, value] : values_)
      if (key == name && !is_empty(value)) return &value;
  return nullptr;
}

std::string Fields::text(const FieldNames& names) const {
  const Json* value = find(names);
  return value == nullptr ? "" : text_of(*value);
}

std::vector<std::string> Fields::list(const FieldNames& names) const {
  std::vector<std::string> entries;
  const Json* value = find(names);
  if (value == nullptr) return entries;
  if (value->is_array()) {
    for (const Json& entry : *value)
      if (auto text = text_of(entry); !text.empty()) entries.push_back(std::move(text));
    return entries;
  }
  const std::string text = text_of(*value);
  for (std::size_t at = 0; (at = text.find_first_not_of(",; \t\r\n", at)) != text.npos;) {
    const std::size_t end = std::min(text.size(), text.find_first_of(",; \t\r\n", at));
    entries.push_back(text.substr(at, end - at));
    at = end;
  }
  return entries;
}

std::optional<Severity> severity_of(std::string_view word) {
  constexpr std::size_t kLongest = 40;
  if (word.size() > kLongest) return std::nullopt;
  std::string plain = plain_name(word);
  std::erase_if(plain, [](char c) { return c == '/' || c == ':' || c == '.'; });
  for (std::string_view start : {"severity", "sev", "priority", "prio", "impact", "p"}) {
    if (const int level = level_after(plain, start); level > 0)
      return static_cast<Severity>(static_cast<int>(Severity::critical) + 1 - level);
    if (start != "p" && plain.starts_with(start)) return severity_of(plain.substr(start.size()));
  }
  if (plain == "blocker") return Severity::critical;
  if (plain == "major") return Severity::high;
  if (plain == "moderate") return Severity::medium;
  return plain == "minor" ? Severity::low : severity_from(plain);
}

}  // namespace gate::history
