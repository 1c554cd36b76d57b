// Child processes with limits, for code that can crash, hang or eat memory on hostile input.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/base/json.h"

namespace gate::worker {

// Runs `executable --worker NAME`, writes `request` as one JSON line and reads one JSON line back. The child has a
// clean environment, no inherited descriptors, an address-space limit, and is killed with its whole process group at
// the deadline. With `reads`, it can open files only below these absolute paths and speak no TCP, where the kernel can
// enforce that (confine.h). Safe on any thread. Errors: limit (time, output), unavailable (it died: the signal and the
// last stderr lines are named; exhausted memory is one way to die), parse (the answer is not JSON), not_found (gate was
// built without that worker).
struct Call {
  std::string executable;
  std::string name;
  Json request;
  std::uint64_t memory_bytes = 0;  // 0: no limit
  std::uint64_t output_bytes = 64u << 20;
  Deadline deadline = Deadline::never();
  std::vector<std::string> reads;  // empty: no restriction
};
Expected<Json> call(const Call& call);

// The other end: `gate --worker NAME`. Reads the request from stdin, answers on stdout by the module gate_NAME.so
// (module.h); returns the exit code, after a sentence on stderr when it is not 0.
int serve(std::string_view name);

// `gate --worker so PATH`: loads the shared object (plugins/gate_plugin.h) and speaks the process protocol for it until
// stdin ends. Does not return: ends the process with 0, or with 1 after a sentence on stderr. The object's code runs in
// this process, so this is started by a Session (session.h).
[[noreturn]] void serve_object(const std::string& path);

}  // namespace gate::worker
