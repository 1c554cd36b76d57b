// Takes fields out of a JSON document and keeps the first complaint, so that a reader is a list of fields. Internal to
// this room.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/model/words.h"

namespace gate::report {

// A value and the way to it.
struct JsonNode {
  const Json* json;
  const JsonNode* up = nullptr;
  std::string name = {};
};

// After the first complaint every answer is a default.
class JsonReader {
 public:
  const std::string& complaint() const { return complaint_; }
  void complain(const JsonNode& node, std::string_view words);

  std::string text(const JsonNode& object, const char* name) { return take_text(need(object, name)); }
  std::string optional_text(const JsonNode& object, const char* name) { return take_text(find(object, name)); }
  std::string text_or_null(const JsonNode& object, const char* name);
  // The bytes of `name`_base64 where it is there.
  std::string path(const JsonNode& object, const std::string& name);
  bool boolean(const JsonNode& object, const char* name);
  double number(const JsonNode& object, const char* name);
  std::optional<double> optional_number(const JsonNode& object, const char* name);
  std::vector<std::string> texts(const JsonNode& object, const char* name);

  template <class T>
  T integer(const JsonNode& object, const char* name, std::uint64_t most = std::numeric_limits<T>::max()) {
    return static_cast<T>(take_integer(need(object, name), most));
  }
  template <class Enum>
  Enum word(const JsonNode& object, const char* name) {
    const JsonNode node = need(object, name);
    const auto value = from_word<Enum>(take_text(node));
    if (!value) complain(node, "has no word that is known");
    return value.value_or(Enum{});
  }

  // Calls work(node) for every item; `optional`: the list may be absent.
  template <class Work>
  void each(const JsonNode& object, const char* name, Work&& work, bool optional = false) {
    const JsonNode list = optional ? find(object, name) : need(object, name);
    if (list.json == nullptr) return;
    if (!list.json->is_array()) return complain(list, "must be a list");
    for (std::size_t i = 0; i < list.json->size() && complaint_.empty(); ++i) {
      work(JsonNode{&(*list.json)[i], &list, std::to_string(i)});
    }
  }

  // The member; `json` is null where there is none, which for `need` is a complaint.
  JsonNode need(const JsonNode& object, const std::string& name);
  JsonNode find(const JsonNode& object, const std::string& name);

  std::uint64_t take_integer(const JsonNode& node, std::uint64_t most);

 private:
  std::string take_text(const JsonNode& node);
  std::string complaint_;
};

}  // namespace gate::report
