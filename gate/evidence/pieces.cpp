#include "gate/evidence/pieces.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kPiece = 256u << 10;  // fits the second-level cache

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)), problem_(errno) {}
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Expected<std::int64_t> modified(const std::string& name) const {
    struct stat found{};
    if (number_ < 0 && problem_ == ENOENT) return fail(ErrorKind::not_found, "does not exist", name);
    if (number_ < 0) return fail(ErrorKind::io, std::strerror(problem_), name);
    if (::fstat(number_, &found) != 0) return fail(ErrorKind::io, std::strerror(errno), name);
    if (!S_ISREG(found.st_mode)) return fail(ErrorKind::io, "is not a regular file", name);
    return found.st_mtime;
  }

  Expected<std::string_view> piece(const std::string& name) {
    if (buffer_.empty()) buffer_.resize(kPiece);
    for (;;) {
      ssize_t got = ::read(number_, buffer_.data(), buffer_.size());
      if (got >= 0) return std::string_view(buffer_).substr(0, static_cast<std::size_t>(got));
      if (errno != EINTR) return fail(ErrorKind::io, std::strerror(errno), name);
    }
  }

 private:
  int number_;
  int problem_;
  std::string buffer_;
};

}  // namespace

std::string Pieces::place(std::uint64_t offset) const {
  std::uint64_t line = 1, at = 0;
  NextPiece next = from_start();
  for (auto piece = next(); piece && !piece->empty() && at < offset; piece = next()) {
    auto part = piece->substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(piece->size(), offset - at)));
    line += static_cast<std::uint64_t>(std::ranges::count(part, '\n'));
    at += part.size();
  }
  return name + ":" + std::to_string(line);
}

Expected<Pieces> file_pieces(const std::filesystem::path& path, const std::string& name) {
  auto modified = File(path).modified(name);
  if (!modified) return std::unexpected(modified.error());
  auto from_start = [path, name]() -> NextPiece {
    return [file = std::make_shared<File>(path), name]() -> Expected<std::string_view> {
      if (auto usable = file->modified(name); !usable) return std::unexpected(usable.error());
      return file->piece(name);
    };
  };
  return Pieces{name, from_start, *modified};
}

Pieces text_pieces(std::string_view text, const std::string& name) {
  auto from_start = [text]() -> NextPiece {
    return [rest = text]() mutable -> Expected<std::string_view> {
      auto piece = rest.substr(0, kPiece);
      rest.remove_prefix(piece.size());
      return piece;
    };
  };
  return {name, from_start, 0};
}

bool is_xml(std::string_view start) {
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return true;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  return trim(start.substr(0, 1'024)).starts_with('<');
}

}  // namespace gate::evidence
