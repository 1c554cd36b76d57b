// The process between gate and a sandboxed child. It starts the program, watches over what descends from it, and kills
// all of that when the program ends, when a limit is passed and when gate closes the lifeline or dies. Where pid
// namespaces are to be had it is the first process of one, so that the kernel itself kills the rest; elsewhere it is
// the reaper of orphans (PR_SET_CHILD_SUBREAPER) and looks for descendants in /proc.
#pragma once

#include <cstdint>

#include "gate/base/process_exec.h"
#include "gate/base/sandbox_plan.h"

namespace gate::child {

// Its last word.
struct Ended {
  enum Reason : std::int32_t { ended, processes, memory };
  Reason reason = ended;
  std::int32_t status = 0;  // of the program, as of wait(2)
};

struct SupervisorPlan {
  Plan& plan;  // its descriptors are renumbered, in the child's copy
  const SandboxPlan& sandbox;
  unsigned long namespaces = 0;  // CLONE_NEW* that it was cloned with
  int lifeline = -1, status = -1;
};

// Called in the process that clone() made. Async-signal-safe.
[[noreturn]] void supervise(const SupervisorPlan& plan);

}  // namespace gate::child
