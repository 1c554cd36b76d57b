// Gives up what a worker does not need, from inside the worker and for good.
#pragma once

#include <string>
#include <vector>

namespace gate::worker {

// No new privileges, no core dumps, no files written. Where the kernel has Landlock (Linux 5.13 and later,
// https://docs.kernel.org/userspace-api/landlock.html) files can be opened only below `reads`, and TCP (from ABI 4) not
// at all; elsewhere these two are left as they are. Paths that do not exist are passed over. Returns true when Landlock
// holds.
bool confine(const std::vector<std::string>& reads);

}  // namespace gate::worker
