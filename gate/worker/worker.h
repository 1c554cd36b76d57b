// Child processes with limits, for code that can crash, hang or eat memory on hostile input.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/base/json.h"

namespace gate::worker {

// Runs `executable --worker NAME`, writes `request` as one JSON line and reads one JSON line back. The child has a clean
// environment, no inherited descriptors, an address-space limit, and is killed with its whole process group at the
// deadline. Errors: limit (time, memory, output), unavailable (it died: signal and last stderr lines are named).
struct Call {
  std::string executable;
  std::string name;
  Json request;
  std::uint64_t memory_bytes = 0;            // 0: no limit
  std::uint64_t output_bytes = 64u << 20;
  Deadline deadline = Deadline::never();
};
Expected<Json> call(const Call& call);

// The other end: `gate --worker NAME`. Reads the request from stdin, answers on stdout; returns the exit code.
int serve(std::string_view name);

}  // namespace gate::worker
