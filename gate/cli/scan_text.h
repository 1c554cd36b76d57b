// The report of a scan for people on a terminal.
#pragma once

#include <string>

#include "gate/model/verdict.h"
#include "gate/report/report.h"

namespace gate::cli {

// Findings with their code, what was not checked, and totals at the end: files, findings by severity and by rule, rules
// that were stopped, seconds. `files`: how many were scanned.
std::string scan_text(const Verdict& verdict, std::size_t files, const report::Style& style);

}  // namespace gate::cli
