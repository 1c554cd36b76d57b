#include "gate/base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "gate/base/process_child.h"

namespace gate {
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

// The parent's side of a running child.
class Conversation {
 public:
  Conversation(const ProcessSpec& spec, child::Started started)
      : spec_(spec), child_(std::move(started)), began_(Deadline::Clock::now()) {}
  ~Conversation() {
    if (!reaped_) end();
  }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  Expected<ProcessResult> run() {
    if (spec_.input.empty()) child_.input.close();
    while (!over()) {
      if (spec_.deadline.expired()) return stop(fmt::format("took longer than {} and was stopped", elapsed()));
      wait_and_move();
      if (result_.output.size() > spec_.output_limit) {
        return stop(fmt::format("wrote more than {} bytes and was stopped", spec_.output_limit));
      }
    }
    int status = end();
    // What was written before the end is still in the pipes.
    while (take(child_.output, result_.output) && result_.output.size() <= spec_.output_limit) {
    }
    if (result_.output.size() > spec_.output_limit) {
      return fail(ErrorKind::limit, fmt::format("{} wrote more than {} bytes", spec_.argv[0], spec_.output_limit));
    }
    while (take_errors()) {
    }
    if (result_.errors.size() > kErrorsKept) result_.errors.erase(0, result_.errors.size() - kErrorsKept);
    result_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result_.exit_code = result_.signal != 0 ? 128 + result_.signal : WEXITSTATUS(status);
    return std::move(result_);
  }

 private:
  std::string elapsed() const {
    std::chrono::duration<double> span = Deadline::Clock::now() - began_;
    return fmt::format("{:.1f} s", span.count());
  }

  // The child has ended. It stays a zombie, so that its process group's number cannot be reused before the kill.
  bool over() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(child_.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
  }

  // Kills what is left of the group, and takes the child's status.
  int end() {
    ::kill(-child_.pid, SIGKILL);
    int status = 0;
    while (::waitpid(child_.pid, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return status;
  }

  std::unexpected<Error> stop(const std::string& reason) {
    end();
    return fail(ErrorKind::limit, spec_.argv[0] + " " + reason);
  }

  void wait_and_move() {
    // Without a pidfd (Linux before 5.3) the end of the child is looked for every 20 ms.
    std::int64_t longest = child_.handle.get() >= 0 ? 60'000 : 20;
    auto timeout = static_cast<int>(std::min<std::int64_t>(spec_.deadline.remaining().count(), longest - 1) + 1);
    pollfd waits[] = {{child_.input.get(), POLLOUT, 0},
                      {child_.output.get(), POLLIN, 0},
                      {child_.errors.get(), POLLIN, 0},
                      {child_.handle.get(), POLLIN, 0}};
    if (::poll(waits, 4, timeout) <= 0) return;
    if (waits[0].revents != 0) give();
    if (waits[1].revents != 0 && !take(child_.output, result_.output)) child_.output.close();
    if (waits[2].revents != 0 && !take_errors()) child_.errors.close();
  }

  void give() {
    PipeSignalGuard guard;
    ssize_t written = ::write(child_.input.get(), spec_.input.data() + given_, spec_.input.size() - given_);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) return;
    // A child that does not want its input is no error.
    given_ = written < 0 ? spec_.input.size() : given_ + static_cast<std::size_t>(written);
    if (given_ == spec_.input.size()) child_.input.close();
  }

  // Reads what is there; false at the end of the pipe, or when nothing is there any more.
  static bool take(const child::Pipe& pipe, std::string& into) {
    char buffer[65536];
    ssize_t got = pipe.get() < 0 ? 0 : ::read(pipe.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    into.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  bool take_errors() {
    if (!take(child_.errors, result_.errors)) return false;
    if (result_.errors.size() > 2 * kErrorsKept) result_.errors.erase(0, result_.errors.size() - kErrorsKept);
    return true;
  }

  const ProcessSpec& spec_;
  child::Started child_;
  Deadline::Clock::time_point began_;
  ProcessResult result_;
  std::size_t given_ = 0;
  bool reaped_ = false;
};

}  // namespace

Expected<ProcessResult> run_process(const ProcessSpec& spec) {
  if (spec.argv.empty() || spec.argv[0].empty()) return fail(ErrorKind::internal, "no command to run");
  if (spec.deadline.expired()) return fail(ErrorKind::limit, spec.argv[0] + " was not started: no time is left");
  auto started = child::start(spec);
  if (!started) return std::unexpected(started.error());
  return Conversation(spec, std::move(*started)).run();
}

}  // namespace gate
