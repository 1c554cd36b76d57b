// Incidents: what went wrong in production, and which commits brought it in or mended it. One JSON object a line in
// `.gate/incidents.jsonl`, committed with the code (docs/incidents.md has the format).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/finding.h"

namespace gate::history {

inline constexpr std::string_view kIncidentsPath = ".gate/incidents.jsonl";

struct Incident {
  std::string id;          // unique in the file: the tracker's "PAY-12" or "2026-11-21-1"
  std::int64_t since = 0;  // when it began, seconds since the epoch
  Severity severity = Severity::high;
  std::vector<std::string> commits;  // full ids of commits that brought it in
  std::vector<std::string> fixes;    // full ids of commits that mended it
  std::vector<std::string> paths;    // where it was, when known beyond the commits
  std::string note;
  std::string url;
  bool operator==(const Incident&) const = default;
};

// Errors name the line and say what is wrong; two incidents of one id are an error.
Expected<std::vector<Incident>> parse_incidents(std::string_view text, const std::string& path);
std::string to_line(const Incident& incident);  // without the newline; keys in a fixed order

enum class IncidentFormat { json, csv, github_issues };
// Foreign exports: an array of our own objects (or of objects with like-named keys), CSV with a header line (RFC 4180),
// or what GitHub's REST API and `gh issue list --json` give of issues. `problems` names entries that were left out.
struct IncidentImport {
  std::vector<Incident> incidents;
  std::vector<std::string> problems;
};
Expected<IncidentImport> import_incidents(std::string_view text, IncidentFormat format, const std::string& path);

}  // namespace gate::history
