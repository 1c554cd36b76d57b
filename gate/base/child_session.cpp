#include "gate/base/child_session.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <optional>

#include "gate/base/process_child.h"

namespace gate {
namespace {

// How long a child that closed a pipe may take to end, so that its end is told and not the pipe.
constexpr std::chrono::milliseconds kGrace{1000};

}  // namespace

struct ChildSession::State {
  State(std::string program, child::Running running, ChildSessionLimits with)
      : name(std::move(program)), child(std::move(running)), limits(with), sandbox(child.sandbox) {}

  Expected<std::string> exchange(std::string_view line, Deadline deadline) {
    if (failure) return std::unexpected(*failure);
    // What came since the last answer was not asked for.
    if (!unread()) return std::unexpected(*failure);
    request.assign(line);
    request += '\n';
    given = scanned = 0;
    Deadline::Clock::time_point began = Deadline::Clock::now();
    for (;;) {
      if (auto problem = over_limits()) return stop(ErrorKind::limit, *problem);
      if (given == request.size()) {
        if (auto answer = next_line()) return std::move(*answer);
      }
      if (child.over()) return last_answer();
      Deadline until = closed ? deadline.earlier(*closed) : deadline;
      if (until.expired()) return deadline.expired() ? late(began) : stop(ErrorKind::unavailable, closed_what);
      move(until);
    }
  }

  Expected<int> finish(Deadline deadline) {
    if (failure) return std::unexpected(*failure);
    request.clear();
    given = 0;
    child.input.close();
    while (!child.over() && !deadline.expired()) {
      if (auto problem = over_limits()) return stop(ErrorKind::limit, *problem);
      move(deadline);
    }
    end();
    if (!buffer.empty()) return stop(ErrorKind::parse, "wrote more than it was asked for");
    if (!ended.stopped.empty()) return stop(ErrorKind::limit, ended.stopped + " and was stopped");
    kill();
    return exit_code();
  }

  void kill() {
    if (!failure) stop(ErrorKind::internal, "has been ended");
  }

  std::string name;
  child::Running child;
  ChildSessionLimits limits;
  SandboxReport sandbox;
  std::string request, buffer;
  std::size_t given = 0, scanned = 0;
  std::uint64_t taken = 0;  // bytes of output so far
  child::Tail errors;
  child::End ended;
  bool is_over = false;
  std::optional<Deadline> closed;  // it closed a pipe: until when it is waited for
  std::string closed_what;
  std::optional<Error> failure;

 private:
  std::optional<std::string> next_line() {
    std::size_t end = buffer.find('\n', scanned);
    if (end == std::string::npos) {
      scanned = buffer.size();
      return std::nullopt;
    }
    std::string line = buffer.substr(0, end);
    buffer.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  bool unread() {
    receive();
    if (!buffer.empty()) stop(ErrorKind::parse, "wrote an answer that nobody had asked for");
    return buffer.empty();
  }

  std::optional<std::string> over_limits() const {
    if (buffer.size() > limits.line) return fmt::format("wrote a line of more than {} bytes", limits.line);
    if (taken > limits.output) return fmt::format("wrote more than {} bytes", limits.output);
    return std::nullopt;
  }

  // It may have answered before it ended.
  Expected<std::string> last_answer() {
    end();
    if (given == request.size()) {
      if (auto problem = over_limits()) return stop(ErrorKind::limit, *problem);
      if (auto answer = next_line()) return std::move(*answer);
    }
    if (!ended.stopped.empty()) return stop(ErrorKind::limit, ended.stopped + " and was stopped");
    int signal = WIFSIGNALED(ended.status) ? WTERMSIG(ended.status) : 0;
    return stop(ErrorKind::unavailable, describe_end(exit_code(), signal, errors.take()));
  }

  std::unexpected<Error> late(Deadline::Clock::time_point began) {
    std::chrono::duration<double> span = Deadline::Clock::now() - began;
    return stop(ErrorKind::limit, fmt::format("did not answer within {:.1f} s and was stopped", span.count()));
  }

  std::unexpected<Error> stop(ErrorKind kind, const std::string& what) {
    end();
    failure = Error{kind, name + " " + what, {}, {}};
    return std::unexpected(*failure);
  }

  int exit_code() const { return WIFSIGNALED(ended.status) ? 128 + WTERMSIG(ended.status) : WEXITSTATUS(ended.status); }

  // Kills, once, and takes what is left in the pipes.
  void end() {
    if (is_over) return;
    is_over = true;
    ended = child.end();
    receive();
    while (errors.take_from(child.errors)) {
    }
  }

  bool receive() {
    bool more = true;
    while (!over_limits()) {
      std::size_t before = buffer.size();
      more = child::take(child.output, buffer);
      taken += buffer.size() - before;
      if (!more) break;
    }
    return more;
  }

  void closes(child::Pipe& pipe, const char* what) {
    pipe.close();
    if (closed) return;
    closed = Deadline::in(kGrace);
    closed_what = what;
  }

  void move(Deadline deadline) {
    bool writes = given < request.size() && child.input.get() >= 0;
    auto timeout = static_cast<int>(std::min<std::int64_t>(deadline.remaining().count(), 60'000) + 1);
    pollfd waits[] = {{writes ? child.input.get() : -1, POLLOUT, 0},
                      {child.output.get(), POLLIN, 0},
                      {child.errors.get(), POLLIN, 0},
                      {child.end_descriptor(), POLLIN, 0}};
    if (::poll(waits, 4, timeout) <= 0) return;
    if (waits[0].revents != 0) {
      ssize_t written = child::give(child.input, std::string_view(request).substr(given));
      if (written < 0) closes(child.input, "closed its standard input before it had read the request");
      if (written > 0) given += static_cast<std::size_t>(written);
    }
    if (waits[1].revents != 0) take_output();
    if (waits[2].revents != 0 && !errors.take_from(child.errors)) child.errors.close();
  }

  void take_output() {
    std::size_t before = buffer.size();
    if (!child::take(child.output, buffer)) closes(child.output, "closed its standard output");
    taken += buffer.size() - before;
  }
};

ChildSession::ChildSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
ChildSession::ChildSession(ChildSession&&) noexcept = default;
ChildSession& ChildSession::operator=(ChildSession&&) noexcept = default;
ChildSession::~ChildSession() = default;

Expected<ChildSession> ChildSession::start(const ProcessSpec& spec, ChildSessionLimits limits) {
  if (spec.argv.empty() || spec.argv[0].empty()) return fail(ErrorKind::internal, "no command to run");
  if (!spec.sandbox) return fail(ErrorKind::internal, "a session without a sandbox has no sure end");
  if (spec.deadline.expired()) return fail(ErrorKind::limit, spec.argv[0] + " was not started: no time is left");
  auto running = child::start(spec);
  if (!running) return std::unexpected(running.error());
  return ChildSession(std::make_unique<State>(spec.argv[0], std::move(*running), limits));
}

Expected<std::string> ChildSession::exchange(std::string_view line, Deadline deadline) {
  return state_->exchange(line, deadline);
}

Expected<int> ChildSession::finish(Deadline deadline) { return state_->finish(deadline); }

void ChildSession::kill() { state_->kill(); }

const SandboxReport& ChildSession::sandbox() const { return state_->sandbox; }

}  // namespace gate
