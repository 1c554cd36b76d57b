// The shape of the JSON Schema; its meaning is that of the parser, which knows the same specs.
#include <gtest/gtest.h>

#include <regex>

#include "gate/config/config.h"

namespace gate::config {
namespace {

TEST(JsonSchema, HasTheSectionsAndOptions) {
  Schema specs;
  specs.analyzers["clang"] = {{.name = "max_units", .type = OptionType::integer, .fallback = 8, .doc = "Units."}};
  specs.policies["coverage"] = {{.name = "on_no_data",
                                 .type = OptionType::text,
                                 .fallback = "error",
                                 .doc = "What.",
                                 .choices = {"error", "pass"}}};
  Json schema = json_schema(specs);
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema["required"], Json::array({"version"}));
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["version"]["const"], 1);
  const Json& clang = schema["properties"]["analyzers"]["properties"]["clang"]["anyOf"];
  EXPECT_EQ(clang[0]["enum"], Json::array({"on", "off", true, false, nullptr}));
  EXPECT_EQ(clang[1]["properties"]["max_units"],
            Json({{"type", "integer"}, {"description", "Units."}, {"default", 8}}));
  EXPECT_EQ(clang[1]["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["policies"]["properties"]["coverage"]["anyOf"][1]["properties"]["on_no_data"]["enum"],
            Json::array({"error", "pass"}));
  EXPECT_EQ(schema["properties"]["rules"]["additionalProperties"]["enum"],
            Json::array({"off", "shadow", "warn", "block"}));
  EXPECT_EQ(schema["properties"]["required"]["anyOf"][0]["anyOf"][0]["enum"], Json::array({"clang"}));
  EXPECT_EQ(schema["properties"]["plugins"]["items"]["required"], Json::array({"name"}));
}

TEST(JsonSchema, BandsAreTextsOfAPattern) {
  Schema specs;
  specs.policies["risk"] = {
      {.name = "warn", .type = OptionType::band, .fallback = nullptr, .doc = "From."},
      {"review", OptionType::by_band, Json::object(), "How many.", {}, {{"BAND", OptionType::integer, nullptr, "N."}}}};
  const Json schema = json_schema(specs);
  const Json& risk = schema["properties"]["policies"]["properties"]["risk"]["anyOf"][1]["properties"];
  const std::string pattern = risk["warn"]["anyOf"][1]["pattern"];
  EXPECT_EQ(risk["review"]["propertyNames"]["pattern"], pattern);
  EXPECT_EQ(risk["review"]["additionalProperties"]["type"], "integer");
  EXPECT_EQ(risk["review"]["default"], Json::object());
  const std::regex bands(pattern);
  for (const char* text : {"p90", "p99.5", "0.6", "60%"}) EXPECT_TRUE(std::regex_match(text, bands)) << text;
  for (const char* text : {"p", "90p", "-1", "high", ""}) EXPECT_FALSE(std::regex_match(text, bands)) << text;
}

// Every "$ref" names a definition, and every "type" a word of the draft.
void check(const Json& root, const Json& node) {
  if (node.is_array()) {
    for (const Json& item : node) check(root, item);
  }
  if (!node.is_object()) return;
  if (node.contains("$ref")) {
    EXPECT_TRUE(root.contains(Json::json_pointer(node["$ref"].get<std::string>().substr(1)))) << node;
  }
  for (const auto& [key, value] : node.items()) check(root, value);
}

TEST(JsonSchema, ReferencesLead) {
  Json schema = json_schema({});
  check(schema, schema);
  for (const char* name : {"text", "texts", "duration", "size"}) EXPECT_TRUE(schema["$defs"].contains(name));
  EXPECT_TRUE(schema["$defs"]["texts"]["anyOf"].is_array());
  EXPECT_TRUE(
      schema["properties"]["evidence"]["properties"]["coverage"]["anyOf"][0]["anyOf"][1]["required"].is_array());
}

}  // namespace
}  // namespace gate::config
