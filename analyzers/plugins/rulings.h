// What a policy plugin answered.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"
#include "gate/model/verdict.h"

namespace gate::plugins {

// Reads a JSON list of rulings, or {"rulings": [...]}. Each is an object with `status` (a word of Status) and `reason`,
// and may have `condition`, `value`, `details`, `blocking` (fingerprints of `findings`, where the status is fail) and
// `policy`, which is replaced by `name`. No ruling, too many (1,000), and whatever else is not as described:
// ErrorKind::parse.
Expected<std::vector<Ruling>> read_rulings(std::string_view text, const std::string& name,
                                           std::span<const Finding> findings);

}  // namespace gate::plugins
