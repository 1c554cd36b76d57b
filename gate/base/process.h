// Runs a child process to its end, without a shell.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate {

struct ProcessSpec {
  std::vector<std::string> argv;                                 // argv[0] is looked up in PATH when it has no '/'
  std::string directory;                                         // working directory; empty: the caller's
  std::vector<std::pair<std::string, std::string>> environment;  // the child's whole environment
  std::string input;                                             // written to stdin, then closed
  std::uint64_t output_limit = 64u << 20;                        // bytes of stdout; beyond: killed, ErrorKind::limit
  std::uint64_t memory_limit = 0;                                // bytes of address space; 0: none
  Deadline deadline = Deadline::never();
};

struct ProcessResult {
  int exit_code = 0;   // 128 + N when killed by signal N
  int signal = 0;      // N, or 0
  std::string output;  // stdout
  std::string errors;  // stderr, its last 64 KiB
};

// Starts the child in a process group of its own with no inherited descriptors, feeds and drains it, kills the whole
// group at the deadline (ErrorKind::limit). ErrorKind::unavailable when it cannot be started. A non-zero exit is a
// result.
Expected<ProcessResult> run_process(const ProcessSpec& spec);

}  // namespace gate
