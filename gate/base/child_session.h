// A child process that stays and is talked with, line by line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/base/process.h"

namespace gate {

struct ChildSessionLimits {
  std::uint64_t line = 64u << 20;      // bytes of one line that the child writes
  std::uint64_t output = 1024u << 20;  // bytes of all of them
};

// Used by one thread at a time; may move between threads. gate writes and reads at once without blocking, so a child
// that does not read, reads slowly or writes without end is met by the deadline and the limits. After an error the
// child and everything that it started is gone, and every further call returns that error.
//
// Errors: limit (deadline, line, output, a limit of the sandbox), unavailable (not started, or it ended: exit code or
// signal and the last lines of stderr are named), parse (it wrote when it was not asked).
class ChildSession {
 public:
  // `spec.sandbox` is needed (SandboxSpec{.confine = false} for none): it is what makes the end sure. `spec.input` and
  // `spec.output_limit` are not used; `spec.deadline` is that of the start.
  static Expected<ChildSession> start(const ProcessSpec& spec, ChildSessionLimits limits = {});

  ChildSession(ChildSession&&) noexcept;
  ChildSession& operator=(ChildSession&&) noexcept;
  ~ChildSession();  // kills

  // Writes `line`, which holds no newline, and returns the next line of the child without its newline (and '\r').
  Expected<std::string> exchange(std::string_view line, Deadline deadline);

  // Closes the child's stdin and waits for its end; kills it at the deadline, which is no error: it has answered
  // everything. What is left of it is killed. Returns the exit code (128 + N for signal N).
  Expected<int> finish(Deadline deadline);

  // Ends it at once; every further call is an error.
  void kill();

  const SandboxReport& sandbox() const;

 private:
  struct State;
  explicit ChildSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gate
