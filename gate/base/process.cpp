#include "gate/base/process.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>

#include "gate/base/process_child.h"
#include "gate/base/text.h"

namespace gate {
namespace {

// gate's side of a child that runs to its end.
class Conversation {
 public:
  Conversation(const ProcessSpec& spec, child::Running running)
      : spec_(spec), child_(std::move(running)), began_(Deadline::Clock::now()) {}

  Expected<ProcessResult> run() {
    if (spec_.input.empty()) child_.input.close();
    while (!child_.over()) {
      if (spec_.deadline.expired()) return stop(fmt::format("took longer than {} and was stopped", elapsed()));
      wait_and_move();
      if (result_.output.size() > spec_.output_limit) {
        return stop(fmt::format("wrote more than {} bytes and was stopped", spec_.output_limit));
      }
    }
    child::End end = child_.end();
    // What was written before the end is still in the pipes.
    while (child::take(child_.output, result_.output) && result_.output.size() <= spec_.output_limit) {
    }
    if (result_.output.size() > spec_.output_limit) {
      return fail(ErrorKind::limit, fmt::format("{} wrote more than {} bytes", spec_.argv[0], spec_.output_limit));
    }
    if (!end.stopped.empty()) return fail(ErrorKind::limit, spec_.argv[0] + " " + end.stopped + " and was stopped");
    return result(end.status);
  }

 private:
  std::string elapsed() const {
    std::chrono::duration<double> span = Deadline::Clock::now() - began_;
    return fmt::format("{:.1f} s", span.count());
  }

  std::unexpected<Error> stop(const std::string& reason) {
    child_.end();
    return fail(ErrorKind::limit, spec_.argv[0] + " " + reason);
  }

  ProcessResult result(int status) {
    while (errors_.take_from(child_.errors)) {
    }
    result_.errors = errors_.take();
    result_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result_.exit_code = result_.signal != 0 ? 128 + result_.signal : WEXITSTATUS(status);
    result_.sandbox = std::move(child_.sandbox);
    return std::move(result_);
  }

  void wait_and_move() {
    // Without a pidfd (Linux before 5.3) the end of the child is looked for every 20 ms.
    std::int64_t longest = child_.end_descriptor() >= 0 ? 60'000 : 20;
    auto timeout = static_cast<int>(std::min<std::int64_t>(spec_.deadline.remaining().count(), longest - 1) + 1);
    pollfd waits[] = {{child_.input.get(), POLLOUT, 0},
                      {child_.output.get(), POLLIN, 0},
                      {child_.errors.get(), POLLIN, 0},
                      {child_.end_descriptor(), POLLIN, 0}};
    if (::poll(waits, 4, timeout) <= 0) return;
    if (waits[0].revents != 0) give();
    if (waits[1].revents != 0 && !child::take(child_.output, result_.output)) child_.output.close();
    if (waits[2].revents != 0 && !errors_.take_from(child_.errors)) child_.errors.close();
  }

  void give() {
    ssize_t written = child::give(child_.input, std::string_view(spec_.input).substr(given_));
    // A child that does not want its input is no error.
    given_ = written < 0 ? spec_.input.size() : given_ + static_cast<std::size_t>(written);
    if (given_ == spec_.input.size()) child_.input.close();
  }

  const ProcessSpec& spec_;
  child::Running child_;
  Deadline::Clock::time_point began_;
  ProcessResult result_;
  child::Tail errors_;
  std::size_t given_ = 0;
};

}  // namespace

Expected<ProcessResult> run_process(const ProcessSpec& spec) {
  if (spec.argv.empty() || spec.argv[0].empty()) return fail(ErrorKind::internal, "no command to run");
  if (spec.deadline.expired()) return fail(ErrorKind::limit, spec.argv[0] + " was not started: no time is left");
  auto started = child::start(spec);
  if (!started) return std::unexpected(started.error());
  return Conversation(spec, std::move(*started)).run();
}

std::string last_words(std::string_view errors) {
  // A process that wrote hundreds of lines before it died said the reason near the end.
  constexpr std::size_t kLastLines = 3;
  constexpr std::size_t kLongestLine = 300;
  auto lines = split_lines(errors);
  std::erase_if(lines, [](std::string_view line) { return trim(line).empty(); });
  std::string text;
  for (std::size_t i = lines.size() - std::min(lines.size(), kLastLines); i < lines.size(); ++i) {
    if (!text.empty()) text += " | ";
    text += printable(to_utf8(trim(lines[i]).substr(0, kLongestLine)));
  }
  return text;
}

std::string describe_end(int exit_code, int signal, std::string_view errors) {
  std::string how = "ended with code " + std::to_string(exit_code);
  if (signal != 0) {
    const char* name = sigabbrev_np(signal);
    how = "was killed by " + (name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal));
  }
  std::string said = last_words(errors);
  return said.empty() ? how : how + ": " + said;
}

}  // namespace gate
