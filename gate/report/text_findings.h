// The findings' part of the text report.
#pragma once

#include <string>

#include "gate/model/verdict.h"
#include "gate/report/paint.h"
#include "gate/report/report.h"

namespace gate::report {

// Findings in scope with their code, under a heading for each file; the 50 that matter most when there are more. With
// `style.verbose`, a list of the others follows: existing, suppressed, in shadow, fixed. "" when there is none.
std::string text_findings(const Verdict& verdict, const Style& style, const Paint& paint);

}  // namespace gate::report
