// Policies in other processes.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/model/plugin.h"
#include "gate/model/source.h"
#include "gate/model/verdict.h"

namespace gate::plugins {

// Runs one policy plugin: the Facts (gate/model/json.h) with a member `options` as one JSON document on its standard
// input, and a JSON list of rulings, or {"rulings": [...]}, from its standard output. At least one ruling comes back:
// whatever goes wrong is a ruling `error` of that name (`not-applicable` where a hook's time is over). `policy` of
// every ruling is the plugin's name.
std::vector<Ruling> consult(const PluginSpec& plugin, const Facts& facts, const Source& source, const Environment& env,
                            const Deadline& deadline);

}  // namespace gate::plugins
