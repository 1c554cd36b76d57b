#include "analyzers/plugins/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "gate/base/text.h"

namespace gate::plugins {
namespace {

constexpr std::size_t kLongestQuote = 60;
constexpr std::size_t kLongestName = 100;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && is_letter_or_digit(text[0]) &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  bool cut = text.size() > most;
  if (cut) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    text = text.substr(0, most);
  }
  std::string line = to_utf8(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return printable(trim(line)) + (cut ? "..." : "");
}

void Complaint::say(const std::string& name, const std::string& wish, const Json* seen) {
  if (any()) return;
  words = one_line(name, 200) + " " + wish;
  if (!seen) return;
  if (seen->is_object() || seen->is_array())
    words += seen->is_object() ? ", not an object" : ", not a list";
  else
    words += ", not " + one_line(dump_json(*seen), kLongestQuote);
}

Fields::Fields(const Json& object, std::string name, std::initializer_list<std::string_view> known,
               Complaint& complaint)
    : name_(std::move(name)), complaint_(complaint) {
  if (!object.is_object()) {
    complaint_.say(name_.empty() ? "the answer" : name_, "must be an object", &object);
    return;
  }
  for (const auto& [key, value] : object.items())
    if (std::ranges::find(known, key) == known.end())
      complaint_.say(path(key.c_str()), fmt::format("is unknown (known: {})", fmt::join(known, ", ")));
  object_ = &object;
}

bool Fields::need(const char* key) {
  if (has(key)) return true;
  if (object_) complaint_.say(path(key), "is missing");
  return false;
}

std::string Fields::text(const char* key) {
  const Json* value = member(key);
  if (!value) return {};
  if (value->is_string()) return value->get<std::string>();
  complaint_.say(path(key), "must be text", value);
  return {};
}

std::string Fields::bytes(const char* key) {
  const Json* value = member(key);
  if (!value || !value->is_object()) return text(key);
  auto encoded = value->find("base64");
  auto decoded = value->size() == 1 && encoded != value->end() && encoded->is_string()
                     ? unbase64(encoded->get_ref<const std::string&>())
                     : std::nullopt;
  if (!decoded) complaint_.say(path(key), "must be text or {\"base64\": \"...\"}");
  return decoded.value_or("");
}

std::string Fields::name(const char* key) {
  std::string value = text(key);
  if (!has(key) || is_name(value)) return value;
  complaint_.say(path(key), "must be a name of letters, digits, '.', '_' and '-' (at most 100)", member(key));
  return {};
}

std::uint32_t Fields::integer(const char* key, std::uint64_t least, std::uint64_t most) {
  const Json* value = member(key);
  if (!value) return 0;
  const bool whole = value->is_number_unsigned() || (value->is_number_integer() && value->get<std::int64_t>() >= 0);
  if (whole && value->get<std::uint64_t>() >= least && value->get<std::uint64_t>() <= most)
    return static_cast<std::uint32_t>(value->get<std::uint64_t>());
  complaint_.say(
      path(key),
      least == most ? fmt::format("must be {}", least) : fmt::format("must be an integer from {} to {}", least, most),
      value);
  return 0;
}

std::optional<double> Fields::number(const char* key) {
  const Json* value = member(key);
  if (!value) return std::nullopt;
  if (value->is_number() && std::isfinite(value->get<double>())) return value->get<double>();
  complaint_.say(path(key), "must be a number", value);
  return std::nullopt;
}

std::span<const Json> Fields::list(const char* key, std::size_t most) {
  const Json* value = member(key);
  if (!value) return {};
  if (!value->is_array())
    complaint_.say(path(key), "must be a list", value);
  else if (value->size() > most)
    complaint_.say(path(key), fmt::format("has {} entries, and {} are allowed", value->size(), most));
  else
    return value->get_ref<const Json::array_t&>();
  return {};
}

void Fields::complain(const char* key, const std::string& wish) const { complaint_.say(path(key), wish, member(key)); }

void Fields::complain_word(const char* key, std::span<const std::string_view> words) const {
  complain(key, fmt::format("must be one of {}", fmt::join(words, ", ")));
}

}  // namespace gate::plugins
