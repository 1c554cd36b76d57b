#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>

#include "gate/base/env.h"
#include "gate/base/text.h"
#include "gate/worker/confine.h"
#include "gate/worker/module.h"
#include "gate/worker/module_path.h"
#include "gate/worker/streams.h"
#include "gate/worker/worker.h"

namespace gate::worker {
namespace {

constexpr int kBadRequest = 2;
constexpr int kBadModule = 4;

Expected<std::filesystem::path> find_module(std::string_view name) {
  if (auto named = process_environment()(module_variable(name))) return std::filesystem::path(*named);
  std::error_code error;
  auto executable = std::filesystem::read_symlink("/proc/self/exe", error);
  std::string tried;
  for (const auto& candidate : module_candidates(name, executable)) {
    if (std::filesystem::exists(candidate, error)) return candidate;
    tried += (tried.empty() ? "" : ", ") + candidate.string();
  }
  return fail(ErrorKind::not_found, "the module of the " + std::string(name) + " worker is not there", tried,
              "unpack gate-" + std::string(name) +
                  "-" GATE_VERSION " over gate's folder, or build it with LLVM 19 (scripts/setup)");
}

Expected<gate_module_answer_fn> open_module(std::string_view name) {
  auto path = find_module(name);
  if (!path) return std::unexpected(path.error());
  void* library = dlopen(path->c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return fail(ErrorKind::unavailable, dlerror(), path->string(), "install the LLVM 19 libraries");
  auto version = reinterpret_cast<gate_module_version_fn>(dlsym(library, GATE_MODULE_VERSION_SYMBOL));
  auto answer = reinterpret_cast<gate_module_answer_fn>(dlsym(library, GATE_MODULE_ANSWER_SYMBOL));
  if (!version || !answer) return fail(ErrorKind::unavailable, "this is not a module of gate", path->string());
  if (std::strcmp(version(), GATE_VERSION) != 0)
    return fail(ErrorKind::unavailable, std::string("the module is of gate ") + version() + ", not " + GATE_VERSION,
                path->string(), "install gate and its modules together");
  return answer;
}

int refuse(int code, const std::string& reason) {
  std::cerr << reason << '\n';
  return code;
}

}  // namespace

int serve(std::string_view name) {
  if (!is_worker_name(name)) return refuse(kBadRequest, "there is no worker of that name");
  int out = take_stdout();
  auto answer_by = open_module(name);
  if (!answer_by) {
    bool absent = answer_by.error().kind == ErrorKind::not_found;
    return refuse(absent ? kNoModule : kBadModule, answer_by.error().text());
  }
  std::string request = read_all(STDIN_FILENO);
  if (auto reads = process_environment()(kReadsVariable)) confine(split(*reads, '\n'));
  const char* answer = (*answer_by)(request.c_str(), request.size());
  if (!answer) return refuse(kBadRequest, "the worker did not understand the request");
  bool written = write_all(out, answer) && write_all(out, "\n");
  std::fflush(nullptr);
  // The answer is out: destructors of large libraries would only cost time.
  _exit(written ? 0 : 1);
}

}  // namespace gate::worker
