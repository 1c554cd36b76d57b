#include "gate/model/json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <type_traits>
#include <utility>

#include "gate/base/text.h"
#include "gate/model/json_fields.h"
#include "gate/model/words.h"

namespace gate {
namespace {

// Writing. Overloads for the shapes that members have; structs go through fields().

struct Writer {
  Json& out;
  template <class T>
  void operator()(const char* name, const T& value);
};

Json written(const std::string& text) {
  if (is_utf8(text)) return text;
  return Json{{"base64", base64(text)}};
}

Json written(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value;
}

// JSON has no NaN and no infinities.
Json written(double value) { return std::isfinite(value) ? Json(value) : Json(0.0); }

template <class T>
Json written(const std::vector<T>& list);
template <class Key, class T>
Json written(const std::map<Key, T>& table);

template <class T>
Json written(const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return value;
  } else if constexpr (std::is_enum_v<T>) {
    return to_string(value);
  } else {
    Json object = Json::object();
    Writer writer{object};
    fields(writer, value);
    return object;
  }
}

template <class T>
Json written(const std::vector<T>& list) {
  Json array = Json::array();
  for (const T& item : list) array.push_back(written(item));
  return array;
}

template <class Key, class T>
Json written(const std::map<Key, T>& table) {
  Json object = Json::object();
  for (const auto& [key, value] : table) {
    if constexpr (std::is_integral_v<Key>) {
      object[std::to_string(key)] = written(value);
    } else {
      object[to_utf8(key)] = written(value);
    }
  }
  return object;
}

template <class T>
void Writer::operator()(const char* name, const T& value) {
  out[name] = written(value);
}

// Reading. Each read() returns false with the wish filled in; on the way out every level puts its name before it.

struct Complaint {
  std::string field;  // ".change.files[3].path"
  std::string wish;   // "must be text"

  bool of(std::string words) {
    wish = std::move(words);
    return false;
  }
  bool inside(const std::string& name) {
    field = name + field;
    return false;
  }
};

struct Reader {
  const Json& in;
  Complaint& complaint;
  bool ok = true;
  template <class T>
  void operator()(const char* name, T& value);
};

bool read(const Json& json, bool& value, Complaint& complaint) {
  if (!json.is_boolean()) return complaint.of("must be true or false");
  value = json.get<bool>();
  return true;
}

template <class T>
  requires std::is_integral_v<T>
bool read(const Json& json, T& value, Complaint& complaint) {
  bool fits = json.is_number_unsigned()  ? std::in_range<T>(json.get<std::uint64_t>())
              : json.is_number_integer() ? std::in_range<T>(json.get<std::int64_t>())
                                         : false;
  if (!fits)
    return complaint.of(
        fmt::format("must be an integer of {} bits{}", 8 * sizeof(T), std::is_unsigned_v<T> ? ", not negative" : ""));
  value = json.get<T>();
  return true;
}

bool read(const Json& json, double& value, Complaint& complaint) {
  if (!json.is_number()) return complaint.of("must be a number");
  value = json.get<double>();
  return true;
}

bool read(const Json& json, std::optional<double>& value, Complaint& complaint) {
  if (json.is_null()) return value.reset(), true;
  if (!json.is_number()) return complaint.of("must be a number or null");
  value = json.get<double>();
  return true;
}

bool read(const Json& json, std::string& value, Complaint& complaint) {
  if (json.is_string()) return value = json.get<std::string>(), true;
  auto bytes = json.is_object() ? json.find("base64") : json.end();
  if (bytes == json.end() || !bytes->is_string()) return complaint.of("must be text or {\"base64\": \"...\"}");
  auto decoded = unbase64(bytes->get_ref<const std::string&>());
  if (!decoded) return complaint.of("is not valid base64");
  value = std::move(*decoded);
  return true;
}

template <class T>
  requires std::is_enum_v<T>
bool read(const Json& json, T& value, Complaint& complaint) {
  auto found = json.is_string() ? from_word<T>(json.get_ref<const std::string&>()) : std::nullopt;
  if (!found) {
    std::string words;
    for (std::string_view word : all_words<T>()) words.append(words.empty() ? "" : ", ").append(word);
    return complaint.of("must be one of " + words);
  }
  value = *found;
  return true;
}

template <class T>
bool read(const Json& json, std::vector<T>& list, Complaint& complaint);
template <class Key, class T>
bool read(const Json& json, std::map<Key, T>& table, Complaint& complaint);

template <class T>
  requires std::is_class_v<T>
bool read(const Json& json, T& value, Complaint& complaint) {
  if (!json.is_object()) return complaint.of("must be an object");
  Reader reader{json, complaint};
  fields(reader, value);
  return reader.ok;
}

template <class T>
bool read(const Json& json, std::vector<T>& list, Complaint& complaint) {
  if (!json.is_array()) return complaint.of("must be a list");
  list.clear();
  for (const Json& item : json) {
    list.emplace_back();
    if (!read(item, list.back(), complaint)) return complaint.inside(fmt::format("[{}]", list.size() - 1));
  }
  return true;
}

template <class Key>
bool read_key(const std::string& text, Key& key) {
  if constexpr (std::is_integral_v<Key>) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key);
    return error == std::errc() && end == text.data() + text.size();
  } else {
    key = text;
    return true;
  }
}

template <class Key, class T>
bool read(const Json& json, std::map<Key, T>& table, Complaint& complaint) {
  if (!json.is_object()) return complaint.of("must be an object");
  table.clear();
  for (const auto& [name, item] : json.items()) {
    Key key{};
    if (!read_key(name, key)) return complaint.of(fmt::format("has the key \"{}\", which is no line number", name));
    if (!read(item, table[key], complaint)) return complaint.inside("." + name);
  }
  return true;
}

template <class T>
void Reader::operator()(const char* name, T& value) {
  if (!ok) return;
  auto member = in.find(name);
  if (member != in.end() && !read(*member, value, complaint)) ok = complaint.inside(std::string(".") + name);
}

template <class T>
Expected<T> read_whole(const Json& json, const char* what) {
  T value;
  Complaint complaint;
  if (read(json, value, complaint)) return value;
  return fail(ErrorKind::parse, fmt::format("{}{} {}", what, printable(complaint.field), complaint.wish));
}

}  // namespace

Json facts_to_json(const Facts& facts) {
  Json json = written(facts);
  json["version"] = kFactsVersion;
  return json;
}

Expected<Facts> facts_from_json(const Json& json) {
  if (json.is_object() && json.contains("version")) {
    const Json& version = json["version"];
    if (!version.is_number_integer()) return fail(ErrorKind::parse, "facts.version must be an integer");
    if (version > kFactsVersion) {
      return fail(ErrorKind::parse,
                  fmt::format("facts.version is {}, this gate reads up to {}", version.dump(), kFactsVersion), {},
                  "read it with the gate that wrote it, or a newer one");
    }
  }
  return read_whole<Facts>(json, "facts");
}

Json finding_to_json(const Finding& finding) { return written(finding); }
Expected<Finding> finding_from_json(const Json& json) { return read_whole<Finding>(json, "finding"); }

Json ruling_to_json(const Ruling& ruling) { return written(ruling); }
Expected<Ruling> ruling_from_json(const Json& json) { return read_whole<Ruling>(json, "ruling"); }

}  // namespace gate
