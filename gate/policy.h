// The contract of a policy: a pure function from Facts to rulings. No I/O, no clock (`now` is in Facts).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/model/options.h"
#include "gate/model/verdict.h"

namespace gate {

using Judge = std::function<std::vector<Ruling>(const Facts&, const Options&)>;

struct Policy {
  std::string name;     // "coverage"
  std::string version;  // changes whenever rulings can change
  std::string summary;  // one line
  std::string doc;      // what is asked, how it is counted, what each status means; markdown
  std::vector<OptionSpec> options;
  bool by_default = false;  // judges even when the configuration does not name it
  Judge judge;
};

// The list in policies/all.cpp, in the order of the report.
const std::vector<Policy>& all_policies();

}  // namespace gate
