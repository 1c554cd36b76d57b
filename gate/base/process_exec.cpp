#include "gate/base/process_exec.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace gate::child {

Plan make_plan(const ProcessSpec& spec, std::string program) {
  Plan plan;
  plan.program = std::move(program);
  for (const auto& [key, value] : spec.environment) plan.environment.push_back(key + "=" + value);
  for (const std::string& word : spec.argv) plan.argv.push_back(const_cast<char*>(word.c_str()));
  for (const std::string& pair : plan.environment) plan.envp.push_back(const_cast<char*>(pair.c_str()));
  plan.argv.push_back(nullptr);
  plan.envp.push_back(nullptr);
  if (!spec.directory.empty()) plan.directory = spec.directory.c_str();
  plan.memory = spec.memory_limit;
  plan.parent = ::getpid();
  return plan;
}

void tell(int descriptor, Report report) {
  ssize_t ignored = ::write(descriptor, &report, sizeof report);
  static_cast<void>(ignored);
}

void close_on_exec_from(unsigned first) {
#if defined(SYS_close_range)
  constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC, Linux 5.11
  if (::syscall(SYS_close_range, first, ~0u, kCloseOnExec) == 0) return;
#endif
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  int last = static_cast<int>(limit.rlim_cur < 65536 ? limit.rlim_cur : 65536);
  for (int i = static_cast<int>(first); i < last; ++i) ::fcntl(i, F_SETFD, FD_CLOEXEC);
}

void restore_signals() {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool settle(const Plan& plan) {
  rlimit none{0, 0};
  rlimit memory{plan.memory, plan.memory};
  return ::dup2(plan.input, 0) >= 0 && ::dup2(plan.output, 1) >= 0 && ::dup2(plan.errors, 2) >= 0 &&
         (plan.directory == nullptr || ::chdir(plan.directory) == 0) && ::setrlimit(RLIMIT_CORE, &none) == 0 &&
         (plan.memory == 0 || ::setrlimit(RLIMIT_AS, &memory) == 0);
}

void execute(const Plan& plan) {
  ::execve(plan.program.c_str(), plan.argv.data(), plan.envp.data());
  tell(plan.report, {.kind = Report::no_program, .error = errno});
  ::_exit(127);
}

void become(const Plan& plan) {
  ::setpgid(0, 0);
  // If gate is killed, so is the child. Between fork and here the parent may already be gone.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != plan.parent) ::_exit(127);
  restore_signals();
  if (!settle(plan)) {
    tell(plan.report, {.kind = Report::no_program, .error = errno});
    ::_exit(127);
  }
  close_on_exec_from(3);
  execute(plan);
}

}  // namespace gate::child
