// The child's own steps into its sandbox. Async-signal-safe.
#pragma once

#include <cstdint>

#include "gate/base/sandbox_plan.h"

namespace gate::child {

// In the process that clone() made with `namespaces`: identity maps, a private /proc and /dev/shm. The bits of Means
// that hold; false with errno when the user namespace cannot be set up, and its user would be nobody.
bool enter_namespaces(const SandboxPlan& plan, unsigned long namespaces, std::uint32_t& in_force);

// In the process that becomes the program: limits, then what cannot be undone. The bits that hold.
std::uint32_t give_up_rights(const SandboxPlan& plan, int ruleset, std::uint32_t in_force);

// Whether `in_force` is what a required sandbox needs.
bool suffices(const SandboxPlan& plan, std::uint32_t in_force);

}  // namespace gate::child
