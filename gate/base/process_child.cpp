#include "gate/base/process_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "gate/base/text.h"

namespace gate::child {

void Pipe::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

namespace {

struct Ends {
  Pipe read, write;
};

// Both ends close on exec and are above the standard three, so that dup2 onto those never meets itself.
std::optional<Ends> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Ends pipe{Pipe(ends[0]), Pipe(ends[1])};
  for (Pipe* end : {&pipe.read, &pipe.write}) {
    if (end->get() > 2) continue;
    int moved = ::fcntl(end->get(), F_DUPFD_CLOEXEC, 3);
    if (moved < 0) return std::nullopt;
    *end = Pipe(moved);
  }
  return pipe;
}

bool is_program(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

// The PATH of the child's environment, else gate's own. Relative folders are left out: they would be looked up in the
// repository under judgement.
std::string find_program(const ProcessSpec& spec) {
  const std::string& name = spec.argv[0];
  if (name.find('/') != std::string::npos) return name;
  const char* own = std::getenv("PATH");
  std::string folders = own != nullptr ? own : "/usr/local/bin:/usr/bin:/bin";
  for (const auto& [key, value] : spec.environment) {
    if (key == "PATH") folders = value;
  }
  for (const std::string& folder : split(folders, ':')) {
    if (folder.starts_with('/') && is_program(folder + "/" + name)) return folder + "/" + name;
  }
  return "";
}

// What the child needs, made before the fork.
struct Plan {
  std::string program;
  std::vector<std::string> environment;
  std::vector<char*> argv, envp;
  const char* directory = nullptr;
  rlim_t memory = 0;
  int input = -1, output = -1, errors = -1;  // the child's ends
  int report = -1;                           // errno of a failed start is written here
  pid_t parent = 0;
};

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

void close_on_exec_all() {
#if defined(SYS_close_range)
  constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC, Linux 5.11
  if (::syscall(SYS_close_range, 3u, ~0u, kCloseOnExec) == 0) return;
#endif
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  int last = static_cast<int>(limit.rlim_cur < 65536 ? limit.rlim_cur : 65536);
  for (int i = 3; i < last; ++i) ::fcntl(i, F_SETFD, FD_CLOEXEC);
}

bool set_limits(const Plan& plan) {
  rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) return false;
  rlimit memory{plan.memory, plan.memory};
  return plan.memory == 0 || ::setrlimit(RLIMIT_AS, &memory) == 0;
}

void restore_signals() {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Never returns: becomes the program, or tells `report` why not.
[[noreturn]] void become(const Plan& plan) {
  ::setpgid(0, 0);
  // If gate is killed, so is the child. Between fork and here the parent may already be gone.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != plan.parent) ::_exit(127);
  restore_signals();
  bool ready = ::dup2(plan.input, 0) >= 0 && ::dup2(plan.output, 1) >= 0 && ::dup2(plan.errors, 2) >= 0 &&
               (plan.directory == nullptr || ::chdir(plan.directory) == 0) && set_limits(plan);
  if (ready) {
    close_on_exec_all();
    ::execve(plan.program.c_str(), plan.argv.data(), plan.envp.data());
  }
  int code = errno;
  ssize_t ignored = ::write(plan.report, &code, sizeof code);
  static_cast<void>(ignored);
  ::_exit(127);
}

std::unexpected<Error> not_started(const ProcessSpec& spec, int code) {
  return fail(ErrorKind::unavailable, fmt::format("cannot start {}: {}", spec.argv[0], std::strerror(code)), {},
              code == ENOENT ? "check that it is installed and on PATH" : "");
}

// Waits until the child has become the program (the pipe closes) or has told why not (errno).
int start_failure(const Pipe& report) {
  int code = 0;
  ssize_t got;
  do {
    got = ::read(report.get(), &code, sizeof code);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof code) ? code : 0;
}

void make_non_blocking(const Pipe& pipe) { ::fcntl(pipe.get(), F_SETFL, ::fcntl(pipe.get(), F_GETFL) | O_NONBLOCK); }

int open_handle(pid_t pid) {
#if defined(SYS_pidfd_open)
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0u));
#else
  static_cast<void>(pid);
  return -1;
#endif
}

}  // namespace

Expected<Started> start(const ProcessSpec& spec) {
  std::string program = find_program(spec);
  if (program.empty()) return not_started(spec, ENOENT);
  auto input = make_pipe(), output = make_pipe(), errors = make_pipe(), report = make_pipe();
  if (!input || !output || !errors || !report) return not_started(spec, errno);
  Plan plan = make_plan(spec, std::move(program));
  plan.input = input->read.get();
  plan.output = output->write.get();
  plan.errors = errors->write.get();
  plan.report = report->write.get();

  pid_t pid = ::fork();
  if (pid < 0) return not_started(spec, errno);
  if (pid == 0) become(plan);
  ::setpgid(pid, pid);  // also here: whoever comes first, the group exists before the first kill
  report->write.close();
  if (int code = start_failure(report->read); code != 0) {
    ::waitpid(pid, nullptr, 0);
    return not_started(spec, code);
  }
  Started started{pid, std::move(input->write), std::move(output->read), std::move(errors->read),
                  Pipe(open_handle(pid))};
  for (const Pipe* pipe : {&started.input, &started.output, &started.errors}) make_non_blocking(*pipe);
  return started;
}

}  // namespace gate::child
