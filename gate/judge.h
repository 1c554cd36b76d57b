// Policies judge Facts; the verdict is put together from their rulings. Pure: no I/O, no clock.
#pragma once

#include <string>
#include <vector>

#include "gate/model/verdict.h"
#include "gate/trust.h"

namespace gate {

// Every policy under the configuration in force and, where the change edits it, also under the change's: for each
// policy the worse outcome stands. No policy at all is an error, never a pass.
std::vector<Ruling> judge(const Facts& facts, const Configurations& configurations);

Status worst(const std::vector<Ruling>& rulings);

// 0 pass, warn, not-applicable; 1 fail; 3 no-data, error. `fail_on_warn` makes a warning 1.
int exit_code(Status outcome, bool fail_on_warn);

// Marks the findings that rulings block on, and counts.
Counts count(Facts& facts, const std::vector<Ruling>& rulings, std::uint32_t found);

}  // namespace gate
