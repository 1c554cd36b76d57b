#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "gate/base/process_child.h"

namespace gate::child {
namespace {

constexpr std::size_t kErrorsKept = 64u << 10;

// Keeps a write to a closed pipe from killing gate: SIGPIPE is blocked on this thread, and one that it raised is taken
// back before the mask is restored.
class PipeSignalGuard {
 public:
  PipeSignalGuard() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &old_);
  }
  ~PipeSignalGuard() {
    timespec none{0, 0};
    if (!was_pending_) {
      while (sigtimedwait(&pipe_, nullptr, &none) < 0 && errno == EINTR) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &old_, nullptr);
  }
  PipeSignalGuard(const PipeSignalGuard&) = delete;
  PipeSignalGuard& operator=(const PipeSignalGuard&) = delete;

 private:
  sigset_t pipe_, old_;
  bool was_pending_;
};

}  // namespace

bool take(const Pipe& pipe, std::string& into) {
  char buffer[65536];
  ssize_t got = pipe.get() < 0 ? 0 : ::read(pipe.get(), buffer, sizeof buffer);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  into.append(buffer, static_cast<std::size_t>(got));
  return true;
}

ssize_t give(const Pipe& pipe, std::string_view text) {
  PipeSignalGuard guard;
  ssize_t written = ::write(pipe.get(), text.data(), text.size());
  return written < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : written;
}

bool Tail::take_from(const Pipe& pipe) {
  if (!child::take(pipe, text_)) return false;
  if (text_.size() > 2 * kErrorsKept) text_.erase(0, text_.size() - kErrorsKept);
  return true;
}

std::string Tail::take() {
  if (text_.size() > kErrorsKept) text_.erase(0, text_.size() - kErrorsKept);
  return std::move(text_);
}

}  // namespace gate::child
