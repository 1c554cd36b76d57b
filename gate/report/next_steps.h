// What the reader should do now, from a verdict.
#pragma once

#include <string>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

// Sentences without a final period, the most pressing first, at most five; none when nothing is to be done. They quote
// text of others as it is: the report escapes.
std::vector<std::string> next_steps(const Verdict& verdict);

// The outcome alone would let the change pass, but the verdict could not be recorded: no ruling says so.
bool unrecorded(const Verdict& verdict);

// "fail, exit 1", and why the exit code is not the outcome's own: "fail, exit 0 (--dry-run replaced exit code 1)".
std::string outcome_line(const Verdict& verdict);

// "12 found, 3 in scope, 1 blocking; 4 suppressed, 2 not checked": the first three always, the rest where not zero.
std::string counts_line(const Counts& counts);

// "1 file", "2 files".
std::string plural(std::uint64_t count, std::string_view noun);

}  // namespace gate::report
