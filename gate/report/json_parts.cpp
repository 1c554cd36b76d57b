#include "gate/report/json_parts.h"

#include <limits>

#include "gate/base/text.h"

namespace gate::report {

void write_path(JsonWriter& json, const std::string& name, std::string_view bytes) {
  json.member(name, bytes);
  if (!is_utf8(bytes)) json.member(name + "_base64", base64(bytes));
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& values) {
  json.array(name);
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

void write_range(JsonWriter& json, const LineRange& range) {
  json.begin_array();
  json.value(range.first);
  json.value(range.last);
  json.end_array();
}

LineRange read_range(JsonReader& in, const JsonNode& node) {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (!node.json->is_array() || node.json->size() != 2) {
    in.complain(node, "must be a first and a last line");
    return {1, 1};
  }
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(in.take_integer({&(*node.json)[i], &node, std::to_string(i)}, kMost - 1));
  };
  const LineRange range{at(0), at(1)};
  if (range.first == 0 || range.last < range.first) in.complain(node, "must be two lines in order");
  return range;
}

}  // namespace gate::report
