#include "analyzers/patterns/comparison.h"

#include <array>
#include <chrono>

#include "analyzers/patterns/comparison_tree.h"
#include "analyzers/patterns/regex.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

using Step = ComparisonStep;
using Maybe = std::optional<Value>;

// "2026-01-31" as seconds since 1970.
Maybe date(const std::string& text) {
  const auto parts = split(text, '-');
  if (parts.size() != 3) return std::nullopt;
  std::array<std::int64_t, 3> numbers{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Maybe number = as_integer({std::string(parts[i])});
    if (!number) return std::nullopt;
    numbers[i] = std::get<std::int64_t>(number->is);
    if (numbers[i] < 0 || numbers[i] > 9999) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(numbers[0])),
                                        std::chrono::month(static_cast<unsigned>(numbers[1])),
                                        std::chrono::day(static_cast<unsigned>(numbers[2]))};
  if (!day.ok()) return std::nullopt;
  return Value{static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count()) * 86'400};
}

// "1h30m" in milliseconds (https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations).
Maybe duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
  };
  static constexpr std::array kUnits{
      Unit{"ms", 1},         Unit{"s", 1'000},       Unit{"m", 60'000},        Unit{"h", 3'600'000},
      Unit{"d", 86'400'000}, Unit{"w", 604'800'000}, Unit{"y", 31'536'000'000}};
  if (text.empty()) return std::nullopt;
  Value total{std::int64_t{0}};
  while (!text.empty()) {
    const std::size_t end = text.find_first_not_of("0123456789");
    const Maybe count = end == std::string_view::npos ? std::nullopt : as_integer({std::string(text.substr(0, end))});
    if (!count) return std::nullopt;
    text.remove_prefix(end);
    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits)
      if (unit == nullptr && text.starts_with(candidate.name)) unit = &candidate;
    if (unit == nullptr) return std::nullopt;
    text.remove_prefix(unit->name.size());
    total = *compute("+", total, *compute("*", *count, {unit->milliseconds}));
  }
  return total;
}

Maybe real(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.is)) return Value{static_cast<double>(*integer)};
  if (std::holds_alternative<double>(value.is)) return value;
  const auto* text = std::get_if<std::string>(&value.is);
  const Maybe number = text != nullptr ? read_number(*text) : std::nullopt;
  return number ? real(*number) : std::nullopt;
}

Maybe length(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.is)) return Value{static_cast<std::int64_t>(text->size())};
  if (const auto* list = std::get_if<Value::List>(&value.is)) return Value{static_cast<std::int64_t>(list->size())};
  return std::nullopt;
}

class Evaluation {
 public:
  Evaluation(const Comparison::Lookup& lookup, double now, Budget& budget)
      : lookup_(lookup), now_(now), budget_(budget) {}

  Maybe operator()(const Step& step) const {
    if (!budget_.spend()) return std::nullopt;
    if (step.is == Step::Is::value) return step.value;
    if (step.is == Step::Is::variable) return lookup_(step.text);
    Value::List values;
    for (const Step& part : step.parts) {
      Maybe value = (*this)(part);
      if (!value) return std::nullopt;
      values.push_back(std::move(*value));
    }
    switch (step.is) {
      case Step::Is::unary: return compute(step.text, values[0]);
      case Step::Is::binary: return compute(step.text, values[0], values[1]);
      case Step::Is::list: return Value{std::move(values)};
      default: return call(step.text, values);
    }
  }

 private:
  Maybe call(std::string_view name, const Value::List& values) const {
    if (name == "today") return values.empty() ? Maybe(Value{now_}) : std::nullopt;
    if (name == "re.match") return values.size() == 2 ? match(values[0], values[1]) : std::nullopt;
    if (values.size() != 1) return std::nullopt;
    const Value& value = values[0];
    if (name == "int") return as_integer(value);
    if (name == "float") return real(value);
    if (name == "len") return length(value);
    if (name == "str") {
      auto text = as_string(value);
      return text ? Maybe(Value{std::move(*text)}) : std::nullopt;
    }
    const auto* text = std::get_if<std::string>(&value.is);
    if (text == nullptr) return std::nullopt;
    return name == "strptime" ? date(*text) : duration(*text);
  }

  Maybe match(const Value& expression, const Value& value) const {
    const auto* pattern = std::get_if<std::string>(&expression.is);
    const auto* text = std::get_if<std::string>(&value.is);
    if (pattern == nullptr || text == nullptr) return std::nullopt;
    const auto regex = cached_regex(*pattern, {.multiline = false, .anchored = true});
    return regex ? Maybe(Value{regex->matches(*text, budget_)}) : std::nullopt;
  }

  const Comparison::Lookup& lookup_;
  double now_;
  Budget& budget_;
};

}  // namespace

struct Comparison::Tree {
  Step root;
};

Expected<Comparison> Comparison::compile(std::string_view text) {
  auto root = parse_comparison(text);
  if (!root) return std::unexpected(root.error());
  return Comparison(std::make_shared<const Tree>(Tree{std::move(*root)}));
}

std::optional<Value> Comparison::evaluate(const Lookup& lookup, double now, Budget& budget) const {
  return Evaluation(lookup, now, budget)(tree_->root);
}

}  // namespace gate::patterns
