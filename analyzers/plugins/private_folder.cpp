#include "analyzers/plugins/private_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include "analyzers/plugins/program.h"
#include "gate/base/text.h"

namespace gate::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "gate-run-";
constexpr std::time_t kOldSeconds = 3600;
constexpr const char* kSharedMemory = "/dev/shm";  // a sandbox has one of its own

// Empties folders by moving each inner folder up into `top` before its turn comes, so that paths stay short and one
// descriptor is enough however deep a child has nested.
class Remover {
 public:
  explicit Remover(int top) : top_(top) {}

  bool run() {
    if (!empty(::dup(top_))) return false;
    while (!waiting_.empty()) {
      std::string name = std::move(waiting_.back());
      waiting_.pop_back();
      bool emptied = empty(::openat(top_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!emptied || ::unlinkat(top_, name.c_str(), AT_REMOVEDIR) != 0) return false;
    }
    return true;
  }

 private:
  // Takes the descriptor.
  bool empty(int folder) {
    if (folder < 0) return false;
    DIR* stream = ::fdopendir(folder);
    if (stream == nullptr) {
      ::close(folder);
      return false;
    }
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(stream)) {
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    bool done = true;
    for (const std::string& name : names) done = remove(folder, name) && done;
    ::closedir(stream);
    return done;
  }

  bool remove(int folder, const std::string& name) {
    struct stat status{};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return false;
    if (!S_ISDIR(status.st_mode)) return ::unlinkat(folder, name.c_str(), 0) == 0;
    if (::fchmodat(folder, name.c_str(), 0700, 0) != 0) return false;
    std::string moved = fmt::format(".removing-{}", next_++);
    if (::renameat(folder, name.c_str(), top_, moved.c_str()) != 0) return false;
    waiting_.push_back(std::move(moved));
    return true;
  }

  int top_;
  std::vector<std::string> waiting_;
  std::uint64_t next_ = 0;
};

// Held by a process as long as it lives, whatever ends it (flock(2)).
int locked(const std::string& path) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

// A folder that is being made has no lock yet: only old ones are looked at.
bool is_old_and_own(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
         std::time(nullptr) - status.st_mtime > kOldSeconds;
}

void remove_leftovers(const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
    std::string path = entry->path().string();
    if (!entry->path().filename().string().starts_with(kPrefix) || !is_old_and_own(path)) continue;
    int lock = locked(path);
    if (lock < 0) continue;
    remove_private_folder(path);
    ::close(lock);
  }
}

}  // namespace

Expected<PrivateFolder> PrivateFolder::make(const Environment& env) {
  const std::string named = env("TMPDIR").value_or("");
  std::error_code error;
  fs::path real = fs::canonical(named, error);
  const bool fits = !error && named.starts_with('/') && fs::is_directory(real, error);
  if (!fits || lies_in(real.string(), kSharedMemory)) real = fs::canonical("/tmp", error);
  if (error) return fail(ErrorKind::io, "there is no temporary folder", "/tmp", "set TMPDIR");
  remove_leftovers(real);
  std::string path = (real / (std::string(kPrefix) + "XXXXXX")).string();
  if (::mkdtemp(path.data()) == nullptr)
    return fail(ErrorKind::io, fmt::format("cannot make a private folder: {}", std::strerror(errno)), printable(path),
                "set TMPDIR to a folder that can be written to");
  int lock = locked(path);
  return PrivateFolder(std::move(path), lock);
}

PrivateFolder::~PrivateFolder() {
  if (!path_.empty()) remove_private_folder(path_);
  if (lock_ >= 0) ::close(lock_);
}

bool remove_private_folder(const std::string& path) {
  int top = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (top < 0) return errno == ENOENT;
  bool emptied = ::fchmod(top, 0700) == 0 && Remover(top).run();
  ::close(top);
  return emptied && ::rmdir(path.c_str()) == 0;
}

}  // namespace gate::plugins
