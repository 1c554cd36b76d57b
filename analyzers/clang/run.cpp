#include "analyzers/clang/run.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <unordered_set>

#include "analyzers/clang/access.h"
#include "analyzers/clang/overlay.h"
#include "gate/base/env.h"
#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/worker/module_path.h"
#include "gate/worker/worker.h"

namespace gate::clang {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kUnitTime{60};
// Each round tells of files that the disk has otherwise than the head tree; the next may include more such.
constexpr int kMostRounds = 6;

// Where systems keep headers and what a compiler driver looks for them by.
constexpr std::array kSystem = {"/usr/include",   "/usr/lib",        "/usr/lib32",
                                "/usr/lib64",     "/usr/libx32",     "/usr/local/include",
                                "/usr/local/lib", "/usr/local/cuda", "/proc/cpuinfo"};

bool is_or_holds(const std::string& folder, const std::string& root) {
  return root == folder || root.starts_with(folder == "/" ? folder : folder + "/");
}

class Runner {
 public:
  Runner(const Job& job, Deadline deadline) : job_(job), deadline_(deadline), overlay_(job.view, job.tree) {
    for (const auto& file : job.tree) tracked_.insert(file.path);
    for (const auto& file : job.view.change.files) tracked_.insert({file.path, file.old_path});
  }

  UnitResult run(const PlannedUnit& planned) {
    UnitResult result{.path = planned.unit->path, .outcome = {}, .error = {}};
    auto deadline = deadline_.earlier(Deadline::in(kUnitTime));
    for (int round = 0; round < kMostRounds; ++round) {
      auto answer = worker::call(call_for(planned, deadline));
      if (!answer) {
        bool without = answer.error().kind == ErrorKind::not_found;
        (without ? result.outcome.not_checked : result.error) = answer.error().text();
        return result;
      }
      bool again = false;
      for (const char* side : {"after", "before"}) again = overlay_.learn(object_at(*answer, side)) || again;
      if (again) continue;
      OutcomeContext context{.change = job_.view.change,
                             .unit = planned.unit->path,
                             .tracked = [this](const std::string& path) { return tracked_.contains(path); },
                             .response_file = planned.unit->command.response_file};
      result.outcome = read_answer(*answer, context);
      return result;
    }
    result.outcome.not_checked =
        "the checkout differs from the head of the change in too many of its headers; check head out";
    return result;
  }

 private:
  // Real paths outside of the root. A build folder that holds the root would open more than the root does, and is none.
  std::vector<std::string> reads_of(const Unit& unit) const {
    std::vector<std::string> reads;
    for (const char* path : kSystem) add(reads, path);
#ifdef GATE_CLANG_RESOURCES
    add(reads, GATE_CLANG_RESOURCES);  // of an LLVM that is not where the system keeps it
#endif
    // Clang's own headers lie beside the module of a package.
    auto modules = worker::module_candidates("clang", job_.view.executable);
    if (auto named = process_environment()(worker::module_variable("clang"))) modules.emplace_back(*named);
    for (const auto& module : modules) add(reads, (module.parent_path() / "clang").string());
    for (const auto& path : job_.include_paths) add(reads, path);
    for (const auto& path : {job_.database.folder, unit.directory}) add(reads, path);
    return reads;
  }

  void add(std::vector<std::string>& reads, const std::string& path) const {
    std::error_code error;
    auto real = fs::canonical(path, error);
    if (!error && !is_or_holds(real.string(), job_.root)) reads.push_back(real.string());
  }

  worker::Call call_for(const PlannedUnit& planned, Deadline deadline) const {
    const Unit& unit = *planned.unit;
    auto reads = reads_of(unit);
    worker::Call call;
    call.executable = job_.view.executable;
    call.name = "clang";
    call.memory_bytes = job_.view.worker_memory;
    call.deadline = deadline;
    call.request = {{"root", job_.root},
                    {"directory", to_utf8(unit.directory)},
                    {"arguments", unit.command.arguments},
                    {"after_file", job_.root + "/" + unit.path},
                    {"before_file", planned.before_path.empty() ? "" : job_.root + "/" + planned.before_path},
                    {"reads", reads},
                    {"files", overlay_.files()}};
    call.reads = std::move(reads);
    call.reads.push_back(job_.root);
    return call;
  }

  const Job& job_;
  Deadline deadline_;
  Overlay overlay_;
  std::unordered_set<std::string> tracked_;
};

}  // namespace

std::vector<UnitResult> run_units(const Job& job, const std::vector<PlannedUnit>& units, Deadline deadline) {
  Runner runner(job, deadline);
  std::vector<UnitResult> results(units.size());
  parallel_for(units.size(), [&](std::size_t i) { results[i] = runner.run(units[i]); });
  return results;
}

}  // namespace gate::clang
