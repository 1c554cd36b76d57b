#include "gate/config/config.h"
#include "gate/config/option_values.h"
#include "gate/config/plugin.h"
#include "gate/config/units.h"

namespace gate::config {
namespace {

Json reference(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }

Json object_of(Json properties) {
  return {{"type", {"object", "null"}}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json with_doc(Json schema, const char* doc) {
  schema["description"] = doc;
  return schema;
}

// `off`, `on`, nothing, or options.
Json switchable(const std::vector<OptionSpec>& specs) {
  return {{"anyOf", {{{"enum", {"on", "off", true, false, nullptr}}}, options_schema(specs)}}};
}

Json sections(const std::map<std::string, std::vector<OptionSpec>>& table) {
  Json properties = Json::object();
  for (const auto& [name, specs] : table) properties[name] = switchable(specs);
  return object_of(properties);
}

// An analyzer of gate's own or any plugin's.
Json analyzer_names(const Schema& schema) {
  Json names = Json::array();
  for (const auto& [name, unused] : schema.analyzers) names.push_back(name);
  return {{"anyOf", {{{"enum", names}}, {{"type", "string"}, {"pattern", kPluginNamePattern}}}}};
}

Json definitions() {
  Json text = {{"type", "string"}, {"minLength", 1}};
  return {
      {"text", text},
      {"texts", {{"anyOf", {text, {{"type", "array"}, {"items", text}}}}}},
      {"duration", {{"type", "string"}, {"pattern", kDurationPattern}}},
      {"size", {{"anyOf", {{{"type", "integer"}, {"minimum", 1}}, {{"type", "string"}, {"pattern", kSizePattern}}}}}}};
}

Json coverage() {
  Json entry = {{"anyOf",
                 {reference("text"),
                  {{"type", "object"},
                   {"properties",
                    {{"files", with_doc(reference("texts"), "Globs of reports, relative to the repository's root.")},
                     {"strip", with_doc(reference("text"), "Prefix removed from the report's paths.")},
                     {"prefix", with_doc(reference("text"), "Put before the report's paths afterwards.")}}},
                   {"required", {"files"}},
                   {"additionalProperties", false}}}}};
  return {{"anyOf", {entry, {{"type", "array"}, {"items", entry}}}}};
}

Json properties(const Schema& schema) {
  Json level = {{"enum", {"off", "shadow", "warn", "block"}}};
  Json names = analyzer_names(schema);
  return {
      {"version", {{"const", 1}}},
      {"paths", object_of({{"exclude", with_doc(reference("texts"), "Globs of paths that no analyzer looks at.")}})},
      {"analyzers", with_doc(sections(schema.analyzers), "What is measured: options, or off.")},
      {"rules",
       {{"type", {"object", "null"}},
        {"additionalProperties", level},
        {"description", "Levels by glob over rule ids; the last match wins."}}},
      {"required",
       {{"anyOf", {names, {{"type", "array"}, {"items", names}}}},
        {"description", "Analyzers whose being left out is an error."}}},
      {"evidence", object_of({{"coverage", with_doc(coverage(), "Coverage reports: LCOV, Cobertura.")},
                              {"tests", with_doc(reference("texts"), "Globs of test reports: JUnit, CTest, Go, TAP.")},
                              {"sarif", with_doc(reference("texts"), "Globs of SARIF files of other tools.")},
                              {"approvals", with_doc(reference("text"), "File of approvals.")}})},
      {"policies", with_doc(sections(schema.policies), "What is judged: options, or off.")},
      {"plugins", with_doc({{"type", "array"}, {"items", plugin_schema()}}, "Analyzers and policies of your own.")},
      {"limits", object_of({{"timeout", with_doc(reference("duration"), "For all analyzers together.")},
                            {"file_bytes", with_doc(reference("size"), "Larger files are not analysed.")},
                            {"worker_memory", with_doc(reference("size"), "Address space of a worker process.")}})},
      {"hook", object_of({{"budget", with_doc(reference("duration"), "Time that the pre-push hook may take.")}})},
      {"ledger", with_doc(reference("text"), "Path of the ledger, or none.")},
  };
}

}  // namespace

Json json_schema(const Schema& schema) {
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", ".gate.yml"},
          {"type", "object"},
          {"required", {"version"}},
          {"properties", properties(schema)},
          {"additionalProperties", false},
          {"$defs", definitions()}};
}

}  // namespace gate::config
