#include "analyzers/patterns/languages/numbers.h"

#include <charconv>
#include <optional>

namespace gate::patterns {
namespace {

// The digits' value; nullopt: no integer, or too large.
std::optional<std::uint64_t> value_of(std::string_view text) {
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char mark = text[1];
    base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
    const bool letter = base != 8 || mark == 'o' || mark == 'O';
    text.remove_prefix(letter ? 2 : 1);
  }
  std::string digits;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '_' || c == '\'') continue;
    const bool digit = (c >= '0' && c <= '9') || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    if (!digit) break;
    digits += c;
  }
  for (const char c : text.substr(at))  // a type; anything else is no integer
    if (std::string_view("uUlLiIsze0123456789").find(c) == std::string_view::npos || c == 'e') return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

void make_integer(Lowering& lowering, syntax::Node node, Role role) {
  const std::string_view text = lowering.text(node);
  const auto value = value_of(text);
  std::string decimal = value ? std::to_string(*value) : std::string(text);
  if (decimal == text)
    lowering.leaf(Kind::number, role, node);
  else
    lowering.leaf(Kind::number, role, node, lowering.ast().keep(std::move(decimal)));
}

}  // namespace gate::patterns
