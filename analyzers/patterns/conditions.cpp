#include "analyzers/patterns/conditions.h"

#include <algorithm>
#include <chrono>

#include "analyzers/patterns/regex.h"
#include "analyzers/patterns/types.h"

namespace gate::patterns {
namespace {

bool constants_known(const Rule& rule) {
  const auto option = rule.options.find("constant_propagation");
  return option == rule.options.end() || !option->is_boolean() || option->get<bool>();
}

double seconds_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

// \\ \' \" only: the other escapes say nothing about how random a text is.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '\\' && i + 1 < text.size() && std::string_view("\\'\"").find(text[i + 1]) != std::string_view::npos;
    out += escape ? text[++i] : text[i];
  }
  return out;
}

}  // namespace

std::optional<std::string_view> string_contents(const Binding& binding) {
  if (binding.ast == nullptr || binding.first == kNone) return binding.text;
  const Ast& ast = *binding.ast;
  if (binding.first >= binding.after || ast[binding.first].after != binding.after) return std::nullopt;
  const Node& node = ast[binding.first];
  if (node.kind == Kind::string) return node.text;
  const bool one_piece = node.kind == Kind::template_string && node.after == binding.first + 2;
  if (one_piece && ast[binding.first + 1].kind == Kind::string) return ast[binding.first + 1].text;
  return std::nullopt;
}

std::optional<std::vector<Bindings>> check_regex(const Condition& condition, const Bindings& bindings, const Rule& rule,
                                                 Budget& budget) {
  const Binding* binding = find(bindings, condition.variable);
  if (binding == nullptr) return std::nullopt;
  const auto regex = cached_regex(condition.text, {.multiline = false, .anchored = true});
  if (!regex) return std::nullopt;
  const Captures captures(*regex, rule.variables);
  std::string_view text = binding->text;
  std::optional<std::string> constant;
  if (condition.constant_propagation && constants_known(rule)) constant = as_string(value_of(*binding));
  // What groups bind lasts longer than a computed text: then they bind nothing.
  const bool computed = constant && *constant != text;
  if (computed) text = *constant;
  bool any = false;
  std::vector<Bindings> out;
  regex->each(text, budget, [&](std::span<const Group> groups) {
    any = true;
    if (computed) return false;
    Bindings found = captures.bindings(groups, text, binding->start);
    if (!found.empty()) out.push_back(std::move(found));
    return true;
  });
  return any ? std::optional(std::move(out)) : std::nullopt;
}

bool check_comparison(const Condition& condition, const Comparison& comparison, const Bindings& bindings,
                      const Rule& rule, Budget& budget) {
  const bool constants = constants_known(rule);
  const auto lookup = [&](std::string_view name) -> std::optional<Value> {
    const auto variable = std::find(rule.variables.begin(), rule.variables.end(), name);
    if (variable == rule.variables.end()) return std::nullopt;
    const Binding* binding = find(bindings, static_cast<Variable>(variable - rule.variables.begin()));
    if (binding == nullptr) return std::nullopt;
    Value value = value_of(*binding, constants);
    return condition.strip ? as_integer(value, condition.base) : std::optional(std::move(value));
  };
  const auto result = comparison.evaluate(lookup, seconds_now(), budget);
  const bool* truth = result ? std::get_if<bool>(&result->is) : nullptr;
  return truth != nullptr && *truth;
}

bool check_analysis(const Condition& condition, const Bindings& bindings, Budget& budget) {
  const Binding* binding = find(bindings, condition.variable);
  if (binding == nullptr || !budget.spend(1 + binding->text.size() / 16)) return false;
  const auto contents = string_contents(*binding);
  const std::string text = contents && binding->ast != nullptr ? unescaped(*contents) : std::string(binding->text);
  if (condition.text == "entropy") return high_entropy(text);
  return condition.text == "redos" && slow_regex(text);
}

bool check_type(const Condition& condition, const Bindings& bindings, Budget& budget) {
  const Binding* binding = find(bindings, condition.variable);
  if (binding == nullptr || binding->ast == nullptr || binding->first >= binding->after) return false;
  return std::any_of(condition.types.begin(), condition.types.end(), [&](const std::string& type) {
    return budget.spend(16) && has_type(*binding->ast, binding->first, type);
  });
}

}  // namespace gate::patterns
