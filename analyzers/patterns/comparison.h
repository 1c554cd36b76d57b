// The expressions of metavariable-comparison: a small part of Python's
// (https://semgrep.dev/docs/writing-rules/rule-syntax#metavariable-comparison), computed here and nowhere else: no
// names but metavariables, no attributes, no side effects.
//
//   or and not   == != < <= > >= in (not in)   | ^ &   + - * / % //   unary + - ~   **
//   int(x) float(x) str(x) len(x) today() strptime("2026-01-31") parse_promql_duration("1h30m") re.match("RE", x)
//
// Unlike in Python, integers are of 64 bits and wrap, / of integers truncates, and the text between quotes is taken as
// it stands.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"
#include "gate/base/error.h"

namespace gate::patterns {

// Code that has no value of its own, as written: only str() makes something of it.
struct Code {
  std::string text;
  bool operator==(const Code&) const = default;
};

struct Value {
  using List = std::vector<Value>;
  std::variant<bool, std::int64_t, double, std::string, Code, List> is;

  bool operator==(const Value&) const = default;
};

class Comparison {
 public:
  // Error (usage): `where` is the offset in bytes within the text ("offset 3").
  static Expected<Comparison> compile(std::string_view text);

  // The value of a metavariable ("$X"); nullopt: it has none, and neither has the expression.
  using Lookup = std::function<std::optional<Value>(std::string_view)>;
  // nullopt: not computable (code without a value, an operator that its operands lack, a division by zero). `now`:
  // seconds since 1970. Never deeper than 100 levels.
  std::optional<Value> evaluate(const Lookup& lookup, double now, Budget& budget) const;

 private:
  struct Tree;
  explicit Comparison(std::shared_ptr<const Tree> tree) : tree_(std::move(tree)) {}
  std::shared_ptr<const Tree> tree_;
};

// "or", "+", "not in", ...: of values that are already there. nullopt: the operator lacks such operands.
std::optional<Value> compute(std::string_view op, const Value& left, const Value& right);
std::optional<Value> compute(std::string_view op, const Value& operand);
std::optional<std::string> as_string(const Value& value);
// What int() makes of it: numbers, and strings in `base`, or in that of their prefix where it is 10.
std::optional<Value> as_integer(const Value& value, int base = 10);

// A number as programming languages write it: 0x, 0o, 0b, octal by a leading 0, digits grouped by _ or ', suffixes.
// nullopt: none, or too large.
std::optional<Value> read_number(std::string_view text);

// What a metavariable's binding always evaluates to: a literal, a constant's value (where `constants`), a computation
// on such; else Code.
Value value_of(const Binding& binding, bool constants = true);

}  // namespace gate::patterns
