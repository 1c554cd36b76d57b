#include <algorithm>
#include <cstring>

#include "gate/base/env.h"
#include "gate/base/process.h"
#include "gate/base/text.h"
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

// A worker that wrote hundreds of lines before it died said the reason near the end.
constexpr std::size_t kLastLines = 3;
constexpr std::size_t kLongestLine = 300;

std::string last_lines(std::string_view errors) {
  auto lines = split_lines(errors);
  std::erase_if(lines, [](std::string_view line) { return trim(line).empty(); });
  std::string text;
  for (std::size_t i = lines.size() - std::min(lines.size(), kLastLines); i < lines.size(); ++i) {
    if (!text.empty()) text += " | ";
    text += printable(to_utf8(trim(lines[i]).substr(0, kLongestLine)));
  }
  return text;
}

std::string signal_name(int number) {
  const char* name = sigabbrev_np(number);
  return name ? std::string("SIG") + name : "signal " + std::to_string(number);
}

std::vector<std::pair<std::string, std::string>> worker_environment(const Call& call) {
  std::vector<std::pair<std::string, std::string>> variables{{"LC_ALL", "C"}};
  std::string reads;
  for (const auto& path : call.reads) reads += path + '\n';
  if (!reads.empty()) variables.emplace_back(kReadsVariable, reads);
  std::string module = module_variable(call.name);
  if (auto path = process_environment()(module)) variables.emplace_back(module, *path);
  return variables;
}

std::unexpected<Error> died(const Call& call, const ProcessResult& result) {
  std::string how = result.signal ? "was killed by " + signal_name(result.signal)
                                  : "ended with code " + std::to_string(result.exit_code);
  std::string said = last_lines(result.errors);
  return fail(ErrorKind::unavailable, "the " + call.name + " worker " + how + (said.empty() ? "" : ": " + said));
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
  if (result->exit_code == kNoModule) return fail(ErrorKind::not_found, last_lines(result->errors));
  if (result->signal || result->exit_code) return died(call, *result);
  if (result->output.empty()) return fail(ErrorKind::unavailable, "the " + call.name + " worker gave no answer");
  return parse_json(result->output, "the " + call.name + " worker's answer");
}

}  // namespace gate::worker
