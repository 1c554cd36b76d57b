#include "gate/base/sandbox_enter.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gate::child {
namespace {

bool write_to(const char* path, const char* text) {
  int descriptor = ::open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  auto size = static_cast<ssize_t>(std::strlen(text));
  bool written = ::write(descriptor, text, static_cast<std::size_t>(size)) == size;
  ::close(descriptor);
  return written;
}

// user_namespaces(7): without privilege over the outer group, setgroups(2) is given up first.
bool map_identity(const SandboxPlan& plan) {
  return (write_to("/proc/self/setgroups", "deny") || errno == ENOENT) &&
         write_to("/proc/self/uid_map", plan.uid_map.c_str()) && write_to("/proc/self/gid_map", plan.gid_map.c_str());
}

// mount_setattr(2), Linux 5.12.
struct MountAttributes {
  std::uint64_t set, clear, propagation, user_namespace;
};

bool set_attributes(const char* path, unsigned flags, MountAttributes attributes) {
  constexpr long kMountSetattr = 442;
  return ::syscall(kMountSetattr, AT_FDCWD, path, flags, &attributes, sizeof attributes) == 0;
}

// Every mount, and then the writable folders as mounts of their own not.
bool make_read_only(const SandboxPlan& plan) {
  constexpr std::uint64_t kReadOnlyAttribute = 1;
  for (const std::string& path : plan.writes) {
    if (::mount(path.c_str(), path.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0 && errno != ENOENT) return false;
  }
  if (!set_attributes("/", AT_RECURSIVE, {.set = kReadOnlyAttribute})) return false;
  for (const std::string& path : plan.writes) set_attributes(path.c_str(), 0, {.clear = kReadOnlyAttribute});
  return true;
}

// Lowered, never raised.
void limit(__rlimit_resource_t resource, std::uint64_t most) {
  rlimit current{};
  if (most == 0 || ::getrlimit(resource, &current) != 0) return;
  rlim_t value = current.rlim_max < most ? current.rlim_max : most;
  rlimit lowered{value, value};
  ::setrlimit(resource, &lowered);
}

bool drop_capabilities() {
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  // Root gets on exec whatever the bounding set holds.
  bool bounded = true;
  for (unsigned long one = 0; one < 64 && ::prctl(PR_CAPBSET_READ, one, 0, 0, 0) >= 0; ++one) {
    bounded = ::prctl(PR_CAPBSET_DROP, one, 0, 0, 0) == 0 && bounded;
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  return ::syscall(SYS_capset, &header, none) == 0 && (bounded || ::geteuid() != 0);
}

bool install_filter(const SandboxPlan& plan) {
  if (plan.filter.empty()) return false;
  sock_fprog program{static_cast<unsigned short>(plan.filter.size()), const_cast<sock_filter*>(plan.filter.data())};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

bool restrict_files(const SandboxPlan& plan, int ruleset, std::uint32_t in_force) {
  if (plan.abi == 0) return false;
  // Of a /proc that shows others, Landlock itself keeps back what ptrace(2) would: environ, mem, fd.
  allow_path(ruleset, plan.abi, "/proc", false);
  if ((in_force & kOwnProc) != 0) allow_path(ruleset, plan.abi, "/dev/shm", true);
  return ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}

}  // namespace

bool enter_namespaces(const SandboxPlan& plan, unsigned long namespaces, std::uint32_t& in_force) {
  if ((namespaces & CLONE_NEWUSER) != 0 && !map_identity(plan)) return false;
  if ((namespaces & CLONE_NEWUSER) != 0) in_force |= kOwnUser;
  if ((namespaces & CLONE_NEWNET) != 0) in_force |= kOwnNetwork;
  if ((namespaces & CLONE_NEWIPC) != 0) in_force |= kOwnIpc;
  if ((namespaces & CLONE_NEWPID) != 0) in_force |= kOwnPids;
  constexpr unsigned long kPlain = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  // What is mounted here shall not show outside.
  if ((namespaces & CLONE_NEWNS) == 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return true;
  if (plan.confine && make_read_only(plan)) in_force |= kReadOnly;
  if (::mount("tmpfs", "/dev/shm", "tmpfs", kPlain, "size=64m,mode=1777") == 0 &&
      ::mount("proc", "/proc", "proc", kPlain, nullptr) == 0) {
    in_force |= kOwnProc;
  }
  return true;
}

std::uint32_t give_up_rights(const SandboxPlan& plan, int ruleset, std::uint32_t in_force) {
  // Counted by user: only in a user namespace of its own are these the child's alone. Threads count as processes.
  constexpr std::uint64_t kThreads = 8;
  if ((in_force & kOwnUser) != 0) limit(RLIMIT_NPROC, plan.processes * kThreads);
  limit(RLIMIT_FSIZE, plan.file_size);
  limit(RLIMIT_NOFILE, plan.open_files);
  if (!plan.confine) return in_force;
  if (drop_capabilities()) in_force |= kNoCapabilities;
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (restrict_files(plan, ruleset, in_force)) in_force |= kLandlock;
  if (install_filter(plan)) in_force |= kFilter;
  return in_force;
}

bool suffices(const SandboxPlan& plan, std::uint32_t in_force) {
  bool network = plan.network || (in_force & (kOwnNetwork | kFilter)) != 0;
  return !plan.required || (network && (in_force & kLandlock) != 0);
}

}  // namespace gate::child
