// Child processes without a shell: one that runs to its end, and one that is talked with (child_session.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/base/sandbox.h"

namespace gate {

struct ProcessSpec {
  std::vector<std::string> argv;                                 // argv[0] is looked up in PATH when it has no '/'
  std::string directory;                                         // working directory; empty: the caller's
  std::vector<std::pair<std::string, std::string>> environment;  // the child's whole environment
  std::string input;                                             // written to stdin, then closed
  std::uint64_t output_limit = 64u << 20;                        // bytes of stdout; beyond: killed, ErrorKind::limit
  std::uint64_t memory_limit = 0;                                // bytes of address space; 0: none
  Deadline deadline = Deadline::never();
  // With a sandbox, a supervisor of gate's stands between gate and the child: when the child ends, when gate stops
  // waiting and when gate itself ends, every process that descends from the child is killed, whatever it did to get
  // away (setsid, double forks, ignored signals). Without: its process group is.
  std::optional<SandboxSpec> sandbox;
};

struct ProcessResult {
  int exit_code = 0;      // 128 + N when killed by signal N
  int signal = 0;         // N, or 0
  std::string output;     // stdout
  std::string errors;     // stderr, its last 64 KiB
  SandboxReport sandbox;  // empty without one
};

// Starts the child in a process group of its own with no inherited descriptors, feeds and drains it, kills the whole
// group at the deadline (ErrorKind::limit). ErrorKind::unavailable when it cannot be started. A non-zero exit is a
// result. A child that passes a limit of its sandbox is ErrorKind::limit.
Expected<ProcessResult> run_process(const ProcessSpec& spec);

// "was killed by SIGABRT: first | out of memory", "ended with code 5": how a child ended and its last words.
std::string describe_end(int exit_code, int signal, std::string_view errors);
// The last three lines of `errors` that are not empty, made printable.
std::string last_words(std::string_view errors);

}  // namespace gate
