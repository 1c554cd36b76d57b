// Finds the report files that a pattern of the configuration names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate::evidence {

// Files below `root` that a pattern names, sorted. A pattern without wildcards is that file (absolute ones are taken as
// they are), whether it exists or not; one with wildcards is glob_match's language, bound to the root even without a
// '/'. Folders .git and node_modules are entered only where the pattern names them; symbolic links to folders are not
// followed. ErrorKind::limit beyond 200,000 entries, 1,000 files or the deadline.
Expected<std::vector<std::filesystem::path>> find_reports(const std::filesystem::path& root, const std::string& pattern,
                                                          Deadline deadline);

}  // namespace gate::evidence
