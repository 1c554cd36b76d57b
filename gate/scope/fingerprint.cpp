#include "gate/scope/fingerprint.h"

#include <unordered_map>

#include "gate/base/hash.h"

namespace gate::scope {

void set_fingerprints(std::vector<Finding>& findings, const std::vector<std::string>& contexts) {
  std::unordered_map<std::string, std::uint32_t> seen;
  seen.reserve(findings.size());
  for (const bool fixed : {false, true}) {  // what is gone must not renumber what is there
    for (std::size_t i = 0; i < findings.size(); ++i) {
      Finding& finding = findings[i];
      if ((finding.state == State::fixed) != fixed) continue;
      std::string key = finding.rule + '\0' + finding.place.path + '\0' + contexts[i] + '\0';
      const std::uint32_t number = seen[key]++;
      finding.fingerprint = sha256_hex(key + std::to_string(number)).substr(0, 32);
    }
  }
}

}  // namespace gate::scope
