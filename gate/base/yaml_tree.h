// A YAML text as a tree that keeps what yaml.h's values lose: the order of keys, keys that stand twice, and the place
// of every value. For formats whose texts are read leniently, mapping by mapping.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/json.h"
#include "gate/base/yaml.h"

namespace gate {

struct YamlMember;

struct YamlValue {
  enum class Kind { scalar, list, mapping };
  Kind kind = Kind::scalar;
  bool plain = false;  // a scalar without quotes and without `|` or `>`: may mean a number, a boolean or null
  YamlPlace place;
  std::string text;  // of a scalar, as it reads
  std::vector<YamlValue> items;
  std::vector<YamlMember> members;  // as written; merge keys (`<<`) are resolved: their members come last

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_mapping() const { return kind == Kind::mapping; }
  bool is_null() const;
  // A plain `true` or `false`; nullopt otherwise.
  std::optional<bool> boolean() const;
  // The first member of that key; null: none.
  const YamlMember* find(std::string_view key) const;
  // By the core schema of YAML 1.2; of a key that stands twice the first counts.
  Json json() const;
};

struct YamlMember {
  std::string key;
  YamlPlace place;  // of the key
  YamlValue value;
};

// The first document of `text` (empty text: null); aliases are expanded. Errors as of parse_yaml, except that keys may
// stand twice, and the limit is 1,000,000 values.
Expected<YamlValue> parse_yaml_tree(std::string_view text, std::string_view name);

}  // namespace gate
