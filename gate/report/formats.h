// The writers behind `all_formats`, one a format.
#pragma once

#include <string>

#include "gate/report/report.h"

namespace gate::report {

std::string write_text(const Verdict& verdict, const Style& style);
std::string write_json(const Verdict& verdict, const Style& style);
std::string write_sarif(const Verdict& verdict, const Style& style);
std::string write_markdown(const Verdict& verdict, const Style& style);
std::string write_junit(const Verdict& verdict, const Style& style);
std::string write_gitlab(const Verdict& verdict, const Style& style);
std::string write_receipt_report(const Verdict& verdict, const Style& style);
std::string write_github_annotations(const Verdict& verdict, const Style& style);
std::string write_github_summary(const Verdict& verdict, const Style& style);
std::string write_github_outputs(const Verdict& verdict, const Style& style);

}  // namespace gate::report
