// LCOV tracefiles, as geninfo(1) of LCOV 1.x and 2.x describes them: SF, DA and BRDA of the files that are wanted; the
// records of other files are skipped by searching for the next "SF:", not read line by line.
#pragma once

#include <memory>

#include "gate/evidence/coverage/report.h"

namespace gate::evidence {

// `builder` must outlive the reader.
std::unique_ptr<ReportReader> lcov_reader(ReportBuilder& builder);

}  // namespace gate::evidence
