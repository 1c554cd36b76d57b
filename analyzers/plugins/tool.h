// Tools that know nothing of gate, run by configuration alone: files in a private folder, findings in a format that
// gate/diagnostics reads.
#pragma once

#include "gate/analyzer.h"
#include "gate/model/plugin.h"

namespace gate::plugins {

// For a plugin whose output is not `gate`. With `sides: both` the findings of both sides are `before` and `after`, else
// `after_alone`. Whatever goes wrong with the tool (not installed, crashed, too slow, garbage) is a result in state
// `error` whose reason names it; an Error is returned only where the host's own time is over.
Expected<ChangeResult> run_tool(const PluginSpec& plugin, const ChangeView& view, const Deadline& deadline);

}  // namespace gate::plugins
