#include "gate/evidence/tests/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>

#include "gate/base/text.h"

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

  Expected<void> check(const std::string& name) const {
    struct stat found{};
    if (number_ < 0 || ::fstat(number_, &found) != 0)
      return fail(problem_ == ENOENT ? ErrorKind::not_found : ErrorKind::io, std::strerror(problem_), name);
    if (!S_ISREG(found.st_mode)) return fail(ErrorKind::io, "is not a regular file", name);
    return {};
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
  return trim(start).starts_with('<');
}

bool is_tap_line(std::string_view line) {
  line = trim(line);
  auto follows = [&](std::string_view word) {
    return line.starts_with(word) && (line.size() == word.size() || line[word.size()] == ' ');
  };
  return line.starts_with("TAP version ") || follows("ok") || follows("not ok") || line.starts_with("Bail out!") ||
         (line.size() > 3 && line.starts_with("1..") && line[3] >= '0' && line[3] <= '9');
}

// Tools write words of their own before both line formats, so the first line that is of one of them decides.
std::unique_ptr<TestReader> reader_for(std::string_view start, TestReport& report) {
  if (is_xml(start)) return xml_test_reader(report);
  for (auto line : split_lines(start)) {
    if (trim(line).starts_with('{') && line.find("\"Action\"") != std::string_view::npos) return go_test_reader(report);
    if (is_tap_line(line)) return tap_reader(report);
  }
  return nullptr;
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

Expected<TestReport> read(const std::string& name, Deadline deadline, const NextPiece& next,
                          const std::function<NextPiece()>& restart) {
  auto piece = next();
  if (!piece) return std::unexpected(piece.error());
  if (trim(*piece).empty())
    return fail(ErrorKind::not_found, "is empty: no test was reported", name, "run the tests again");
  TestReport report;
  auto reader = reader_for(*piece, report);
  if (reader == nullptr)
    return fail(ErrorKind::parse, "is no test report that gate reads", name,
                "it reads JUnit XML, CTest's XML, `go test -json` and TAP");
  std::optional<std::string> problem;
  while (piece && !piece->empty() && !problem) {
    if (deadline.expired()) return fail(ErrorKind::limit, "was not read to its end: the time is up", name);
    problem = reader->feed(*piece);
    if (!problem) piece = next();
  }
  if (!piece) return std::unexpected(piece.error());
  if (!problem) problem = reader->finish();
  if (problem) return fail(ErrorKind::parse, *problem, place(name, reader->offset(), restart()));
  if (report.overfull()) return fail(ErrorKind::limit, "tells of more than 500,000 tests", name);
  return report;
}

}  // namespace

Expected<TestReport> read_test_report(const std::filesystem::path& path, const std::string& name, Deadline deadline) {
  File file(path);
  if (auto usable = file.check(name); !usable) return std::unexpected(usable.error());
  auto restart = [&]() -> NextPiece {
    return [again = std::make_shared<File>(path), &name] { return again->piece(name); };
  };
  return read(name, deadline, [&] { return file.piece(name); }, restart);
}

Expected<TestReport> parse_test_report(std::string_view text, const std::string& name) {
  auto pieces = [text]() -> NextPiece {
    return [rest = text]() mutable -> Expected<std::string_view> {
      auto piece = rest.substr(0, kPiece);
      rest.remove_prefix(piece.size());
      return piece;
    };
  };
  return read(name, Deadline::never(), pieces(), pieces);
}

}  // namespace gate::evidence
