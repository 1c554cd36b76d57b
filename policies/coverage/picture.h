// What the rulings of the coverage policy have in common: the coverable changed lines, and what is missing of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/model/coverage_lines.h"
#include "gate/model/options.h"

namespace gate::coverage {

// The facts that all conditions share.
struct Picture {
  const Facts& facts;
  const Options& options;
  std::vector<UncoveredFile> files = {};  // with coverable changed lines, fresh data, not excluded
  std::vector<const Coverage::Unmatched*> unmatched = {};
  std::vector<std::string> stale = {};       // reasons
  std::vector<std::string> malformed = {};   // reports
  std::vector<std::string> missing = {};     // reports
  std::vector<std::string> unmeasured = {};  // changed files that the reports do not aim at
  std::vector<std::string> excluded = {};    // changed files
  bool all_stale = false;
  std::size_t stale_files = 0;
  std::uint64_t coverable = 0, uncovered = 0, moved = 0;
  FileCoverage::Branches branches = {};

  // Whether any changed line is, or may be, coverable.
  bool concerned() const { return !files.empty() || !unmatched.empty() || stale_files > 0; }
  bool incomplete() const { return !unmatched.empty() || !stale.empty() || !malformed.empty(); }
};

// `facts` and `options` must outlive the picture.
Picture look(const Facts& facts, const Options& options);

}  // namespace gate::coverage
