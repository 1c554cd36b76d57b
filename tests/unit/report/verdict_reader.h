// Verdicts written as JSON, so that a report's test is a folder of texts.
#pragma once

#include <filesystem>
#include <string>

#include "gate/base/json.h"
#include "gate/model/verdict.h"

namespace gate::report {

// Fields are those of Verdict; absent ones keep their defaults, unknown ones are an error. `facts` is the ledger's
// form. Counts of findings and the exit code decided are derived where they are not given.
Expected<Verdict> verdict_from_json(const Json& json);

std::string read_text(const std::filesystem::path& path);

}  // namespace gate::report
