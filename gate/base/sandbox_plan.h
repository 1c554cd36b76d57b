// The parts of a sandbox, prepared by gate before the fork (plain memory and descriptors) and entered by the child with
// system calls alone. Part of process_child.cpp and supervisor.cpp.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <string>
#include <vector>

#include "gate/base/process_child.h"
#include "gate/base/sandbox.h"

namespace gate::child {

// What is in force, as bits of Report::in_force.
enum Means : std::uint32_t {
  kOwnNetwork = 1,  // a network namespace, with nothing in it
  kOwnPids = 2,     // a pid namespace
  kOwnProc = 4,     // /proc shows that namespace alone
  kOwnIpc = 8,      // System V and POSIX queues
  kLandlock = 16,   // files
  kFilter = 32,     // seccomp
  kNoCapabilities = 64,
  kReadOnly = 128,  // every file system but what may be written
  kOwnUser = 256,   // a user namespace
};

// Paths with rights.
struct Allowed {
  std::string path;
  bool writable = false;
};

// What SandboxSpec grants always plus `reads` and `writes`, without what is `hidden`; existing paths only. `program` is
// the resolved program, `path` the child's PATH.
std::vector<Allowed> allowed_paths(const SandboxSpec& spec, const std::string& program, const std::string& path);

// The folders and files that running `program` needs besides the system's: itself, the installation that it belongs to,
// and those of its interpreters.
std::vector<std::string> program_paths(const std::string& program, const std::string& path);

// Landlock's ABI number on this kernel; 0: none.
int landlock_abi();
// A ruleset with `allowed`, restricting TCP too unless `network`; no descriptor when the kernel has none.
Pipe make_ruleset(const std::vector<Allowed>& allowed, bool network);
// One more path; async-signal-safe.
bool allow_path(int ruleset, int abi, const char* path, bool writable);

// The seccomp filter; empty where this processor has none written.
std::vector<sock_filter> make_filter(bool network);

struct SandboxPlan {
  bool confine = false, required = false, network = false;
  int abi = 0;
  Pipe ruleset;
  std::vector<sock_filter> filter;
  std::string uid_map, gid_map;  // for a user namespace
  std::vector<std::string> writes;
  std::uint64_t memory = 0, file_size = 0, open_files = 0;
  std::uint32_t processes = 0;
};
SandboxPlan make_sandbox(const SandboxSpec& spec, const std::string& program, const std::string& path);

// The words for `in_force`.
SandboxReport describe(const SandboxPlan& plan, std::uint32_t in_force);

}  // namespace gate::child
