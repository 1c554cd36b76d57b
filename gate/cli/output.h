// Where reports go: files, stdout, and the files that GitHub Actions reads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/model/verdict.h"
#include "gate/report/report.h"

namespace gate::cli {

// One `--report FORMAT[=FILE]`; "-" is stdout.
struct ReportTarget {
  std::string format;
  std::string file = "-";
};

// "sarif=out.sarif", "json=-", "text"; an unknown format is an error that names the known ones. `github` stands for
// annotations on stdout, the step summary and the outputs of a GitHub Actions step.
Expected<ReportTarget> parse_report_target(const std::string& word);

// Writes every report; all are tried, the first failure is returned. With no target: text to stdout.
// `own_text` writes the text report of a command that has one of its own.
Expected<void> write_reports(const Verdict& verdict, const std::vector<ReportTarget>& targets, bool verbose,
                             const Environment& env,
                             const std::function<std::string(const report::Style&)>& own_text = {});

// NO_COLOR, CLICOLOR_FORCE, TERM=dumb, and whether stdout is a terminal.
bool colour_wanted(const Environment& env);

}  // namespace gate::cli
