#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "analyzers/patterns/comparison.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

using Integer = std::int64_t;

std::optional<Value> of(auto value) { return Value{value}; }

Integer wrapped(std::uint64_t value) { return static_cast<Integer>(value); }

std::optional<Value> power(Integer base, Integer exponent) {
  if (exponent < 0) return std::nullopt;
  std::uint64_t result = 1, factor = static_cast<std::uint64_t>(base);
  for (; exponent > 0; exponent >>= 1, factor *= factor)
    if (exponent & 1) result *= factor;
  return of(wrapped(result));
}

std::optional<Value> divide(std::string_view op, Integer a, Integer b) {
  if (b == 0 || (b == -1 && a == std::numeric_limits<Integer>::min())) return std::nullopt;
  return of(op == "%" ? a % b : a / b);
}

std::optional<Value> integers(std::string_view op, Integer a, Integer b) {
  const auto x = static_cast<std::uint64_t>(a), y = static_cast<std::uint64_t>(b);
  if (op == "+") return of(wrapped(x + y));
  if (op == "-") return of(wrapped(x - y));
  if (op == "*") return of(wrapped(x * y));
  if (op == "/" || op == "//" || op == "%") return divide(op, a, b);
  if (op == "**") return power(a, b);
  if (op == "&") return of(a & b);
  if (op == "|") return of(a | b);
  if (op == "^") return of(a ^ b);
  return std::nullopt;
}

std::optional<Value> floats(std::string_view op, double a, double b) {
  if (op == "+") return of(a + b);
  if (op == "-") return of(a - b);
  if (op == "*") return of(a * b);
  if (op == "/") return of(a / b);
  if (op == "//") return of(std::floor(a / b));
  if (op == "%") return of(std::fmod(a, b));
  if (op == "**") return of(std::pow(a, b));
  return std::nullopt;
}

template <class T>
std::optional<Value> order(std::string_view op, const T& a, const T& b) {
  if (op == "<") return of(a < b);
  if (op == "<=") return of(a <= b);
  if (op == ">") return of(a > b);
  if (op == ">=") return of(a >= b);
  if (op == "==") return of(a == b);
  if (op == "!=") return of(a != b);
  return std::nullopt;
}

std::optional<double> number(const Value& value) {
  if (const auto* integer = std::get_if<Integer>(&value.is)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value.is)) return *real;
  return std::nullopt;
}

bool contains(const Value& part, const Value& whole) {
  if (const auto* list = std::get_if<Value::List>(&whole.is)) {
    for (const Value& element : *list)
      if (element == part) return true;
    return false;
  }
  const auto* text = std::get_if<std::string>(&whole.is);
  const auto* piece = std::get_if<std::string>(&part.is);
  return text != nullptr && piece != nullptr && text->find(*piece) != std::string::npos;
}

std::optional<Value> truths(std::string_view op, bool a, bool b) {
  if (op == "and" || op == "&&") return of(a && b);
  if (op == "or" || op == "||") return of(a || b);
  return std::nullopt;
}

// Whole text to an integer; beyond 64 bits there is none.
std::optional<Value> digits(std::string_view text, int base) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (value > static_cast<std::uint64_t>(std::numeric_limits<Integer>::max())) return std::nullopt;
  return of(negative ? -static_cast<Integer>(value) : static_cast<Integer>(value));
}

int base_of(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 10;
  const char mark = static_cast<char>(text[1] | 0x20);
  return mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
}

std::string_view without_suffix(std::string_view text, std::string_view suffixes) {
  while (text.size() > 1 && suffixes.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Value> compute(std::string_view op, const Value& left, const Value& right) {
  if (std::holds_alternative<Code>(left.is) || std::holds_alternative<Code>(right.is)) return std::nullopt;
  if (op == "in") return of(contains(left, right));
  if (op == "not in") return of(!contains(left, right));
  const auto *a = std::get_if<bool>(&left.is), *b = std::get_if<bool>(&right.is);
  if (op == "and" || op == "or" || op == "&&" || op == "||")
    return a != nullptr && b != nullptr ? truths(op, *a, *b) : std::nullopt;
  const auto *i = std::get_if<Integer>(&left.is), *j = std::get_if<Integer>(&right.is);
  if (i != nullptr && j != nullptr) {
    const auto ordered = order(op, *i, *j);
    return ordered ? ordered : integers(op, *i, *j);
  }
  const auto x = number(left), y = number(right);
  if (x && y) {
    const auto ordered = order(op, *x, *y);
    return ordered ? ordered : floats(op, *x, *y);
  }
  const auto *s = std::get_if<std::string>(&left.is), *t = std::get_if<std::string>(&right.is);
  if (op == "+" && s != nullptr && t != nullptr) return of(*s + *t);
  if (op == "==") return of(left == right);
  if (op == "!=") return of(!(left == right));
  return std::nullopt;
}

std::optional<Value> compute(std::string_view op, const Value& operand) {
  if (const auto* truth = std::get_if<bool>(&operand.is)) return op == "not" || op == "!" ? of(!*truth) : std::nullopt;
  if (const auto* integer = std::get_if<Integer>(&operand.is)) {
    if (op == "-") return of(wrapped(-static_cast<std::uint64_t>(*integer)));
    if (op == "~") return of(~*integer);
    if (op == "+") return operand;
  }
  if (const auto* real = std::get_if<double>(&operand.is)) {
    if (op == "-") return of(-*real);
    if (op == "+") return operand;
  }
  return std::nullopt;
}

std::optional<std::string> as_string(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value.is)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<Integer>(&value.is)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value.is)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value.is)) return *text;
  if (const auto* code = std::get_if<Code>(&value.is)) return code->text;
  return std::nullopt;
}

std::optional<Value> as_integer(const Value& value, int base) {
  if (std::holds_alternative<Integer>(value.is)) return value;
  if (const auto* real = std::get_if<double>(&value.is)) {
    if (!(std::abs(*real) < 9.2e18)) return std::nullopt;
    return of(static_cast<Integer>(*real));
  }
  const auto* text = std::get_if<std::string>(&value.is);
  if (text == nullptr || base < 2 || base > 36) return std::nullopt;
  std::string_view rest = trim(*text);
  const int prefix = base_of(rest);
  if (prefix != 10 && (base == 10 || base == prefix)) return digits(rest.substr(2), prefix);
  return digits(rest, base);
}

std::optional<Value> read_number(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (c != '_' && c != '\'') plain += c;
  std::string_view rest = plain;
  if (const int base = base_of(rest); base != 10) {
    rest = without_suffix(rest.substr(2), "uUlLnN");
    return digits(rest, base);
  }
  if (rest.find_first_of(".eE") == std::string_view::npos) {
    const std::string_view whole = without_suffix(rest, "uUlLnN");
    if (whole.find_first_not_of("0123456789") == std::string_view::npos) {
      const bool octal = whole.size() > 1 && whole[0] == '0' && whole.find_first_of("89") == std::string_view::npos;
      return digits(whole, octal ? 8 : 10);
    }
  }
  rest = without_suffix(rest, "fFdDmMlL");
  double real = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), real);
  if (error != std::errc{} || end != rest.data() + rest.size()) return std::nullopt;
  return of(real);
}

}  // namespace gate::patterns
