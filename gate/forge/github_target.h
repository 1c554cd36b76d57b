// What a run of GitHub Actions may publish a verdict about: which commit, which pull request, and how far its word
// goes.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/env.h"
#include "gate/base/error.h"

namespace gate::forge {

// From the event file and the runner's variables, all of which GitHub wrote. Empty: not told.
struct GitHubTarget {
  std::string event;         // "pull_request", "workflow_run"
  std::string pull_request;  // number
  std::string commit;        // that checks belong to: the pull request's head, the queue entry's, the push's tip
  std::string server_url;    // "https://github.com"
  std::string run_url;       // of the run that judged
  std::string workflow;      // its name

  // In a `workflow_run`: the run that judged was another, on code of strangers, and its artifact is theirs.
  bool foreign = false;
  std::string run_event;       // what started that run
  std::string run_conclusion;  // how it ended
  std::string head_owner;      // whose branch it ran on
  std::string head_branch;
};

// 40 or 64 lower-case hexadecimal digits.
bool is_commit_id(std::string_view text);

// Errors: the event file cannot be read or is malformed; a `workflow_run` without head_sha.
Expected<GitHubTarget> github_target(const Environment& env);

}  // namespace gate::forge
