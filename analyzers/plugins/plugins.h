// Plugins: analyzers in other processes, from `plugins:` of the configuration.
#pragma once

#include <vector>

#include "gate/analyzer.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// One analyzer of the whole change for each plugin that measures; policies are left out (consult.h). Nothing is started
// before an analyzer runs.
std::vector<Analyzer> plugin_analyzers(const std::vector<PluginSpec>& plugins);

}  // namespace gate::plugins
