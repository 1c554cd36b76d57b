#include "gate/git/worktree_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

#include "gate/base/text.h"
#include "gate/git/library.h"

namespace gate::git {
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
    if (number_ >= 0) close(number_);
  }
  int get() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

std::unexpected<Error> unreadable(const std::string& path) {
  return fail(ErrorKind::io, std::string("cannot be read: ") + std::strerror(errno), printable(to_utf8(path)));
}

// The folder that holds the last name of `path`; invalid when a part is missing, a link or no folder.
Descriptor open_parent(int root, std::string_view& path) {
  Descriptor folder(fcntl(root, F_DUPFD_CLOEXEC, 0));
  for (std::size_t slash; folder.valid() && (slash = path.find('/')) != std::string_view::npos;) {
    const std::string name(path.substr(0, slash));
    folder = Descriptor(openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    path.remove_prefix(slash + 1);
  }
  return folder;
}

Expected<WorktreeFile> read_link(int folder, const std::string& name, const std::string& path) {
  char target[PATH_MAX];
  const ssize_t length = readlinkat(folder, name.c_str(), target, sizeof target);
  if (length < 0) return unreadable(path);
  WorktreeFile file;
  file.mode = FileMode::symlink;
  file.contents.assign(target, static_cast<std::size_t>(length));
  file.size = file.contents.size();
  return file;
}

// libgit2 streams the open file through its hash.
Expected<std::string> hash_open_file(int file, const std::string& path) {
  git_oid id;
  const std::string name = "/proc/self/fd/" + std::to_string(file);
  if (git_odb_hashfile(&id, name.c_str(), GIT_OBJECT_BLOB) != 0) {
    return std::unexpected(library_error("cannot hash the file", printable(to_utf8(path))));
  }
  return hex(id);
}

Expected<WorktreeFile> read_regular(int folder, const std::string& name, const std::string& path, std::uint64_t limit) {
  const Descriptor opened(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status;
  if (!opened.valid() || fstat(opened.get(), &status) != 0) return unreadable(path);
  WorktreeFile file;
  if (!S_ISREG(status.st_mode)) {  // replaced since it was looked at
    file.special = true;
    return file;
  }
  file.mode = (status.st_mode & S_IXUSR) != 0 ? FileMode::executable : FileMode::regular;
  file.size = static_cast<std::uint64_t>(status.st_size);
  if (file.size <= limit) {
    char block[65536];
    ssize_t got;
    while ((got = read(opened.get(), block, sizeof block)) > 0 && file.contents.size() <= limit) {
      file.contents.append(block, static_cast<std::size_t>(got));
    }
    if (got < 0) return unreadable(path);
    file.size = file.contents.size();
    if (file.size <= limit) return file;
    file.contents = {};
  }
  file.oversized = true;
  auto id = hash_open_file(opened.get(), path);
  if (!id) return std::unexpected(id.error());
  file.oversized_id = std::move(*id);
  return file;
}

}  // namespace

Expected<WorktreeFile> read_worktree_file(int root, const std::string& path, std::uint64_t limit) {
  std::string_view rest = path;
  const Descriptor folder = open_parent(root, rest);
  if (!folder.valid()) return WorktreeFile{};
  const std::string name(rest);
  struct stat status;
  if (fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return WorktreeFile{};
    return unreadable(path);
  }
  if (S_ISLNK(status.st_mode)) return read_link(folder.get(), name, path);
  if (S_ISREG(status.st_mode)) return read_regular(folder.get(), name, path, limit);
  WorktreeFile other;
  if (S_ISDIR(status.st_mode)) {
    other.mode = FileMode::submodule;
  } else {
    other.special = true;
  }
  return other;
}

}  // namespace gate::git
