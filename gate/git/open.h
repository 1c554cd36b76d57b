// Opening a repository: found from a path or from GIT_DIR, its owner checked, its format understood or refused in
// words.
#pragma once

#include <memory>

#include "gate/git/state.h"

namespace gate::git {

Expected<std::shared_ptr<State>> open_state(const OpenOptions& options);

}  // namespace gate::git
