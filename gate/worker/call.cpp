#include "gate/base/env.h"
#include "gate/base/process.h"
#include "gate/worker/module_path.h"
#include "gate/worker/worker.h"

#if defined(__SANITIZE_ADDRESS__)
#define GATE_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GATE_SHADOW_MEMORY 1
#endif
#endif

namespace gate::worker {
namespace {

#ifdef GATE_SHADOW_MEMORY
// The address sanitizer reserves terabytes of addresses: under it no limit can be set.
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif

std::vector<std::pair<std::string, std::string>> worker_environment(const Call& call) {
  std::vector<std::pair<std::string, std::string>> variables{{"LC_ALL", "C"}};
  std::string reads;
  for (const auto& path : call.reads) reads += path + '\n';
  if (!reads.empty()) variables.emplace_back(kReadsVariable, reads);
  std::string module = module_variable(call.name);
  if (auto path = process_environment()(module)) variables.emplace_back(module, *path);
  return variables;
}

}  // namespace

Expected<Json> call(const Call& call) {
  ProcessSpec spec;
  spec.argv = {call.executable, "--worker", call.name};
  spec.environment = worker_environment(call);
  spec.input = dump_json(call.request) + "\n";
  spec.output_limit = call.output_bytes;
  spec.memory_limit = kLimitMemory ? call.memory_bytes : 0;
  spec.deadline = call.deadline;
  auto result = run_process(spec);
  if (!result) {
    Error error = result.error();
    error.message = "the " + call.name + " worker: " + error.message;
    return std::unexpected(std::move(error));
  }
  if (result->exit_code == kNoModule) return fail(ErrorKind::not_found, last_words(result->errors));
  if (result->exit_code != 0) {
    std::string how = describe_end(result->exit_code, result->signal, result->errors);
    return fail(ErrorKind::unavailable, "the " + call.name + " worker " + how);
  }
  if (result->output.empty()) return fail(ErrorKind::unavailable, "the " + call.name + " worker gave no answer");
  return parse_json(result->output, "the " + call.name + " worker's answer");
}

}  // namespace gate::worker
