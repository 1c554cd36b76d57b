// File and TCP rights by Landlock (https://docs.kernel.org/userspace-api/landlock.html).
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "gate/base/sandbox_plan.h"

namespace gate::child {
namespace {

// The kernel's ABI as far as it is used here; Debian 12's header ends at ABI 2.
struct RulesetAttributes {
  std::uint64_t handled_files;
  std::uint64_t handled_network;  // from ABI 4
  std::uint64_t scoped;           // from ABI 6
};
constexpr std::uint64_t kExecute = LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kWriteFile = LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadFolder = LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kTruncate = std::uint64_t{1} << 14;       // from ABI 3
constexpr std::uint64_t kDeviceControl = std::uint64_t{1} << 15;  // ioctl(2), from ABI 5
constexpr std::uint64_t kTcp = 3;                                 // bind and connect
constexpr std::uint64_t kScopes = 3;                              // abstract Unix sockets and signals

// All file rights that an ABI knows: 13 in the first, then refer (2), truncate (3), ioctl on devices (5).
std::uint64_t file_rights(int abi) {
  int count = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
  return (std::uint64_t{1} << count) - 1;
}

}  // namespace

int landlock_abi() {
  long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi < 0 ? 0 : static_cast<int>(abi);
}

bool allow_path(int ruleset, int abi, const char* path, bool writable) {
  int descriptor = open(path, O_PATH | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct stat status{};
  bool added = false;
  if (fstat(descriptor, &status) == 0) {
    std::uint64_t rights = writable ? file_rights(abi) : kExecute | kReadFile | kReadFolder;
    if (!S_ISDIR(status.st_mode)) rights &= kExecute | kReadFile | kWriteFile | kTruncate | kDeviceControl;
    landlock_path_beneath_attr rule{};
    rule.parent_fd = descriptor;
    rule.allowed_access = rights & file_rights(abi);
    added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  }
  close(descriptor);
  return added;
}

Pipe make_ruleset(const std::vector<Allowed>& allowed, bool network) {
  int abi = landlock_abi();
  if (abi == 0) return {};
  RulesetAttributes attributes{
      .handled_files = file_rights(abi), .handled_network = network ? 0 : kTcp, .scoped = kScopes};
  std::size_t size = abi >= 6 ? sizeof attributes : abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
  Pipe low(static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
  if (low.get() < 0) return {};
  Pipe ruleset(fcntl(low.get(), F_DUPFD_CLOEXEC, kFirstOwn));
  for (const Allowed& path : allowed) allow_path(ruleset.get(), abi, path.path.c_str(), path.writable);
  return ruleset;
}

}  // namespace gate::child
