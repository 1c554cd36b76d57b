// Finds report files and reads one of them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/evidence/coverage/report.h"

namespace gate::evidence {

// Files below `root` that a pattern names, sorted. A pattern without wildcards is that file (absolute ones are taken as
// they are), whether it exists or not; one with wildcards is glob_match's language, bound to the root even without a
// '/'. Folders .git and node_modules are entered only where the pattern names them; symbolic links to folders are not
// followed. ErrorKind::limit beyond 200,000 entries, 1,000 files or the deadline.
Expected<std::vector<std::filesystem::path>> find_reports(const std::filesystem::path& root, const std::string& pattern,
                                                          Deadline deadline);

// Reads a report of either format, told apart by its first bytes, in pieces of 256 KiB (never mapped: a file that is
// cut while it is read must not kill the process). Errors name the file and the line; `name` is what they call it.
Expected<Report> read_report(const std::filesystem::path& path, const std::string& name, const Wanted& wanted,
                             Deadline deadline);

// The same on bytes in memory.
Expected<Report> parse_report(std::string_view text, const std::string& name, const Wanted& wanted);

}  // namespace gate::evidence
