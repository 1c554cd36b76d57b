// A shared object with the interface of plugins/gate_plugin.h, loaded into this process: the host of plugins' code runs
// in a process of its own (serve_object in worker.h).
#pragma once

#include <string>

#include "gate/base/error.h"
#include "gate/base/json.h"
#include "plugins/gate_plugin.h"

namespace gate::worker {

// Opens `path` (which runs the object's constructors), looks at its ABI number and size before anything else, and then
// at every field that is needed. It stays loaded. Errors: unavailable (not to be opened, no descriptor, an ABI number
// out of range, a field that must be there is not).
Expected<const gate_plugin_descriptor*> open_object(const std::string& path);

// The protocol's greeting of that plugin.
Json hello_of(const gate_plugin_descriptor& plugin);

}  // namespace gate::worker
