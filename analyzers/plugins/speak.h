// Plugins that speak the process protocol, over the files of a change.
#pragma once

#include "gate/analyzer.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// Hands the plugin every changed text that concerns it, in batches, to one process or to several where the first batch
// took so long that another start pays. Whatever goes wrong with the plugin (it cannot be started, dies, hangs, breaks
// the protocol) is a result in state `error` whose reason names it, with the findings that it gave before; an Error is
// returned only where a hook's time is over.
Expected<ChangeResult> speak(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline);

}  // namespace gate::plugins
