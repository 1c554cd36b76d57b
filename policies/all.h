// The built-in policies, each a value in a file of its own.
#pragma once

#include "gate/policy.h"

namespace gate {

Policy findings_policy();
Policy completeness_policy();
Policy coverage_policy();
Policy review_policy();
Policy risk_policy();
Policy tests_policy();

}  // namespace gate
