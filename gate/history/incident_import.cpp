#include <fmt/format.h>

#include "gate/base/text.h"
#include "gate/history/csv.h"
#include "gate/history/incident_fields.h"
#include "gate/history/moment.h"

namespace gate::history {
namespace {

const FieldNames kId = {"id", "key", "incidentid", "issuekey", "identifier", "number", "reference"};
const FieldNames kSince = {"since", "startedat", "start",   "began",   "occurredat",
                           "date",  "createdat", "created", "openedat"};
const FieldNames kSeverity = {"severity", "sev", "priority", "level", "impact"};
const FieldNames kCommits = {"commits", "commit", "causedby", "introducedby", "culprit", "cause", "sha"};
const FieldNames kFixes = {"fixes", "fix", "fixedby", "resolvedby", "fixcommit", "fixcommits"};
const FieldNames kPaths = {"paths", "path", "files", "file"};
const FieldNames kNote = {"note", "title", "summary", "name", "description"};
const FieldNames kUrl = {"url", "htmlurl", "link", "weburl", "permalink"};

// Seconds since the epoch, or an ISO 8601 moment.
std::optional<std::int64_t> moment_of(const Fields& fields) {
  const Json* value = fields.find(kSince);
  if (value != nullptr && value->is_number_integer()) {
    const auto seconds = value->get<std::int64_t>();
    return seconds >= 0 && seconds < 253'402'300'800 ? std::optional(seconds) : std::nullopt;
  }
  return parse_moment(fields.text(kSince));
}

// Adds what the fields tell, or says why it cannot be used.
void add_entry(const Fields& fields, const std::string& where, IncidentImport& import) {
  Incident incident;
  incident.id = fields.text(kId);
  incident.commits = fields.list(kCommits);
  incident.fixes = fields.list(kFixes);
  incident.paths = fields.list(kPaths);
  incident.note = fields.text(kNote);
  incident.url = fields.text(kUrl);
  const auto problem = [&](std::string words) { import.problems.push_back(where + ": " + std::move(words)); };
  if (incident.id.empty()) return problem("no id");
  const auto since = moment_of(fields);
  if (!since) return problem(fmt::format("incident '{}' has no ISO 8601 date", printable(incident.id)));
  incident.since = *since;
  if (const auto word = fields.text(kSeverity); !word.empty()) {
    const auto severity = severity_of(word);
    if (!severity)
      return problem(
          fmt::format("incident '{}' has a severity that is not known: '{}'", printable(incident.id), printable(word)));
    incident.severity = *severity;
  }
  if (incident.commits.empty() && incident.fixes.empty() && incident.paths.empty())
    return problem(fmt::format("incident '{}' names no commit, fix or path", printable(incident.id)));
  import.incidents.push_back(std::move(incident));
}

Expected<Json> parse_array(std::string_view text, const std::string& path) {
  auto json = parse_json(text, path);
  if (!json) return json;
  if (json->is_object())
    for (const char* key : {"incidents", "issues", "items"})
      if (auto inner = json->find(key); inner != json->end() && inner->is_array()) return Json(*inner);
  if (!json->is_array())
    return fail(ErrorKind::parse, "not a JSON array of incidents", path, "docs/incidents.md shows what can be read");
  return json;
}

Expected<IncidentImport> import_json(std::string_view text, const std::string& path) {
  auto array = parse_array(text, path);
  if (!array) return std::unexpected(array.error());
  IncidentImport import;
  std::size_t number = 0;
  for (const Json& entry : *array) {
    const std::string where = fmt::format("{}: entry {}", path, ++number);
    if (!entry.is_object()) {
      import.problems.push_back(where + ": not an object");
      continue;
    }
    Fields fields;
    for (const auto& [key, value] : entry.items()) fields.add(key, value);
    add_entry(fields, where, import);
  }
  return import;
}

Expected<IncidentImport> import_csv(std::string_view text, const std::string& path) {
  auto rows = parse_csv(text, path);
  if (!rows) return std::unexpected(rows.error());
  IncidentImport import;
  if (rows->empty()) return fail(ErrorKind::parse, "no header line", path, "the first line names the columns");
  const auto& header = rows->front().fields;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const CsvRow& row = (*rows)[i];
    const std::string where = fmt::format("{}:{}", path, row.line);
    if (row.fields.size() != header.size()) {
      import.problems.push_back(
          fmt::format("{}: {} fields where the header has {}", where, row.fields.size(), header.size()));
      continue;
    }
    Fields fields;
    for (std::size_t column = 0; column < header.size(); ++column) fields.add(header[column], row.fields[column]);
    add_entry(fields, where, import);
  }
  return import;
}

}  // namespace

Expected<IncidentImport> import_incidents(std::string_view text, IncidentFormat format, const std::string& path) {
  if (format == IncidentFormat::csv) return import_csv(text, path);
  if (format == IncidentFormat::json) return import_json(text, path);
  auto issues = parse_array(text, path);
  if (!issues) return std::unexpected(issues.error());
  IncidentImport import;
  import_github(*issues, import);
  return import;
}

}  // namespace gate::history
