// What a child process may do: the files it can open, the network, how much memory and how many processes.
// Linux: user, network, pid, mount and ipc namespaces (namespaces(7)), Landlock
// (https://docs.kernel.org/userspace-api/landlock.html), seccomp filters (seccomp(2)), resource limits. Each is used
// where the kernel grants it, as root or not; SandboxReport says in words what came of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gate {

struct SandboxSpec {
  // false: resource limits and a clean end alone. The rest below is then not looked at but for the limits.
  bool confine = true;
  // true: unless both "no network" (where asked for) and "files restricted" are in force, the start fails
  // (ErrorKind::unavailable) and says which is missing.
  bool required = false;

  // Absolute paths of files or folders. What does not exist is passed over. The child can always read (and execute
  // from) the system's folders (/usr, /bin, /sbin, /lib*, /etc, /opt, /nix, /snap), the program itself, its interpreter
  // (`#!`), the installations that these belong to (a Python below ~/.pyenv, a node_modules), and its own /proc.
  std::vector<std::string> reads;
  // May be read and written as well. The null, zero, full and random devices always can.
  std::vector<std::string> writes;
  // Not readable even where they lie in one of the system's folders: the checkout, the home folder. An entry of `reads`
  // or `writes` that lies below one of these is readable all the same.
  std::vector<std::string> hidden;

  // Sockets of the Internet. Those of the machine (AF_UNIX by path: docker, ssh-agent, D-Bus) are never opened;
  // socketpair() always works.
  bool network = false;

  // Resident memory of all its processes together, in bytes; looked at 40 times a second, and passing it ends the
  // child; 0: no limit. ProcessSpec::memory_limit is another one: the address space of each process.
  std::uint64_t memory = 0;
  std::uint32_t processes = 256;  // at one time; passing it ends the child; 0: no limit
  std::uint64_t file_size = 1ull << 30;
  std::uint32_t open_files = 4096;

  // false: not used, as on a kernel that has none.
  bool use_namespaces = true, use_landlock = true, use_seccomp = true;
};

struct SandboxReport {
  bool no_network = false;        // the child cannot reach the Internet
  bool files_restricted = false;  // it can open nothing but what SandboxSpec says
  bool own_processes = false;     // it sees and signals its own processes alone
  std::vector<std::string> in_force;
  std::vector<std::string> missing;

  // "no network (own network namespace, no sockets by seccomp); only its own files (Landlock ABI 7); ...; missing: ..."
  std::string text() const;
};

// What this machine would grant. Runs a child that ends at once.
SandboxReport probe_sandbox();

}  // namespace gate
