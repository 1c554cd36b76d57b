// Incident files and foreign exports of incidents. What is accepted is written, and read back as the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/base/text.h"
#include "gate/history/csv.h"
#include "gate/history/incidents.h"
#include "gate/history/moment.h"

namespace {

using namespace gate::history;

void demand(bool holds) {
  if (!holds) std::abort();
}

void check_lines(std::string_view text) {
  const auto incidents = parse_incidents(text, "f");
  if (!incidents) {
    demand(incidents.error().where.starts_with("f:"));
    return;
  }
  std::string written;
  for (const auto& incident : *incidents) written += to_line(incident) + "\n";
  const auto again = parse_incidents(written, "f");
  demand(again && *again == *incidents);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_lines(text);
  if (const auto moment = parse_moment(text)) demand(parse_moment(moment_text(*moment)) == moment);
  for (const IncidentFormat format : {IncidentFormat::json, IncidentFormat::csv, IncidentFormat::github_issues}) {
    const auto read = import_incidents(text, format, "f");
    if (!read) continue;
    for (const auto& incident : read->incidents) demand(!incident.id.empty() && incident.since >= 0);
  }
  return 0;
}
