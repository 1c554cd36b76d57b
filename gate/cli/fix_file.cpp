#include "gate/cli/fix_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "gate/base/text.h"

namespace gate::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

std::unexpected<Error> failed(const std::string& what, const std::string& path) {
  if (errno == ENOENT) return fail(ErrorKind::not_found, "it is not in the work tree", path);
  if (errno == ELOOP || errno == ENOTDIR) return fail(ErrorKind::usage, "a symbolic link lies on its path", path);
  return fail(ErrorKind::io, what + ": " + std::strerror(errno), path);
}

bool is_name(std::string_view part) { return !part.empty() && part != "." && part != ".." && lower(part) != ".git"; }

// The open folder that holds the last name of `path`, which is left in `name`. Every part on the way is opened by its
// name within its own folder, so that no part can lead elsewhere.
Expected<Descriptor> open_folder(const std::string& root, const std::string& path, std::string& name) {
  const auto parts = split(path, '/');
  if (!std::ranges::all_of(parts, is_name)) return fail(ErrorKind::usage, "not a path within the work tree", path);
  Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (std::size_t i = 0; folder.valid() && i + 1 < parts.size(); ++i)
    folder = Descriptor(::openat(folder.get(), parts[i].c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.valid()) return failed("its folder cannot be opened", path);
  name = parts.back();
  return folder;
}

// True when the file holds exactly `expected`.
Expected<bool> holds(int file, std::string_view expected, const std::string& path) {
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(file, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("it cannot be read", path);
    if (got == 0) return expected.empty();
    const std::string_view read(block, static_cast<std::size_t>(got));
    if (!expected.starts_with(read)) return false;
    expected.remove_prefix(read.size());
  }
}

Expected<struct stat> check(int folder, const std::string& name, std::string_view before, const std::string& path) {
  const Descriptor file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status;
  if (!file.valid() || ::fstat(file.get(), &status) != 0) return failed("it cannot be opened", path);
  if (!S_ISREG(status.st_mode)) return fail(ErrorKind::usage, "it is not a regular file", path);
  const auto same = holds(file.get(), before, path);
  if (!same) return std::unexpected(same.error());
  if (!*same)
    return fail(ErrorKind::usage, "the work tree's file is not the one of HEAD", path, "commit or stash what differs");
  return status;
}

Expected<void> write_all(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("it cannot be written", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

bool unchanged(int folder, const std::string& name, const struct stat& before) {
  struct stat now;
  return ::fstatat(folder, name.c_str(), &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_ino == before.st_ino &&
         now.st_dev == before.st_dev && now.st_size == before.st_size && now.st_mtim.tv_sec == before.st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == before.st_mtim.tv_nsec;
}

// Fills the temporary file and puts it in the place of `name`.
Expected<void> fill_and_rename(int folder, const std::string& temporary, const std::string& name,
                               const struct stat& status, std::string_view after, const std::string& path) {
  const Descriptor file(
      ::openat(folder, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return failed("a file cannot be made beside it", path);
  if (auto written = write_all(file.get(), after, path); !written) return written;
  if (::fchmod(file.get(), status.st_mode & 07777) != 0 || ::fsync(file.get()) != 0)
    return failed("it cannot be written", path);
  if (!unchanged(folder, name, status)) return fail(ErrorKind::io, "it was changed meanwhile", path);
  if (::renameat(folder, temporary.c_str(), folder, name.c_str()) != 0) return failed("it cannot be replaced", path);
  return {};
}

}  // namespace

Expected<void> replace_in_worktree(const std::string& root, const std::string& path, std::string_view before,
                                   std::string_view after, bool dry_run) {
  std::string name;
  auto folder = open_folder(root, path, name);
  if (!folder) return std::unexpected(folder.error());
  auto status = check(folder->get(), name, before, path);
  if (!status) return std::unexpected(status.error());
  if (dry_run) return {};
  const std::string temporary = ".gate-fix-" + std::to_string(::getpid());
  auto done = fill_and_rename(folder->get(), temporary, name, *status, after, path);
  if (!done) ::unlinkat(folder->get(), temporary.c_str(), 0);
  return done;
}

}  // namespace gate::cli
