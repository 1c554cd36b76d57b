#include "gate/worker/session.h"

#include <algorithm>

#include "gate/base/text.h"

namespace gate::worker {
namespace {

Error named(const std::string& name, Error error) {
  error.message = "plugin " + name + ": " + error.message;
  return error;
}

}  // namespace

ProcessSpec process_spec(const SessionSpec& spec) {
  ProcessSpec process;
  process.argv = spec.argv;
  process.directory = spec.directory;
  process.environment = spec.environment;
  process.output_limit = spec.output_bytes;
  process.deadline = spec.deadline;
  SandboxSpec sandbox;
  sandbox.confine = spec.mode != SandboxMode::off;
  sandbox.required = spec.mode == SandboxMode::strict;
  sandbox.reads = spec.reads;
  if (!spec.directory.empty()) sandbox.writes = {spec.directory};
  sandbox.hidden = spec.hidden;
  sandbox.network = spec.network;
  sandbox.memory = spec.memory_bytes;
  process.sandbox = std::move(sandbox);
  return process;
}

std::vector<std::string> so_argv(const std::string& executable, const std::string& object) {
  return {executable, "--worker", "so", object};
}

Expected<Session> Session::start(const SessionSpec& spec) {
  auto child = ChildSession::start(process_spec(spec), {.line = spec.line_bytes, .output = spec.output_bytes});
  if (!child) return std::unexpected(named(spec.name, child.error()));
  return Session(spec.name, std::move(*child));
}

Expected<Json> Session::exchange(const Json& request, Deadline deadline) {
  if (failure_) return std::unexpected(*failure_);
  auto line = child_.exchange(dump_json(request), deadline);
  if (!line) return refuse(line.error());
  if (!is_utf8(*line)) return refuse({ErrorKind::parse, "its answer is not UTF-8", {}, {}});
  auto answer = parse_json(*line, "its answer");
  if (!answer) return refuse(answer.error());
  return answer;
}

Expected<void> Session::finish(Deadline deadline) {
  if (failure_) return std::unexpected(*failure_);
  auto ended = child_.finish(deadline);
  if (!ended) return refuse(ended.error());
  return {};
}

const SandboxReport& Session::sandbox() const { return child_.sandbox(); }

std::unexpected<Error> Session::refuse(Error error) {
  child_.kill();
  failure_ = named(name_, std::move(error));
  return std::unexpected(*failure_);
}

}  // namespace gate::worker
