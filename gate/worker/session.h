// A plugin's process that speaks JSON lines: one document a line, UTF-8, a request and its answer in turn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/base/child_session.h"
#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/base/json.h"
#include "gate/base/process.h"
#include "gate/model/plugin.h"

namespace gate::worker {

struct SessionSpec {
  std::string name;               // of the plugin; every error begins with it
  std::vector<std::string> argv;  // `so_argv` for a shared object
  std::string directory;          // working directory, absolute: a private folder; it is writable
  std::vector<std::pair<std::string, std::string>> environment;
  SandboxMode mode = SandboxMode::best_effort;
  std::vector<std::string> reads;   // beyond what SandboxSpec grants always: the plugin's folder
  std::vector<std::string> hidden;  // the checkout, the home folder
  bool network = false;
  std::uint64_t memory_bytes = 2ull << 30;   // of all its processes together (SandboxSpec::memory); 0: no limit
  std::uint64_t output_bytes = 1024u << 20;  // of all its answers
  std::uint64_t line_bytes = 64u << 20;      // of one answer
  Deadline deadline = Deadline::never();     // of the start
};

// The ProcessSpec of such a child: also for plugins that run once and end (run_process).
ProcessSpec process_spec(const SessionSpec& spec);

// `executable` (gate itself) as the host of a shared object.
std::vector<std::string> so_argv(const std::string& executable, const std::string& object);

// One thread at a time. Errors as of ChildSession, all beginning with "plugin NAME"; also parse: the answer is not one
// JSON document (UTF-8, at most 1,000 levels deep). After an error the process is gone and the error stays.
class Session {
 public:
  static Expected<Session> start(const SessionSpec& spec);

  Expected<Json> exchange(const Json& request, Deadline deadline);
  // Ends the process; an error when it wrote what it was not asked for. Its exit code does not matter.
  Expected<void> finish(Deadline deadline = Deadline::in(std::chrono::seconds(2)));
  const SandboxReport& sandbox() const;

 private:
  Session(std::string name, ChildSession child) : name_(std::move(name)), child_(std::move(child)) {}
  std::unexpected<Error> refuse(Error error);

  std::string name_;
  ChildSession child_;
  std::optional<Error> failure_;
};

}  // namespace gate::worker
