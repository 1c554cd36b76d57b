#include "gate/report/json_schema.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "gate/report/formats.h"
#include "tests/unit/report/verdict_reader.h"

namespace gate::report {
namespace {

TEST(JsonSchema, IsThePublishedFile) {
  EXPECT_EQ(json_schema(), read_text(GATE_SOURCE_DIR "/docs/schema/verdict.schema.json"));
}

const Json& resolved(const Json& schema, const Json& root) {
  const auto reference = schema.find("$ref");
  return reference == schema.end() ? schema : root.at(Json::json_pointer(reference->get<std::string>().substr(1)));
}

// Every member that is written is described, and every one that is required is written.
void expect_described(const Json& value, const Json& given, const Json& root, const std::string& where) {
  const Json& schema = resolved(given, root);
  if (value.is_array() && schema.contains("items") && schema["items"].is_object()) {
    for (const Json& item : value) expect_described(item, schema["items"], root, where + "[]");
  }
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    ASSERT_TRUE(schema.contains("properties") && schema["properties"].contains(name)) << where << "." << name;
    expect_described(member, schema["properties"][name], root, where + "." + name);
  }
  for (const Json& name : schema["required"]) {
    EXPECT_TRUE(value.contains(name.get<std::string>())) << where << " lacks " << name;
  }
}

TEST(JsonSchema, DescribesEveryMemberOfEveryReport) {
  const Json schema = Json::parse(json_schema());
  for (const auto& folder : std::filesystem::directory_iterator(GATE_SOURCE_DIR "/tests/reports")) {
    const auto json = parse_json(read_text(folder.path() / "verdict.json"), "verdict.json");
    ASSERT_TRUE(json) << json.error().text();
    const auto verdict = verdict_from_json(*json);
    ASSERT_TRUE(verdict) << verdict.error().text();
    const Json report = Json::parse(write_json(*verdict, {}));
    EXPECT_EQ(report["schema_version"], kJsonSchemaVersion);
    expect_described(report, schema, schema, folder.path().filename());
  }
}

}  // namespace
}  // namespace gate::report
