// Replaces a file of the work tree without ever following a symbolic link.
#pragma once

#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate::cli {

// `path` as git writes it, below the folder `root`. The file must hold `before`, byte for byte, and be a regular file
// that is reached through folders alone; it becomes `after` by a rename within its folder and keeps its permissions.
// With `dry_run` only the conditions are checked. Errors: not_found (no such file), usage (other contents, a link, not
// a regular file), io.
Expected<void> replace_in_worktree(const std::string& root, const std::string& path, std::string_view before,
                                   std::string_view after, bool dry_run);

}  // namespace gate::cli
