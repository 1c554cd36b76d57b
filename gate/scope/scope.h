// New, not noise: matches the findings of both sides, applies suppressions, baseline and rule levels.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/finding.h"
#include "gate/model/source.h"

namespace gate::scope {

// Findings as analyzers returned them.
struct Sides {
  std::vector<Finding> before;
  std::vector<Finding> after;
  // Of tools that looked at the after side alone: matched with nothing, new only on changed lines (see ChangeResult in
  // gate/analyzer.h).
  std::vector<Finding> after_alone;
};

struct Settings {
  std::vector<std::pair<std::string, Level>> levels;  // glob over rule ids; the last match wins
  // A second list (the change's own configuration): for each finding the stricter of both levels counts.
  std::optional<std::vector<std::pair<std::string, Level>>> stricter_levels;
  std::vector<std::string> exclude;   // globs of paths
  std::vector<std::string> baseline;  // fingerprints accepted earlier
  std::uint64_t file_limit = 2u << 20;
  bool whole_tree = false;  // no diff: every finding is new
};

struct Scoped {
  std::vector<Finding> findings;   // by path, line, column; with state, fingerprint, level, suppression, snippet set
  std::uint32_t found = 0;         // on the after side, those about suppressions included, before any filter
  std::vector<std::string> notes;  // "3 suppressions added by this change: ..."
};

// Matching, in this order, each old finding used once: same line mapped through the hunks; fingerprint within the file;
// fingerprint across renames and moved files. What is left on the after side is new when it lies on changed lines or in
// an added file, else caused-elsewhere; what is left on the before side is fixed.
Scoped settle(const Change& change, const Source& source, Sides sides, const Settings& settings);

}  // namespace gate::scope
