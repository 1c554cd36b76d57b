#include "gate/config/option_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "gate/base/text.h"
#include "gate/model/band.h"
#include "gate/model/finding.h"

namespace gate::config {
namespace {

constexpr const char* kSeverities = "info, low, medium, high or critical";
constexpr const char* kBand = "a percentile such as p90, or a probability such as 0.6 or 60%";
constexpr const char* kBandPattern = "^(p[0-9]+(\\.[0-9]+)?|[0-9]+(\\.[0-9]+)?%?)$";

Json read_value(const Node& node, const OptionSpec& spec);
Json value_schema(const OptionSpec& spec);

Json finite(const Node& node) {
  if (node.value().is_number() && std::isfinite(node.value().get<double>())) return node.value();
  node.wish("a number");
  return 0;
}

// 80, 72.5 or "80%".
Json percent(const Node& node) {
  Json value = node.value();
  if (value.is_string() && value.get_ref<const std::string&>().ends_with('%')) {
    std::string digits = value.get<std::string>();
    digits.pop_back();
    double number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size()) value = number;
  }
  bool good = value.is_number() && value.get<double>() >= 0 && value.get<double>() <= 100;
  if (good) return value;
  node.wish("a percentage from 0 to 100");
  return 0;
}

Json text(const Node& node, const OptionSpec& spec) {
  std::string value = node.text();
  bool known = spec.choices.empty() || value.empty() ||
               std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end();
  if (!known) node.wish(fmt::format("one of {}", fmt::join(spec.choices, ", ")));
  return value;
}

Json texts(const Node& node, const OptionSpec& spec) {
  std::vector<std::string> values = node.texts();
  if (spec.choices.empty()) return values;
  for (const std::string& value : values) {
    if (value.empty() || std::find(spec.choices.begin(), spec.choices.end(), value) != spec.choices.end()) continue;
    node.wish(fmt::format("a list of {}", fmt::join(spec.choices, ", ")));
    break;
  }
  return values;
}

Json integers(const Node& node) {
  bool good = node.value().is_array() && std::all_of(node.value().begin(), node.value().end(),
                                                     [](const Json& item) { return item.is_number_integer(); });
  if (!good) node.wish("a list of whole numbers");
  return good ? node.value() : Json::array();
}

// An object without declared fields takes any keys; the analyzer or policy reads them itself.
Json object(const Node& node, const OptionSpec& spec) {
  if (!spec.fields.empty()) return read_options(node, spec.fields);
  return node.must_be_mapping() && node.value().is_object() ? node.value() : Json::object();
}

Json object_list(const Node& node, const OptionSpec& spec) {
  Json list = Json::array();
  if (!node.value().is_array()) {
    node.wish("a list of mappings");
    return list;
  }
  for (std::size_t i = 0; i < node.value().size(); ++i) list.push_back(object(node.element(i), spec));
  return list;
}

Json band(const Node& node) {
  if (!band_from(node.value())) node.wish(kBand);
  return node.value();
}

Json by_band(const Node& node, const OptionSpec& spec) {
  Json values = Json::object();
  if (!node.must_be_mapping()) return values;
  for (const std::string& key : node.keys()) {
    if (!band_from(key))
      node.member(key).mistake(fmt::format("'{}' in {} must be {}", printable(key), node.name(), kBand));
    values[key] = read_value(node.member(key), spec.fields.front());
  }
  return values;
}

Json read_value(const Node& node, const OptionSpec& spec) {
  const Json& value = node.value();
  switch (spec.type) {
    case OptionType::boolean:
      if (!value.is_boolean()) node.wish("true or false");
      return value.is_boolean() ? value : Json(false);
    case OptionType::integer:
      if (!value.is_number_integer()) node.wish("a whole number");
      return value.is_number_integer() ? value : Json(0);
    case OptionType::number: return finite(node);
    case OptionType::percent: return percent(node);
    case OptionType::text: return text(node, spec);
    case OptionType::text_list: return texts(node, spec);
    case OptionType::integer_list: return integers(node);
    case OptionType::severity:
      if (!value.is_string() || !severity_from(value.get_ref<const std::string&>())) node.wish(kSeverities);
      return value;
    case OptionType::object: return object(node, spec);
    case OptionType::object_list: return object_list(node, spec);
    case OptionType::band: return band(node);
    case OptionType::by_band: return by_band(node, spec);
  }
  return nullptr;
}

Json by_band_schema(const OptionSpec& spec) {
  return {{"type", "object"},
          {"propertyNames", {{"pattern", kBandPattern}}},
          {"additionalProperties", value_schema(spec.fields.front())}};
}

Json value_schema(const OptionSpec& spec) {
  if (spec.type == OptionType::by_band) return by_band_schema(spec);
  Json fields = spec.fields.empty() ? Json{{"type", "object"}} : options_schema(spec.fields);
  Json words = {{"type", "string"}, {"minLength", 1}};
  if (!spec.choices.empty()) words = {{"enum", spec.choices}};
  switch (spec.type) {
    case OptionType::boolean: return {{"type", "boolean"}};
    case OptionType::integer: return {{"type", "integer"}};
    case OptionType::number: return {{"type", "number"}};
    case OptionType::percent:
      return {{"anyOf",
               {{{"type", "number"}, {"minimum", 0}, {"maximum", 100}},
                {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?%$"}}}}};
    case OptionType::text: return words;
    case OptionType::text_list: return {{"anyOf", {words, {{"type", "array"}, {"items", words}}}}};
    case OptionType::integer_list: return {{"type", "array"}, {"items", {{"type", "integer"}}}};
    case OptionType::severity: return {{"enum", {"info", "low", "medium", "high", "critical"}}};
    case OptionType::object: return fields;
    case OptionType::object_list: return {{"type", "array"}, {"items", fields}};
    case OptionType::band:
      return {
          {"anyOf",
           {{{"type", "number"}, {"minimum", 0}, {"maximum", 1}}, {{"type", "string"}, {"pattern", kBandPattern}}}}};
    case OptionType::by_band: break;  // above
  }
  return Json::object();
}

}  // namespace

Json read_options(const Node& node, const std::vector<OptionSpec>& specs) {
  Json values = Options::defaults(specs).values();
  std::vector<std::pair<std::string, Node::Reader>> readers;
  for (const OptionSpec& spec : specs) {
    readers.emplace_back(spec.name, [&](const Node& member) { values[spec.name] = read_value(member, spec); });
  }
  node.members(readers);
  return values;
}

Json options_schema(const std::vector<OptionSpec>& specs) {
  Json properties = Json::object();
  for (const OptionSpec& spec : specs) {
    Json schema = value_schema(spec);
    schema["description"] = spec.doc;
    if (!spec.fallback.is_null()) schema["default"] = spec.fallback;
    properties[spec.name] = schema;
  }
  return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
}

}  // namespace gate::config
