#include "gate/base/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>

#include "gate/base/sandbox_enter.h"
#include "gate/base/supervisor_census.h"

namespace gate::child {
namespace {

// The supervisor's descriptors; it closes all others.
enum Number : int { kReport = 3, kLifeline, kStatus, kRuleset, kFirstClosed };

constexpr long kBetweenLooks = 25;  // ms

// Milliseconds of a clock that only goes forward.
long now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

void close_from(unsigned first) {
#if defined(SYS_close_range)
  if (::syscall(SYS_close_range, first, ~0u, 0u) == 0) return;
#endif
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  int last = static_cast<int>(limit.rlim_cur < 65536 ? limit.rlim_cur : 65536);
  for (int i = static_cast<int>(first); i < last; ++i) ::close(i);
}

void take_descriptors(const SupervisorPlan& above) {
  Plan& plan = above.plan;
  ::dup2(plan.input, 0);
  ::dup2(plan.output, 1);
  ::dup2(plan.errors, 2);
  ::dup3(plan.report, kReport, O_CLOEXEC);
  ::dup3(above.lifeline, kLifeline, O_CLOEXEC);
  ::dup3(above.status, kStatus, O_CLOEXEC);
  ::close(kRuleset);
  if (above.sandbox.ruleset.get() >= 0) ::dup3(above.sandbox.ruleset.get(), kRuleset, O_CLOEXEC);
  close_from(kFirstClosed);
  plan.input = 0;
  plan.output = 1;
  plan.errors = 2;
  plan.report = kReport;
}

[[noreturn]] void become_program(const SupervisorPlan& above, std::uint32_t in_force, pid_t parent) {
  ::setsid();  // its signals to its own group do not meet the supervisor
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  restore_signals();
  if (!settle(above.plan)) {
    tell(kReport, {.kind = Report::no_program, .error = errno});
    ::_exit(127);
  }
  in_force = give_up_rights(above.sandbox, kRuleset, in_force);
  bool enough = suffices(above.sandbox, in_force);
  tell(kReport, {.kind = enough ? Report::entered : Report::refused, .in_force = in_force});
  if (!enough) ::_exit(127);
  close_on_exec_from(3);
  execute(above.plan);
}

// Watches one program to its end.
class Watch {
 public:
  Watch(const SandboxPlan& plan, std::uint32_t in_force, pid_t program, int signals)
      : plan_(plan),
        own_pids_((in_force & kOwnPids) != 0),
        own_proc_((in_force & kOwnProc) != 0),
        program_(program),
        signals_(signals) {}

  Ended run() {
    Ended last;
    while (!program_ended()) {
      pollfd waits[] = {{kLifeline, 0, 0}, {signals_, POLLIN, 0}};
      ::poll(waits, 2, static_cast<int>(kBetweenLooks));
      if (waits[0].revents != 0) break;  // gate is gone, or wants this to end
      signalfd_siginfo ignored[8];
      if (waits[1].revents != 0 && ::read(signals_, ignored, sizeof ignored) < 0) continue;
      last.reason = look();
      if (last.reason != Ended::ended) break;
    }
    last.status = kill_all();
    return last;
  }

 private:
  // Takes the ends of orphans; the program's own is left for kill_all, so that its group's number stays taken.
  bool program_ended() {
    for (;;) {
      siginfo_t info{};
      if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return false;
      if (info.si_pid == program_) return true;
      ::waitpid(info.si_pid, nullptr, WNOHANG);
    }
  }

  // Where all of the machine's processes must be looked through, that takes at most a tenth of the time.
  Ended::Reason look() {
    long before = now();
    if ((plan_.processes == 0 && plan_.memory == 0) || before < next_look_) return Ended::ended;
    Census census = take_census(own_proc_);
    long after = now();
    next_look_ = after + std::max(kBetweenLooks, 10 * (after - before));
    if (plan_.processes != 0 && census.count > plan_.processes) return Ended::processes;
    if (plan_.memory != 0 && census.memory > plan_.memory) return Ended::memory;
    return Ended::ended;
  }

  // The status of the program, after everything is gone.
  int kill_all() {
    constexpr int kRounds = 2500;  // of 2 ms, while new ones are born as fast as they are killed
    int status = SIGKILL;
    ::kill(own_pids_ ? -1 : -program_, SIGKILL);
    for (int round = 0; round < kRounds; ++round) {
      if (own_pids_) {
        ::kill(-1, SIGKILL);
      } else {
        Census census = take_census(own_proc_);
        for (unsigned i = 0; i < census.count; ++i) ::kill(descendants()[i], SIGKILL);
      }
      if (reap(status)) break;
      timespec pause{0, 2'000'000};
      ::nanosleep(&pause, nullptr);
    }
    return status;
  }

  // True when no child is left.
  bool reap(int& status) const {
    for (;;) {
      int one = 0;
      pid_t ended = ::waitpid(-1, &one, WNOHANG);
      if (ended < 0 && errno == EINTR) continue;
      if (ended <= 0) return ended < 0;
      if (ended == program_) status = one;
    }
  }

  const SandboxPlan& plan_;
  const bool own_pids_, own_proc_;
  const pid_t program_;
  const int signals_;
  long next_look_ = 0;
};

[[noreturn]] void give_up(Report::Kind kind) {
  tell(kReport, {.kind = kind, .error = errno});
  ::_exit(127);
}

}  // namespace

void supervise(const SupervisorPlan& above) {
  ::setsid();
  take_descriptors(above);
  std::uint32_t in_force = 0;
  if (!enter_namespaces(above.sandbox, above.namespaces, in_force)) give_up(Report::no_namespaces);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  sigset_t all, child;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  ::signal(SIGCHLD, SIG_DFL);
  int signals = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // not the program's to look into; exec makes that one dumpable again
  pid_t self = ::getpid();
  pid_t program = ::_Fork();
  if (program < 0) give_up(Report::no_program);
  if (program == 0) become_program(above, in_force, self);
  for (int number : {0, 1, 2, static_cast<int>(kReport), static_cast<int>(kRuleset)}) ::close(number);
  ::prctl(PR_SET_NAME, "gate-supervisor", 0, 0, 0);
  Ended last = Watch(above.sandbox, in_force, program, signals).run();
  ssize_t ignored = ::write(kStatus, &last, sizeof last);
  static_cast<void>(ignored);
  ::_exit(0);
}

}  // namespace gate::child
