// The git command line, for what libgit2 cannot do: deepening, fetching missing objects, reading odd index formats.
#pragma once

#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/process.h"

namespace gate::git {

// Runs `git ARGS` without a shell in a clean environment: every GIT_* variable gone, no prompt of git, ssh or a
// credential helper, only the protocols file, git, http(s) and ssh, no hooks, no file-system monitor, no replaced
// objects, no maintenance, and an end after `limit`.
class Command {
 public:
  struct Place {
    std::string directory;     // where git runs: the work tree, or the .git folder of a bare repository
    bool trust_owner = false;  // the owner check was waived when the repository was opened
    bool allowed = true;       // false: every run fails with ErrorKind::unavailable
  };

  Command(Place place, Environment env) : place_(std::move(place)), env_(std::move(env)) {}

  bool allowed() const { return place_.allowed; }

  // stdout of a run that exited 0; otherwise ErrorKind::git with what git wrote to stderr.
  Expected<std::string> run(const std::vector<std::string>& args, const std::string& input = {},
                            std::chrono::milliseconds limit = std::chrono::seconds(60)) const;

 private:
  ProcessSpec spec(const std::vector<std::string>& args, const std::string& input) const;

  Place place_;
  Environment env_;
};

}  // namespace gate::git
