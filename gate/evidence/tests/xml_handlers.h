// The two XML formats, as handlers of the same parser.
#pragma once

#include <memory>

#include "gate/base/xml.h"
#include "gate/evidence/tests/report.h"

namespace gate::evidence {

std::unique_ptr<XmlHandler> junit_handler(TestReport& report);
std::unique_ptr<XmlHandler> ctest_handler(TestReport& report);

}  // namespace gate::evidence
