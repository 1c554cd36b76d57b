// Between fork and exec. Only async-signal-safe calls (POSIX.1-2017, 2.4.3) and system calls, on memory that was
// prepared before: gate has other threads, and their locks do not exist in the child.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "gate/base/process.h"

namespace gate::child {

// What the child needs, made before the fork.
struct Plan {
  std::string program;
  std::vector<std::string> environment;
  std::vector<char*> argv, envp;
  const char* directory = nullptr;
  rlim_t memory = 0;
  int input = -1, output = -1, errors = -1;  // the child's ends
  int report = -1;                           // a Report is written here
  pid_t parent = 0;
};

// Keeps pointers into `spec`.
Plan make_plan(const ProcessSpec& spec, std::string program);

// What the child tells before it becomes the program, and when it cannot.
struct Report {
  enum Kind : std::int32_t { entered, refused, no_namespaces, no_program };
  Kind kind = no_program;
  std::int32_t error = 0;      // errno, of the last two
  std::uint32_t in_force = 0;  // bits of Means (sandbox_plan.h)
};
void tell(int descriptor, Report report);

// Every descriptor from `first` on closes on exec.
void close_on_exec_from(unsigned first);
void restore_signals();

// Takes the standard descriptors, folder and limits of the plan; false with errno.
bool settle(const Plan& plan);

// The program, or a Report of why not. Never returns.
[[noreturn]] void execute(const Plan& plan);

// The child of an unsupervised start.
[[noreturn]] void become(const Plan& plan);

}  // namespace gate::child
