#include "analyzers/risk/past_incidents.h"

#include <algorithm>
#include <set>

namespace gate::risk {
namespace {

constexpr std::size_t kMostFilesOfMend = 50;  // a commit of more files says little about where an incident was

std::set<std::string> places_of(const history::Incident& incident, const history::Index& index) {
  std::set<std::string> paths(incident.paths.begin(), incident.paths.end());
  for (const auto* commits : {&incident.commits, &incident.fixes}) {
    for (const auto& oid : *commits) {
      const auto record = index.find(oid, history::With::facts);
      if (!record || record->touches.size() > kMostFilesOfMend) continue;
      for (const auto& touch : record->touches) paths.insert(touch.path);
    }
  }
  return paths;
}

}  // namespace

std::vector<PastIncident> incidents_of(const Change& change, const std::vector<history::Incident>& incidents,
                                       const history::Index& index) {
  std::vector<PastIncident> found;
  for (const auto& incident : incidents) {
    const auto places = places_of(incident, index);
    PastIncident past{incident.id, incident.since, incident.severity, incident.note, {}};
    for (const ChangedFile& file : change.files)
      if (places.contains(file.path) || places.contains(file.old_path)) past.paths.push_back(file.path);
    if (!past.paths.empty()) found.push_back(std::move(past));
  }
  std::ranges::sort(found, [](const PastIncident& a, const PastIncident& b) {
    return a.since != b.since ? a.since > b.since : a.id < b.id;
  });
  return found;
}

}  // namespace gate::risk
