// Incidents that the change's files were part of.
#pragma once

#include <vector>

#include "gate/history/incidents.h"
#include "gate/history/index.h"
#include "gate/model/change.h"
#include "gate/model/history.h"

namespace gate::risk {

// Newest first. A file was part of an incident that names its path, or whose commits touched it.
std::vector<PastIncident> incidents_of(const Change& change, const std::vector<history::Incident>& incidents,
                                       const history::Index& index);

}  // namespace gate::risk
