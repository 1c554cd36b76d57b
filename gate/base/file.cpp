#include "gate/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace gate {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  // Closes now; false when the kernel reports a write error only here.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

std::unexpected<Error> system_failure(int code, std::string_view doing, const fs::path& path) {
  ErrorKind kind = code == ENOENT || code == ENOTDIR ? ErrorKind::not_found : ErrorKind::io;
  std::string remedy;
  if (code == ENOSPC || code == EDQUOT) remedy = "free some space or choose another place";
  if (code == EACCES || code == EPERM || code == EROFS) remedy = "check the permissions of the file and its folder";
  if (code == ENOSPC) return fail(kind, fmt::format("{}: the disk is full", doing), path.string(), remedy);
  return fail(kind, fmt::format("{}: {}", doing, std::strerror(code)), path.string(), remedy);
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Expected<std::string> read_all(int descriptor, const fs::path& path, std::uint64_t size, std::uint64_t limit) {
  std::string text;
  // One byte beyond the size tells the end; files that grow or tell no size (/proc) are read on in steps.
  text.resize(static_cast<std::size_t>(std::min(size, limit)) + 1);
  std::size_t used = 0;
  for (;;) {
    ssize_t got = ::read(descriptor, text.data() + used, text.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(errno, "cannot read", path);
    used += static_cast<std::size_t>(got);
    if (used > limit) return fail(ErrorKind::limit, fmt::format("larger than {} bytes", limit), path.string());
    if (got == 0) break;
    if (used == text.size()) text.resize(text.size() * 2 + 4096);
  }
  text.resize(used);
  return text;
}

std::optional<Error> not_a_file(const struct stat& info, const fs::path& path) {
  if (S_ISREG(info.st_mode)) return std::nullopt;
  std::string what = S_ISDIR(info.st_mode) ? "is a folder, not a file" : "is not a regular file";
  return Error{ErrorKind::io, what, path.string(), {}};
}

// Devices and pipes (/dev/stdout) cannot be replaced by a rename: they are written to.
Expected<void> write_in_place(const fs::path& path, std::string_view text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0 || !write_all(file.get(), text) || !file.close())
    return system_failure(errno, "cannot write", path);
  return {};
}

Expected<void> write_and_rename(const fs::path& target, mode_t mode, std::string_view text) {
  static std::atomic<unsigned> counter{0};
  fs::path temporary = target;
  temporary += fmt::format(".{}-{}.tmp", ::getpid(), counter.fetch_add(1));
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) return system_failure(errno, "cannot write", target);
  bool done = write_all(file.get(), text) && (mode == 0 || ::fchmod(file.get(), mode) == 0) &&
              ::fsync(file.get()) == 0 && file.close() && ::rename(temporary.c_str(), target.c_str()) == 0;
  if (done) return {};
  int code = errno;
  ::unlink(temporary.c_str());
  return system_failure(code, "cannot write", target);
}

void sync_folder(const fs::path& folder) {
  Descriptor handle(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Only makes the rename durable sooner; some file systems cannot, and the text is complete either way.
  if (handle.get() >= 0) static_cast<void>(::fsync(handle.get()));
}

}  // namespace

Expected<std::string> read_file(const fs::path& path, std::uint64_t limit) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return system_failure(errno, "cannot read", path);
  if (auto error = not_a_file(info, path)) return std::unexpected(*error);
  // Between the two looks it may have become a FIFO: O_NONBLOCK keeps open() from waiting for a writer.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0 || ::fstat(file.get(), &info) != 0) return system_failure(errno, "cannot read", path);
  if (auto error = not_a_file(info, path)) return std::unexpected(*error);
  return read_all(file.get(), path, static_cast<std::uint64_t>(info.st_size), limit);
}

Expected<void> write_file(const fs::path& path, std::string_view text) {
  struct stat info;
  bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return fail(ErrorKind::io, "is a folder, not a file", path.string());
  if (exists && !S_ISREG(info.st_mode)) return write_in_place(path, text);
  std::error_code ignored;
  fs::path target = fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored) : path;
  if (target.empty()) target = path;
  auto written = write_and_rename(target, exists ? info.st_mode & 07777 : 0, text);
  if (written) sync_folder(target.parent_path());
  return written;
}

}  // namespace gate
