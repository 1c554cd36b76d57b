// What the pipeline that gate runs in says about the change: GitHub Actions' event files and variables, GitLab CI's
// variables, pre-commit's. Facts only; which of them to believe is decided in select.cpp.
#pragma once

#include <optional>
#include <string>

#include "gate/base/env.h"

namespace gate::git {

enum class EventKind { pull_request, merge_group, push };

struct ForgeEvent {
  EventKind kind = EventKind::push;
  std::string name;             // as the forge calls it: "pull_request_target", "merge request"
  std::string target_branch;    // that the change wants into; "" for pushes
  std::string target_sha;       // the forge's word for the target's tip, possibly old
  std::string head_sha;         // tip of the change's branch; "" when not told
  std::string before;           // push: the tip before; merge_group: the entry before; merge request: the diff base
  std::string default_branch;   // of the repository
  bool forced = false;          // the push dropped commits
  bool runs_on_target = false;  // the checkout is of the target branch, not of the change
  std::string note;             // what could not be read
};

// nullopt outside of pipelines and for events that name no change (schedule, manual runs).
std::optional<ForgeEvent> forge_event(const Environment& env);

}  // namespace gate::git
