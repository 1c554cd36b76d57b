// Reads one test report of any format, told apart by its contents.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gate/base/deadline.h"
#include "gate/base/error.h"
#include "gate/evidence/tests/report.h"

namespace gate::evidence {

// In pieces of 256 KiB, never mapped: a file that is cut while it is read must not kill the process. Errors name the
// file and the line; `name` is what they call it. An empty file is ErrorKind::not_found: nothing was reported.
Expected<TestReport> read_test_report(const std::filesystem::path& path, const std::string& name, Deadline deadline);

// The same on bytes in memory.
Expected<TestReport> parse_test_report(std::string_view text, const std::string& name);

}  // namespace gate::evidence
