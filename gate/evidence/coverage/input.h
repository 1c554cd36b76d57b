// Reads one coverage report.
#pragma once

#include <filesystem>
#include <string>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/evidence/coverage/report.h"

namespace gate::evidence {

// Reads a report of either format, told apart by its first bytes, in pieces of 256 KiB (never mapped: a file that is
// cut while it is read must not kill the process). Errors name the file and the line; `name` is what they call it.
Expected<Report> read_report(const std::filesystem::path& path, const std::string& name, const Wanted& wanted,
                             Deadline deadline);

// The same on bytes in memory.
Expected<Report> parse_report(std::string_view text, const std::string& name, const Wanted& wanted);

}  // namespace gate::evidence
