// The system calls that a sandboxed child does without: a classic BPF program for seccomp(2). Whatever is not named is
// allowed, since a plugin may be any program; what is named gives access past files, or widens the kernel's surface.
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

#include "gate/base/sandbox_plan.h"

namespace gate::child {

#if defined(__x86_64__) || defined(__aarch64__)
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif
constexpr std::uint32_t kForeignNumbers = 0x40000000;  // x32's
constexpr std::uint32_t kNewNamespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
                                         CLONE_NEWPID | CLONE_NEWNET | 0x80;  // CLONE_NEWTIME

// The newer system calls have one number on all processors (asm-generic/unistd.h); Debian 12's headers lack some.
enum Number : std::uint32_t {
  kPidfdGetfd = 438,
  kOpenTree = 428,
  kMoveMount = 429,
  kFsopen = 430,
  kFsconfig = 431,
  kFsmount = 432,
  kFspick = 433,
  kMountSetattr = 442,
  kQuotactlFd = 443,
  kOpenTreeAttr = 467,
  kIoUringSetup = 425,
  kIoUringEnter = 426,
  kIoUringRegister = 427,
  kClone3 = 435,
};

constexpr std::uint32_t kRefused[] = {
    // other processes
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, kPidfdGetfd,
    // mounts and roots
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, kOpenTree, kMoveMount, kFsopen, kFsconfig, kFsmount,
    kFspick, kMountSetattr, kOpenTreeAttr, SYS_swapon, SYS_swapoff, SYS_quotactl, kQuotactlFd, SYS_open_by_handle_at,
    SYS_name_to_handle_at, SYS_fanotify_init,
    // the kernel itself
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_kexec_load, SYS_kexec_file_load, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_syslog, SYS_acct, SYS_vhangup, SYS_settimeofday,
    SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname,
#if defined(__x86_64__)
    SYS_iopl, SYS_ioperm,
#endif
    // keys, and system calls by queue, which no filter sees
    SYS_keyctl, SYS_add_key, SYS_request_key, kIoUringSetup, kIoUringEnter, kIoUringRegister};

class Filter {
 public:
  std::vector<sock_filter> code;

  void load(std::size_t offset) {
    code.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  }
  void load_number() { load(offsetof(seccomp_data, nr)); }
  void load_argument(unsigned index) { load(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t)); }
  void give(std::uint32_t action) { code.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }
  static constexpr std::uint32_t error(int number) { return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(number); }
  // If what is loaded is (JEQ), is at least (JGE) or shares a bit with (JSET) `value`: `action`.
  void when(std::uint16_t test, std::uint32_t value, std::uint32_t action) {
    code.push_back(BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), value, 0, 1));
    give(action);
  }
  // The instructions that `body` adds are for system call `number` alone.
  template <class Body>
  void only_for(std::uint32_t number, Body body) {
    std::size_t jump = code.size();
    code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 0));
    body();
    code[jump].jf = static_cast<std::uint8_t>(code.size() - jump - 1);
  }
};

void restrict_sockets(Filter& filter, bool network) {
  filter.only_for(SYS_socketpair, [&] {
    filter.load_argument(0);
    filter.when(BPF_JEQ, AF_UNIX, SECCOMP_RET_ALLOW);
    filter.give(Filter::error(EACCES));
  });
  filter.only_for(SYS_socket, [&] {
    filter.load_argument(0);
    if (network) {
      for (std::uint32_t family : {AF_INET, AF_INET6, AF_NETLINK}) filter.when(BPF_JEQ, family, SECCOMP_RET_ALLOW);
    }
    filter.give(Filter::error(EACCES));
  });
}

void restrict_namespaces(Filter& filter) {
  for (std::uint32_t number : {SYS_clone, SYS_unshare}) {
    filter.only_for(number, [&] {
      filter.load_argument(0);
      filter.when(BPF_JSET, kNewNamespaces, Filter::error(EPERM));
      filter.give(SECCOMP_RET_ALLOW);
    });
  }
  // Its flags lie in memory, where a filter cannot look; the C libraries fall back to clone.
  filter.when(BPF_JEQ, kClone3, Filter::error(ENOSYS));
}

// Input pushed into a terminal is read by the shell behind it.
void restrict_terminals(Filter& filter) {
  filter.only_for(SYS_ioctl, [&] {
    filter.load_argument(1);
    filter.when(BPF_JEQ, TIOCSTI, Filter::error(EPERM));
    filter.when(BPF_JEQ, TIOCLINUX, Filter::error(EPERM));
    filter.give(SECCOMP_RET_ALLOW);
  });
}

}  // namespace

std::vector<sock_filter> make_filter(bool network) {
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
  filter.give(SECCOMP_RET_KILL_PROCESS);  // the numbers below would mean other calls
  filter.load_number();
#if defined(__x86_64__)
  filter.when(BPF_JGE, kForeignNumbers, Filter::error(ENOSYS));
#endif
  for (std::uint32_t number : kRefused) filter.when(BPF_JEQ, number, Filter::error(EPERM));
  restrict_sockets(filter, network);
  restrict_namespaces(filter);
  restrict_terminals(filter);
  filter.give(SECCOMP_RET_ALLOW);
  return std::move(filter.code);
}

#else

std::vector<sock_filter> make_filter(bool) { return {}; }

#endif

}  // namespace gate::child
