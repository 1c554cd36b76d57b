// Strict YAML 1.2 by libfyaml, reduced to what configuration needs: values with places.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gate/base/json.h"

namespace gate {

struct YamlPlace {
  std::uint32_t line = 0, column = 0;  // 1-based
};

// One syntax error of a text.
struct YamlProblem {
  YamlPlace place;
  std::string message;  // in plain words
};

// Every document of `text` parsed strictly; the first problem found, or none. Aliases are not expanded, nesting is
// limited to 500 levels, so that hostile input costs neither memory nor stack.
std::vector<YamlProblem> check_yaml(std::string_view text);

struct YamlDocument {
  Json value;  // scalars by the core schema: null, bool, integer, float, string
  // Place of each value by JSON pointer ("/analyzers/clang"), and of each key by the pointer followed by "#key".
  std::unordered_map<std::string, YamlPlace> places;
};

// The single document of `text` (empty text: null). Errors (parse, with "name:line:column"): syntax, duplicate keys,
// non-string keys, more than 100,000 nodes after alias expansion.
Expected<YamlDocument> parse_yaml(std::string_view text, std::string_view name);

}  // namespace gate
