// Taint mode: whether data from a rule's sources reaches its sinks within one file. What counts as a source, sink,
// sanitizer or propagator is said by formulas (formula.h); how data flows is said here, after
// https://semgrep.dev/docs/writing-rules/data-flow/taint-mode/overview. The walk is flow-sensitive within functions,
// knows fields, and carries what functions of the same file do with their parameters over to their callers.
#pragma once

#include <cstdint>
#include <vector>

#include "analyzers/patterns/formula.h"

namespace gate::patterns {

// How the data came to a sink: for the reader of a finding.
struct TaintTrace {
  // Bytes [start, end) of the file.
  struct Place {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
  };
  Place source;
  std::vector<Place> steps;  // variables on the way, in order; at most 8
};

// What `rule` (one with `taint`) finds in `file` (one with a tree), in text order, one match a sink. A match's place is
// the sink's; its bindings are the sink's and, for other metavariables, the source's. `traces`, where given, becomes as
// long as the result. Stops early when the budget is spent.
std::vector<Match> find_taint(const Rule& rule, const File& file, Leaves& leaves, Budget& budget,
                              std::vector<TaintTrace>* traces = nullptr);

}  // namespace gate::patterns
