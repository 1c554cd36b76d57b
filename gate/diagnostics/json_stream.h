// Large JSON documents in little memory: one long array is left out, or read element by element.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gate/base/json.h"

namespace gate::diagnostics {

// Which array: with `list` empty, that under `key` of the root; else that under `key` of every object of the root's
// array `list`. SARIF: {"runs", "results"}; rdjson: {"", "diagnostics"}.
struct LongArray {
  std::string list;
  std::string key;
};

// The document without those arrays (the key stays away altogether) and without values nested deeper than 64 levels.
// Errors: parse with line and column (also where the root is no object or has `list` twice), limit beyond two million
// values.
Expected<Json> without_array(std::string_view text, const std::string& name, const LongArray& array);

struct ArrayEvents {
  std::function<void(std::size_t parent)> begins;                 // such an array is there; parent: index within `list`
  std::function<void(std::size_t parent, Json element)> element;  // in order
};

// The elements of those arrays, each given up after its call. Of an element, values nested deeper than 64 levels and
// those after the first 200,000 are left out. Errors: parse.
Expected<void> each_element(std::string_view text, const std::string& name, const LongArray& array,
                            const ArrayEvents& events);

// Members of foreign objects, whatever may stand there instead.
const Json& member(const Json& object, const char* key);                       // null when absent
std::string_view text_of(const Json& object, const char* key);                 // "" unless a string
std::optional<std::int64_t> integer_of(const Json& object, const char* key);   // 3.0 is one too
const Json& elements_of(const Json& object, const char* key);                  // an empty array unless one
const Json& element_at(const Json& array, std::optional<std::int64_t> index);  // null outside of it

}  // namespace gate::diagnostics
