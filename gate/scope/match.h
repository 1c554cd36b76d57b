// Which findings of the two sides are the same finding.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gate/model/finding.h"
#include "gate/scope/file_index.h"

namespace gate::scope {

// One side's findings with the context of each (context.h), index by index.
struct MatchSide {
  std::span<const Finding> findings;
  std::span<const std::string> contexts;
};

struct Matches {
  std::vector<bool> before;  // has a twin after: what has none is fixed
  std::vector<bool> after;   // has a twin before: what has none is new
};

// Pairs findings of one rule, each at most once and exact messages before others: on the line that the hunks map the
// old one to; else by context, within the hunk first, then within the file; else by context and message from a removed
// line to an added one of any file. Findings of a whole file pair within it. `about_change` findings take no part.
// O(n log n); among candidates that nothing tells apart the first of one side gets the first of the other.
Matches match(const FileIndex& files, MatchSide before, MatchSide after);

}  // namespace gate::scope
