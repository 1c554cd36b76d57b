// Who descends from this process, from /proc. Async-signal-safe; for a process with one thread.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace gate::child {

struct Census {
  static constexpr unsigned kMost = 16384;
  unsigned count = 0;        // of descendants, at most kMost
  std::uint64_t memory = 0;  // bytes: of each its own resident pages, and the shared ones of the one that has most
};

// `own_proc`: /proc shows this process's pid namespace, so everybody else there is a descendant. The descendants' ids
// are in descendants() until the next census.
Census take_census(bool own_proc);
const pid_t* descendants();

}  // namespace gate::child
