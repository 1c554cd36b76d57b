#include "gate/base/sandbox.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "gate/base/process.h"
#include "gate/base/sandbox_plan.h"

namespace gate {
namespace child {

SandboxPlan make_sandbox(const SandboxSpec& spec, const std::string& program, const std::string& path) {
  SandboxPlan plan;
  plan.confine = spec.confine;
  plan.required = spec.confine && spec.required;
  plan.network = spec.network;
  plan.memory = spec.memory;
  plan.file_size = spec.file_size;
  plan.open_files = spec.open_files;
  plan.processes = spec.processes;
  plan.uid_map = fmt::format("{0} {0} 1", ::geteuid());
  plan.gid_map = fmt::format("{0} {0} 1", ::getegid());
  if (!spec.confine) return plan;
  plan.writes = spec.writes;
  if (spec.use_landlock) plan.ruleset = make_ruleset(allowed_paths(spec, program, path), spec.network);
  if (plan.ruleset.get() >= 0) plan.abi = landlock_abi();
  if (spec.use_seccomp) plan.filter = make_filter(spec.network);
  return plan;
}

namespace {

constexpr int kAbiTcp = 4, kAbiSignals = 6;

std::string network_words(const SandboxPlan& plan, std::uint32_t in_force) {
  std::string means;
  auto add = [&](bool holds, const char* words) {
    if (holds) means += (means.empty() ? "" : ", ") + std::string(words);
  };
  add((in_force & kOwnNetwork) != 0, "own network namespace");
  add((in_force & kFilter) != 0, "no sockets by seccomp");
  add((in_force & kLandlock) != 0 && plan.abi >= kAbiTcp, "no TCP by Landlock");
  return means;
}

void describe_network(const SandboxPlan& plan, std::uint32_t in_force, SandboxReport& report) {
  if (plan.network) {
    report.in_force.emplace_back("network as it was asked for");
    return;
  }
  std::string means = network_words(plan, in_force);
  report.no_network = (in_force & (kOwnNetwork | kFilter)) != 0;
  if (report.no_network) report.in_force.push_back("no network (" + means + ")");
  if (!report.no_network) {
    report.missing.push_back("no network (neither network namespaces nor seccomp can be had" +
                             (means.empty() ? ")" : "; only " + means + ")"));
  }
}

void describe_processes(const SandboxPlan& plan, std::uint32_t in_force, SandboxReport& report) {
  bool landlock_scope = (in_force & kLandlock) != 0 && plan.abi >= kAbiSignals;
  report.own_processes = (in_force & kOwnPids) != 0;
  if (report.own_processes) {
    report.in_force.emplace_back((in_force & kOwnProc) != 0 ? "own processes (pid namespace)"
                                                            : "own processes (pid namespace, but not its own /proc)");
  } else if (landlock_scope) {
    report.in_force.emplace_back("no signals to others (Landlock)");
    report.missing.emplace_back("own processes (no pid namespace can be had)");
  } else {
    report.missing.emplace_back(
        "own processes (no pid namespace can be had; others of the same user can be signalled)");
  }
}

}  // namespace

SandboxReport describe(const SandboxPlan& plan, std::uint32_t in_force) {
  SandboxReport report;
  if (!plan.confine) {
    report.in_force.emplace_back("resource limits");
    report.missing.emplace_back("sandbox (switched off)");
    return report;
  }
  describe_network(plan, in_force, report);
  report.files_restricted = (in_force & kLandlock) != 0;
  if (report.files_restricted) {
    report.in_force.push_back(fmt::format("only the system's and its own files (Landlock ABI {})", plan.abi));
  } else {
    report.missing.emplace_back("files restricted (no Landlock can be had)");
  }
  // Landlock leaves alone chmod(2), utime(2) and their like.
  if ((in_force & kReadOnly) != 0) {
    report.in_force.emplace_back("read-only file systems");
  } else {
    report.missing.emplace_back("read-only file systems (modes and times of the user's other files can be changed)");
  }
  describe_processes(plan, in_force, report);
  if ((in_force & kFilter) != 0) {
    report.in_force.emplace_back("dangerous system calls refused (seccomp)");
  } else {
    report.missing.emplace_back("dangerous system calls refused (no seccomp can be had)");
  }
  if ((in_force & kNoCapabilities) != 0) report.in_force.emplace_back("no privileges");
  return report;
}

}  // namespace child

std::string SandboxReport::text() const {
  std::string words = fmt::format("{}", fmt::join(in_force, "; "));
  if (missing.empty()) return words;
  return words + (words.empty() ? "missing: " : "; missing: ") + fmt::format("{}", fmt::join(missing, "; "));
}

SandboxReport probe_sandbox() {
  ProcessSpec spec;
  spec.argv = {"/bin/true"};
  spec.sandbox = SandboxSpec{};
  auto result = run_process(spec);
  return result ? result->sandbox : SandboxReport{};
}

}  // namespace gate
