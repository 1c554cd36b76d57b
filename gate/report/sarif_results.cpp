#include <algorithm>
#include <map>

#include "gate/report/columns.h"
#include "gate/report/escape.h"
#include "gate/report/sarif_parts.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostRelated = 100;  // of which GitHub keeps any

void region(JsonWriter& json, std::string_view name, const Place& place, const Snippet* snippet) {
  const auto column = [&](std::uint32_t line, std::uint32_t bytes) {
    return std::max(1u, snippet == nullptr ? bytes : utf16_column(*snippet, line, bytes));
  };
  const std::uint32_t line = std::max(1u, place.line);
  const std::uint32_t end_line = std::max(line, place.end_line);
  const std::uint32_t start = column(line, place.column);
  const bool known = place.end_line >= line && place.end_column > 0;
  const std::uint32_t end = known ? column(end_line, place.end_column) : start + (end_line == line);
  json.object(name);
  json.member("startLine", line);
  json.member("startColumn", start);
  json.member("endLine", end_line);
  json.member("endColumn", end_line == line ? std::max(start, end) : end);
  json.end_object();
}

void artifact(JsonWriter& json, const std::string& path) {
  json.object("artifactLocation");
  json.member("uri", path.empty() ? std::string(".") : uri(path));
  json.member("uriBaseId", "%SRCROOT%");
  json.end_object();
}

void physical_location(JsonWriter& json, const Place& place, const Snippet* snippet) {
  json.object("physicalLocation");
  artifact(json, place.path);
  region(json, "region", place, snippet);
  json.end_object();
}

void related_locations(JsonWriter& json, const Finding& finding) {
  if (finding.related.empty()) return;
  json.array("relatedLocations");
  for (std::size_t i = 0; i < std::min(finding.related.size(), kMostRelated); ++i) {
    const RelatedPlace& related = finding.related[i];
    json.begin_object();
    json.member("id", i + 1);
    physical_location(json, related.place, related.place.path == finding.place.path ? &finding.snippet : nullptr);
    write_message(json, "message", related.message, "related");
    json.end_object();
  }
  json.end_array();
}

void fixes(JsonWriter& json, const Finding& finding) {
  if (finding.fix.empty()) return;
  std::map<std::string_view, std::vector<const Edit*>> by_file;
  for (const Edit& edit : finding.fix) by_file[edit.place.path].push_back(&edit);
  json.array("fixes");
  json.begin_object();
  write_message(json, "description", "Mends: " + finding.message, "-");
  json.array("artifactChanges");
  for (const auto& [path, edits] : by_file) {
    json.begin_object();
    artifact(json, std::string(path));
    json.array("replacements");
    for (const Edit* edit : edits) {
      json.begin_object();
      region(json, "deletedRegion", edit->place, path == finding.place.path ? &finding.snippet : nullptr);
      if (!edit->text.empty()) {
        json.object("insertedContent");
        json.member("text", edit->text);
        json.end_object();
      }
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_array();
}

void suppressions(JsonWriter& json, const Finding& finding) {
  if (!finding.suppressed) return;
  json.array("suppressions");
  json.begin_object();
  json.member("kind", finding.suppression == "baseline" ? "external" : "inSource");
  json.member_unless_empty("justification", finding.suppression);
  json.end_object();
  json.end_array();
}

}  // namespace

void write_result(JsonWriter& json, const Finding& finding, std::size_t rule_index) {
  json.begin_object();
  json.member("ruleId", rule_id(finding.rule));
  json.member("ruleIndex", rule_index);
  json.member("level", words_of(finding.severity).sarif_level);
  write_message(json, "message", finding.message, finding.rule);
  json.array("locations");
  json.begin_object();
  physical_location(json, finding.place, &finding.snippet);
  json.end_object();
  json.end_array();
  related_locations(json, finding);
  json.object("partialFingerprints");
  json.member_unless_empty("primaryLocationLineHash", finding.line_hash);
  json.member_unless_empty("gate/v1", finding.fingerprint);
  json.end_object();
  json.member("baselineState", finding.state == State::existing ? "unchanged" : "new");
  suppressions(json, finding);
  fixes(json, finding);
  json.object("properties");
  json.member("severity", to_string(finding.severity));
  json.member("confidence", to_string(finding.confidence));
  json.member("state", to_string(finding.state));
  json.member("blocking", finding.blocking);
  if (finding.value) json.member("value", *finding.value);
  json.end_object();
  json.end_object();
}

}  // namespace gate::report
