#include "gate/base/process_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "gate/base/process_exec.h"
#include "gate/base/sandbox_plan.h"
#include "gate/base/supervisor.h"
#include "gate/base/text.h"

namespace gate::child {
namespace {

struct Ends {
  Pipe read, write;
};

// Both ends close on exec.
std::optional<Ends> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Ends pipe{Pipe(ends[0]), Pipe(ends[1])};
  for (Pipe* end : {&pipe.read, &pipe.write}) {
    if (end->get() >= kFirstOwn) continue;
    int moved = ::fcntl(end->get(), F_DUPFD_CLOEXEC, kFirstOwn);
    if (moved < 0) return std::nullopt;
    *end = Pipe(moved);
  }
  return pipe;
}

bool is_program(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

// The PATH of the child's environment, else gate's own.
std::string search_path(const ProcessSpec& spec) {
  for (const auto& [key, value] : spec.environment) {
    if (key == "PATH") return value;
  }
  const char* own = std::getenv("PATH");
  return own != nullptr ? own : "/usr/local/bin:/usr/bin:/bin";
}

// Relative folders of PATH are left out: they would be looked up in the repository under judgement.
std::string find_program(const ProcessSpec& spec, const std::string& path) {
  const std::string& name = spec.argv[0];
  if (name.find('/') != std::string::npos) return name;
  for (const std::string& folder : split(path, ':')) {
    if (folder.starts_with('/') && is_program(folder + "/" + name)) return folder + "/" + name;
  }
  return "";
}

std::unexpected<Error> not_started(const ProcessSpec& spec, int code) {
  return fail(ErrorKind::unavailable, fmt::format("cannot start {}: {}", spec.argv[0], std::strerror(code)), {},
              code == ENOENT ? "check that it is installed and on PATH" : "");
}

void make_non_blocking(const Pipe& pipe) { ::fcntl(pipe.get(), F_SETFL, ::fcntl(pipe.get(), F_GETFL) | O_NONBLOCK); }

template <class Call>
ssize_t again(Call call) {
  ssize_t result;
  do {
    result = call();
  } while (result < 0 && errno == EINTR);
  return result;
}

constexpr unsigned long kNamespaces = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC;

}  // namespace

// One start of one child. Reports are read until the child has become the program, which closes their pipe.
class Starter {
 public:
  explicit Starter(const ProcessSpec& spec) : spec_(spec), path_(search_path(spec)) {}

  Expected<Running> run() {
    std::string program = find_program(spec_, path_);
    if (program.empty()) return not_started(spec_, ENOENT);
    plan_ = make_plan(spec_, program);
    if (!spec_.sandbox) return attempt(0);
    sandbox_ = make_sandbox(*spec_.sandbox, program, path_);
    return supervised();
  }

 private:
  // What was refused once is not tried again; the order goes from most to least.
  Expected<Running> supervised() {
    static std::atomic<unsigned> first_granted{0};
    unsigned long wanted = kNamespaces | (spec_.sandbox->network ? 0 : static_cast<unsigned long>(CLONE_NEWNET));
    unsigned long choices[] = {wanted | CLONE_NEWUSER, ::geteuid() == 0 ? wanted : 0, 0};
    unsigned last = std::size(choices) - 1;
    bool any = spec_.sandbox->confine && spec_.sandbox->use_namespaces;
    for (unsigned i = any ? first_granted.load() : last;; ++i) {
      refused_ = false;
      auto running = attempt(choices[i]);
      if (!refused_ || i == last) return running;
      first_granted.store(i + 1);
    }
  }

  Expected<Running> attempt(unsigned long namespaces) {
    auto input = make_pipe(), output = make_pipe(), errors = make_pipe(), report = make_pipe();
    std::optional<Ends> lifeline, status;
    if (spec_.sandbox) lifeline = make_pipe(), status = make_pipe();
    bool made = input && output && errors && report && (!spec_.sandbox || (lifeline && status));
    if (!made) return not_started(spec_, errno);
    plan_.input = input->read.get();
    plan_.output = output->write.get();
    plan_.errors = errors->write.get();
    plan_.report = report->write.get();

    Running running;
    running.supervised_ = spec_.sandbox.has_value();
    running.most_processes_ = sandbox_.processes;
    running.most_memory_ = sandbox_.memory;
    running.own_pids_ = (namespaces & CLONE_NEWPID) != 0;
    SupervisorPlan above{plan_, sandbox_, namespaces, running.supervised_ ? lifeline->read.get() : -1,
                         running.supervised_ ? status->write.get() : -1};
    if (pid_t pid = clone_child(above); pid < 0) {
      refused_ = namespaces != 0 && errno != EAGAIN && errno != ENOMEM;
      return not_started(spec_, errno);
    } else {
      running.pid_ = pid;
    }
    running.input = std::move(input->write);
    running.output = std::move(output->read);
    running.errors = std::move(errors->read);
    if (running.supervised_) {
      running.status_ = std::move(status->read);
      running.lifeline_ = std::move(lifeline->write);
      status->write.close();
    } else {
      // Also here: whoever comes first, the group exists before the first kill.
      ::setpgid(running.pid_, running.pid_);
      running.handle_ = Pipe(open_handle(running.pid_));
    }
    report->write.close();
    for (const Pipe* pipe : {&running.input, &running.output, &running.errors}) make_non_blocking(*pipe);
    return hear(report->read, std::move(running));
  }

  // fork(2) waits for the locks of the C library, which is of use to nobody here, and knows no namespaces.
  static pid_t clone_child(const SupervisorPlan& above) {
    pid_t pid =
        above.status < 0
            ? ::fork()
            : static_cast<pid_t>(::syscall(SYS_clone, SIGCHLD | above.namespaces, nullptr, nullptr, nullptr, 0));
    if (pid == 0) above.status < 0 ? become(above.plan) : supervise(above);
    return pid;
  }

  Expected<Running> hear(const Pipe& pipe, Running running) {
    Report report{}, last{};
    bool heard = false;
    while (again([&] { return ::read(pipe.get(), &report, sizeof report); }) == sizeof report) {
      last = report;
      heard = true;
      if (report.kind == Report::entered) running.sandbox = describe(sandbox_, report.in_force);
    }
    if (heard ? last.kind == Report::entered : !running.supervised_) return running;
    running.end();
    refused_ = heard && last.kind == Report::no_namespaces;
    if (!heard) return fail(ErrorKind::unavailable, "cannot start " + spec_.argv[0] + ": it ended at once");
    if (last.kind == Report::refused) return too_little(describe(sandbox_, last.in_force));
    return not_started(spec_, last.error);
  }

  std::unexpected<Error> too_little(const SandboxReport& report) const {
    return fail(
        ErrorKind::unavailable,
        fmt::format("{} was not started: its sandbox would lack: {}", spec_.argv[0], fmt::join(report.missing, "; ")),
        {}, "grant it user namespaces and a kernel with Landlock and seccomp, or allow a sandbox of what there is");
  }

  // A descriptor that becomes readable when the child ends (Linux 5.3); -1 on older kernels.
  static int open_handle(pid_t pid) {
#if defined(SYS_pidfd_open)
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
#else
    static_cast<void>(pid);
    return -1;
#endif
  }

  const ProcessSpec& spec_;
  std::string path_;
  Plan plan_;
  SandboxPlan sandbox_;
  bool refused_ = false;
};

Expected<Running> start(const ProcessSpec& spec) { return Starter(spec).run(); }

}  // namespace gate::child
