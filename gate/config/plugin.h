// One entry of `plugins:`.
#pragma once

#include <string_view>
#include <vector>

#include "gate/config/node.h"
#include "gate/model/options.h"
#include "gate/model/plugin.h"

namespace gate::config {

inline constexpr const char* kPluginNamePattern = "^[a-z][a-z0-9-]{0,39}$";

bool is_plugin_name(std::string_view name);

// Its keys with their documentation; what a key may hold beyond its type is checked by read_plugin.
const std::vector<OptionSpec>& plugin_options();

// Mistakes are reported to the node's list.
PluginSpec read_plugin(const Node& node);

Json plugin_schema();

}  // namespace gate::config
