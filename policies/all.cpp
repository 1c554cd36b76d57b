#include "policies/all.h"

namespace gate {

const std::vector<Policy>& all_policies() {
  static const std::vector<Policy> policies = {
      findings_policy(), completeness_policy(), coverage_policy(), tests_policy(), review_policy(), risk_policy(),
  };
  return policies;
}

}  // namespace gate
