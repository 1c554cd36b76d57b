#include "gate/report/json_reader.h"

namespace gate::report {

void JsonReader::complain(const JsonNode& node, std::string_view words) {
  if (!complaint_.empty()) return;
  std::string way;
  for (const JsonNode* at = &node; at->up != nullptr; at = at->up) way.insert(0, "/" + printable(at->name));
  complaint_ = fmt::format("{} {}", way.empty() ? "the report" : way, words);
}

JsonNode JsonReader::find(const JsonNode& object, const std::string& name) {
  JsonNode node{nullptr, &object, name};
  if (object.json == nullptr) return node;
  if (!object.json->is_object()) {
    complain(object, "must be an object");
    return node;
  }
  if (const auto found = object.json->find(name); found != object.json->end()) node.json = &*found;
  return node;
}

JsonNode JsonReader::need(const JsonNode& object, const std::string& name) {
  JsonNode node = find(object, name);
  if (node.json == nullptr && object.json != nullptr) complain(node, "is missing");
  return node;
}

std::string JsonReader::take_text(const JsonNode& node) {
  if (node.json == nullptr) return {};
  if (node.json->is_string()) return node.json->get<std::string>();
  complain(node, "must be text");
  return {};
}

std::string JsonReader::text_or_null(const JsonNode& object, const char* name) {
  const JsonNode node = need(object, name);
  return node.json == nullptr || node.json->is_null() ? std::string() : take_text(node);
}

std::string JsonReader::path(const JsonNode& object, const std::string& name) {
  const JsonNode node = need(object, name);
  const std::string shown = node.json != nullptr && node.json->is_null() ? std::string() : take_text(node);
  const JsonNode exact = find(object, name + "_base64");
  if (exact.json == nullptr) return shown;
  const auto bytes = unbase64(take_text(exact));
  if (!bytes || to_utf8(*bytes) != shown) complain(exact, "is not the base64 of the path");
  return bytes.value_or("");
}

bool JsonReader::boolean(const JsonNode& object, const char* name) {
  const JsonNode node = need(object, name);
  if (node.json == nullptr) return false;
  if (!node.json->is_boolean()) complain(node, "must be true or false");
  return node.json->is_boolean() && node.json->get<bool>();
}

double JsonReader::number(const JsonNode& object, const char* name) {
  need(object, name);
  return optional_number(object, name).value_or(0);
}

std::optional<double> JsonReader::optional_number(const JsonNode& object, const char* name) {
  const JsonNode node = find(object, name);
  if (node.json == nullptr) return std::nullopt;
  if (!node.json->is_number()) {
    complain(node, "must be a number");
    return std::nullopt;
  }
  return node.json->get<double>();
}

std::vector<std::string> JsonReader::texts(const JsonNode& object, const char* name) {
  std::vector<std::string> out;
  each(object, name, [&](const JsonNode& item) { out.push_back(take_text(item)); });
  return out;
}

std::uint64_t JsonReader::take_integer(const JsonNode& node, std::uint64_t most) {
  if (node.json == nullptr) return 0;
  if (node.json->is_number_unsigned() && node.json->get<std::uint64_t>() <= most) {
    return node.json->get<std::uint64_t>();
  }
  complain(node, fmt::format("must be a whole number from 0 to {}", most));
  return 0;
}

}  // namespace gate::report
