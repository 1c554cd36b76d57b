#include "gate/evidence/coverage/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>

#include "gate/base/text.h"
#include "gate/evidence/coverage/cobertura.h"
#include "gate/evidence/coverage/lcov.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kPiece = 256u << 10;  // fits the second-level cache

// Hands out the bytes piece by piece; an empty piece is the end.
using NextPiece = std::function<Expected<std::string_view>()>;

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)), problem_(errno) {}
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Expected<struct stat> status(const std::string& name) const {
    struct stat found{};
    if (number_ < 0 && problem_ == ENOENT)
      return fail(ErrorKind::not_found, "does not exist", name, "run the tests with coverage first");
    if (number_ < 0 || ::fstat(number_, &found) != 0) return fail(ErrorKind::io, std::strerror(problem_), name);
    if (!S_ISREG(found.st_mode)) return fail(ErrorKind::io, "is not a regular file", name);
    return found;
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

bool is_xml(std::string_view start) {
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return true;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  return trim(start.substr(0, 1'024)).starts_with('<');
}

// The line (1-based) that a byte of the input is on, by reading the input again.
std::string place(const std::string& name, std::uint64_t offset, const NextPiece& again) {
  std::uint64_t line = 1, at = 0;
  for (auto piece = again(); piece && !piece->empty() && at < offset; piece = again()) {
    auto part = piece->substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(piece->size(), offset - at)));
    line += static_cast<std::uint64_t>(std::ranges::count(part, '\n'));
    at += part.size();
  }
  return name + ":" + std::to_string(line);
}

Expected<Report> read(const std::string& name, const Wanted& wanted, Deadline deadline, const NextPiece& next,
                      const std::function<NextPiece()>& restart) {
  auto piece = next();
  if (!piece) return std::unexpected(piece.error());
  if (piece->empty()) return fail(ErrorKind::parse, "is empty", name, "run the tests with coverage again");
  ReportBuilder builder(wanted);
  bool xml = is_xml(*piece);
  auto reader = xml ? cobertura_reader(builder) : lcov_reader(builder);
  std::optional<std::string> problem;
  while (piece && !piece->empty() && !problem) {
    if (deadline.expired()) return fail(ErrorKind::limit, "was not read to its end: the time is up", name);
    problem = reader->feed(*piece);
    if (!problem) piece = next();
  }
  if (!piece) return std::unexpected(piece.error());
  if (!problem) problem = reader->finish();
  if (problem) return fail(ErrorKind::parse, *problem, place(name, reader->offset(), restart()));
  if (builder.overfull())
    return fail(ErrorKind::limit, "names more than 100,000 files that could be changed ones", name);
  for (auto& record : builder.report().records) record.complete();
  return std::move(builder.report());
}

}  // namespace

Expected<Report> read_report(const std::filesystem::path& path, const std::string& name, const Wanted& wanted,
                             Deadline deadline) {
  File file(path);
  auto status = file.status(name);
  if (!status) return std::unexpected(status.error());
  auto restart = [&]() -> NextPiece {
    return [again = std::make_shared<File>(path), &name] { return again->piece(name); };
  };
  auto report = read(name, wanted, deadline, [&] { return file.piece(name); }, restart);
  if (report) report->modified = status->st_mtime;
  return report;
}

Expected<Report> parse_report(std::string_view text, const std::string& name, const Wanted& wanted) {
  auto pieces = [text]() -> NextPiece {
    return [rest = text]() mutable -> Expected<std::string_view> {
      auto piece = rest.substr(0, kPiece);
      rest.remove_prefix(piece.size());
      return piece;
    };
  };
  return read(name, wanted, Deadline::never(), pieces(), pieces);
}

}  // namespace gate::evidence
