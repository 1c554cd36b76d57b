// The past's part of the json report: names are those of gate/model/history.h.
#include <algorithm>

#include "gate/report/json_parts.h"
#include "gate/report/risk.h"

namespace gate::report {
namespace {

void write_reasons(JsonWriter& json, const std::vector<RiskReason>& reasons) {
  json.array("reasons");
  for (const RiskReason& reason : reasons) {
    json.begin_object();
    json.member("measure", reason.measure);
    json.member("amount", reason.amount);
    json.member("words", reason.words);
    json.end_object();
  }
  json.end_array();
}

void write_files(JsonWriter& json, const std::vector<RiskFile>& files) {
  json.array("files");
  for (const RiskFile& file : files) {
    json.begin_object();
    write_path(json, "path", file.path);
    json.member("probability", file.probability);
    json.member("words", file.words);
    json.array("lines");
    for (const RiskFile::Lines& lines : file.lines) {
      json.begin_object();
      json.key("range");
      write_range(json, lines.range);
      json.member("amount", lines.amount);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_risk(JsonWriter& json, const RiskScore& risk) {
  json.object("risk");
  json.member("available", risk.available);
  json.member("unavailable", risk.unavailable);
  if (risk.available) {
    json.member("probability", risk.probability);
    json.member("base", risk.base);
    if (risk.percentile) json.member("percentile", *risk.percentile);
    json.member("compared_with", risk.compared_with);
    json.member("commits", risk.commits);
    json.member("labels", risk.labels);
    json.member("model", risk.model);
    json.member("calibration", risk.calibration);
    write_reasons(json, risk.reasons);
    write_files(json, risk.files);
    write_texts(json, "counter_moves", risk.counter_moves);
    write_texts(json, "unknown", risk.unknown);
  }
  json.end_object();
}

void write_incidents(JsonWriter& json, const std::vector<PastIncident>& incidents) {
  json.array("incidents");
  for (const PastIncident& incident : incidents) {
    json.begin_object();
    json.member("id", incident.id);
    json.member("since", std::max<std::int64_t>(0, incident.since));
    json.member("severity", to_string(incident.severity));
    json.member("note", incident.note);
    json.array("paths");
    for (const std::string& path : incident.paths) {
      json.begin_object();
      write_path(json, "path", path);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

RiskFile read_risk_file(JsonReader& in, const JsonNode& node) {
  RiskFile file;
  file.path = in.path(node, "path");
  file.probability = in.number(node, "probability");
  file.words = in.text(node, "words");
  in.each(node, "lines", [&](const JsonNode& item) {
    file.lines.push_back({read_range(in, in.need(item, "range")), in.number(item, "amount")});
  });
  return file;
}

RiskScore read_risk(JsonReader& in, const JsonNode& node) {
  RiskScore risk;
  risk.available = in.boolean(node, "available");
  risk.unavailable = in.text(node, "unavailable");
  if (!risk.available) return risk;
  risk.probability = in.number(node, "probability");
  risk.base = in.number(node, "base");
  risk.percentile = in.optional_number(node, "percentile");
  risk.compared_with = in.integer<std::uint32_t>(node, "compared_with");
  risk.commits = in.integer<std::uint32_t>(node, "commits");
  risk.labels = in.integer<std::uint32_t>(node, "labels");
  risk.model = in.text(node, "model");
  risk.calibration = in.text(node, "calibration");
  in.each(node, "reasons", [&](const JsonNode& item) {
    risk.reasons.push_back({in.text(item, "measure"), in.number(item, "amount"), in.text(item, "words")});
  });
  in.each(node, "files", [&](const JsonNode& item) { risk.files.push_back(read_risk_file(in, item)); });
  risk.counter_moves = in.texts(node, "counter_moves");
  risk.unknown = in.texts(node, "unknown");
  return risk;
}

PastIncident read_incident(JsonReader& in, const JsonNode& node) {
  PastIncident incident;
  incident.id = in.text(node, "id");
  incident.since = in.integer<std::int64_t>(node, "since");
  incident.severity = in.word<Severity>(node, "severity");
  incident.note = in.text(node, "note");
  in.each(node, "paths", [&](const JsonNode& item) { incident.paths.push_back(in.path(item, "path")); });
  return incident;
}

}  // namespace

void write_history(JsonWriter& json, const History& history) {
  if (!was_asked(history)) return;
  json.object("history");
  write_risk(json, history.risk);
  write_incidents(json, history.incidents);
  json.end_object();
}

History read_history(JsonReader& in, const JsonNode& node) {
  History history;
  history.risk = read_risk(in, in.need(node, "risk"));
  in.each(node, "incidents", [&](const JsonNode& item) { history.incidents.push_back(read_incident(in, item)); });
  return history;
}

}  // namespace gate::report
