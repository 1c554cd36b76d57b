#include "gate/worker/streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace gate::worker {
namespace {

// Adds what there is; false at the end.
bool read_more(int descriptor, std::string& text) {
  char buffer[1 << 16];
  ssize_t count;
  do {
    count = read(descriptor, buffer, sizeof buffer);
  } while (count < 0 && errno == EINTR);
  if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace

int take_stdout() {
  int answer = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  return answer;
}

std::string read_all(int descriptor) {
  std::string text;
  while (read_more(descriptor, text)) {
  }
  return text;
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::optional<std::string> LineReader::next() {
  std::size_t scanned = 0;
  for (;;) {
    std::size_t end = buffer_.find('\n', scanned);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    scanned = buffer_.size();
    if (!read_more(descriptor_, buffer_)) return std::nullopt;
  }
}

}  // namespace gate::worker
