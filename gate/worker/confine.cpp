#include "gate/worker/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace gate::worker {
namespace {

// The kernel's ABI as far as it is used here; Debian 12's header ends at ABI 2.
struct RulesetAttributes {
  std::uint64_t handled_files;
  std::uint64_t handled_network;  // from ABI 4
};
constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadFolder = LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kTcp = 3;  // bind and connect

// All file rights that an ABI knows: 13 in the first, then refer (2), truncate (3), ioctl on devices (5).
std::uint64_t file_rights(long abi) {
  int count = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
  return (std::uint64_t{1} << count) - 1;
}

bool allow(int ruleset, const std::string& path) {
  int folder = open(path.c_str(), O_PATH | O_CLOEXEC);
  if (folder < 0) return true;
  struct stat status{};
  landlock_path_beneath_attr rule{};
  rule.parent_fd = folder;
  bool known = fstat(folder, &status) == 0;
  rule.allowed_access = known && S_ISDIR(status.st_mode) ? kReadFile | kReadFolder : kReadFile;
  bool added = known && syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  close(folder);
  return added;
}

bool restrict_files(const std::vector<std::string>& reads) {
  long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return false;
  RulesetAttributes attributes{.handled_files = file_rights(abi), .handled_network = kTcp};
  std::size_t size = abi >= 4 ? sizeof attributes : sizeof attributes.handled_files;
  int ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
  if (ruleset < 0) return false;
  bool complete = true;
  for (const auto& path : reads) complete = allow(ruleset, path) && complete;
  bool holds = complete && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return holds;
}

}  // namespace

bool confine(const std::vector<std::string>& reads) {
  rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &none);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return restrict_files(reads);
}

}  // namespace gate::worker
