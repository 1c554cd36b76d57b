// Cobertura's XML (coverage-04.dtd and what coverage.py, gcovr, coverlet, Istanbul and others write as such), streamed
// through expat. Declarations of entities are refused, nothing outside the file is read.
#pragma once

#include <memory>

#include "gate/evidence/coverage/report.h"

namespace gate::evidence {

// `builder` must outlive the reader.
std::unique_ptr<ReportReader> cobertura_reader(ReportBuilder& builder);

}  // namespace gate::evidence
