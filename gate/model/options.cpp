#include "gate/model/options.h"

namespace gate {

Options Options::defaults(const std::vector<OptionSpec>& specs) {
  Json values = Json::object();
  for (const OptionSpec& spec : specs) values[spec.name] = spec.fallback;
  return Options(std::move(values));
}

}  // namespace gate
