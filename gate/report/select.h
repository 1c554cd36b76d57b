// Which findings a report shows, and which come first when not all fit.
#pragma once

#include <cstddef>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

// Counted as "in scope": new or caused by the change, not suppressed, level above shadow.
bool in_scope(const Finding& finding);

// Whether `a` matters more than `b`: blocking, then in scope, then severity, then confidence.
bool ranks_before(const Finding& a, const Finding& b);

// Pointers into `verdict.facts.findings`, in its order.
std::vector<const Finding*> findings_in_scope(const Verdict& verdict);

struct Selection {
  std::vector<const Finding*> kept;
  std::size_t left_out = 0;
};

// The `most` that matter most, in their former order (`ranked`: the most important first).
Selection keep_most_important(std::vector<const Finding*> findings, std::size_t most, bool ranked = false);

}  // namespace gate::report
