#include "analyzers/patterns/readings.h"

#include <charconv>
#include <unordered_map>

#include "analyzers/patterns/pack.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

// FNV-1a of the language and the pattern (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint64_t key_of(std::string_view pattern, syntax::Language language) {
  std::uint64_t hash = 14695981039346656037u;
  const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * 1099511628211u; };
  for (const char c : syntax::to_string(language)) add(static_cast<unsigned char>(c));
  add(0);
  for (const char c : pattern) add(static_cast<unsigned char>(c));
  return hash;
}

constexpr std::string_view kUnreadable = "-";
constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";  // of one number each

std::uint8_t digit(char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); }

std::unordered_map<std::uint64_t, std::string_view> read_table() {
  std::unordered_map<std::uint64_t, std::string_view> table;
  for (const std::string_view line : split_lines(builtin_readings())) {
    std::uint64_t key = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), key, 16);
    if (error == std::errc() && end != line.data() + line.size()) table.emplace(key, line.substr(17));
  }
  return table;
}

}  // namespace

std::optional<Reading> known_reading(std::string_view pattern, syntax::Language language) {
  static const auto table = read_table();
  const auto found = table.find(key_of(pattern, language));
  if (found == table.end()) return std::nullopt;
  Reading reading;
  if (found->second == kUnreadable) return reading;
  for (const char c : found->second) reading.push_back(digit(c));
  return reading;
}

std::string reading_line(std::string_view pattern, syntax::Language language, const Reading& reading) {
  char key[17] = "0000000000000000";
  char digits[17];
  const auto end = std::to_chars(digits, digits + 16, key_of(pattern, language), 16).ptr;
  std::copy(digits, end, key + 16 - (end - digits));
  std::string line(key, 16);
  line += ' ';
  if (reading.empty()) line += kUnreadable;
  for (const std::uint8_t number : reading) line += kDigits[number % 36];
  return line;
}

}  // namespace gate::patterns
