// Options of analyzers and policies: declared as data, checked when the configuration is read, then asked by name.
#pragma once

#include <string>
#include <vector>

#include "gate/base/json.h"

namespace gate {

enum class OptionType {
  boolean,
  integer,
  number,
  percent,
  text,
  text_list,
  integer_list,
  severity,
  object_list,
  object,
  band,    // a threshold of risk: "p90", 0.6 or "60%" (band.h)
  by_band  // a mapping from bands to what `fields[0]` describes
};

// One key below `analyzers.NAME` or `policies.NAME`.
struct OptionSpec {
  std::string name;
  OptionType type = OptionType::text;
  Json fallback;                          // value when the key is absent
  std::string doc;                        // one sentence, with the unit
  std::vector<std::string> choices = {};  // allowed words of a text; empty: any
  std::vector<OptionSpec> fields = {};    // keys of an object or of a list's objects; by_band: its values
};

// Checked values: every declared key is present (given or fallback) and of its type.
class Options {
 public:
  Options() = default;
  explicit Options(Json values) : values_(std::move(values)) {}
  static Options defaults(const std::vector<OptionSpec>& specs);

  bool boolean(const char* name) const { return values_.at(name).get<bool>(); }
  std::int64_t integer(const char* name) const { return values_.at(name).get<std::int64_t>(); }
  double number(const char* name) const { return values_.at(name).get<double>(); }
  std::string text(const char* name) const { return values_.at(name).get<std::string>(); }
  std::vector<std::string> texts(const char* name) const { return values_.at(name).get<std::vector<std::string>>(); }
  // false when the value is null: an option without a fallback that was not given.
  bool has(const char* name) const { return values_.contains(name) && !values_.at(name).is_null(); }
  const Json& values() const { return values_; }

 private:
  Json values_ = Json::object();
};

}  // namespace gate
