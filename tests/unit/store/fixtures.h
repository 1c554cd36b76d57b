// What the ledger's tests share: a folder that goes away, and verdicts to record.
#pragma once

#include <sys/wait.h>

#include <filesystem>
#include <functional>
#include <string>

#include "gate/model/verdict.h"

namespace gate::store {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// A verdict with every part filled in and `findings` findings.
Verdict sample_verdict(std::size_t findings = 3, std::int64_t time = 1'795'256'100);

// Runs `work` in a child process and returns its wait status. `work` returns the exit code.
int in_child(const std::function<int()>& work);

}  // namespace gate::store
