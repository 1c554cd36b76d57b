#include "gate/base/process_child.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "gate/base/supervisor.h"

namespace gate::child {
namespace {

template <class Call>
ssize_t again(Call call) {
  ssize_t result;
  do {
    result = call();
  } while (result < 0 && errno == EINTR);
  return result;
}

int wait_for(pid_t pid) {
  int status = 0;
  again([&] { return ::waitpid(pid, &status, 0); });
  return status;
}

}  // namespace

void Pipe::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Running& Running::operator=(Running&& other) noexcept {
  std::swap(input, other.input);
  std::swap(output, other.output);
  std::swap(errors, other.errors);
  std::swap(sandbox, other.sandbox);
  std::swap(pid_, other.pid_);
  std::swap(handle_, other.handle_);
  std::swap(status_, other.status_);
  std::swap(lifeline_, other.lifeline_);
  std::swap(supervised_, other.supervised_);
  std::swap(own_pids_, other.own_pids_);
  std::swap(most_processes_, other.most_processes_);
  std::swap(most_memory_, other.most_memory_);
  return *this;
}

Running::~Running() {
  if (pid_ > 0) end();
}

bool Running::over() const {
  if (supervised_) {
    pollfd wait{status_.get(), POLLIN, 0};
    return ::poll(&wait, 1, 0) > 0;
  }
  // It stays a zombie, so that its process group's number cannot be reused before the kill.
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

End Running::end() {
  if (supervised_) return end_supervised();
  ::kill(-pid_, SIGKILL);
  return {wait_for(std::exchange(pid_, -1)), {}};
}

End Running::end_supervised() {
  constexpr int kPatience = 10'000;  // ms; a supervisor that needs longer was stopped by what it supervises
  bool ended = over();
  lifeline_.close();
  pollfd wait{status_.get(), POLLIN, 0};
  if (!ended && own_pids_) ::kill(pid_, SIGKILL);
  if (!ended && !own_pids_ && again([&] { return ::poll(&wait, 1, kPatience); }) == 0) ::kill(-pid_, SIGKILL);
  Ended last{Ended::ended, SIGKILL};
  Ended heard;
  if (again([&] { return ::read(status_.get(), &heard, sizeof heard); }) == sizeof heard) last = heard;
  wait_for(std::exchange(pid_, -1));
  status_.close();
  if (last.reason == Ended::processes) {
    return {last.status, fmt::format("had more than {} processes at a time", most_processes_)};
  }
  if (last.reason == Ended::memory) {
    return {last.status, fmt::format("used more than {} MiB of memory", most_memory_ >> 20)};
  }
  return {last.status, {}};
}

}  // namespace gate::child
