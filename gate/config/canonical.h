// The configuration as one JSON document: what the digest is made of, and what show() writes.
#pragma once

#include "gate/base/json.h"
#include "gate/config/config.h"

namespace gate::config {

// Everything that can change a verdict; neither `source` nor `digest`. Keys are sorted, rules keep their order.
Json canonical(const Config& config);

}  // namespace gate::config
