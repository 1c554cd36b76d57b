#include "gate/scope/filter.h"

#include <algorithm>

namespace gate::scope {

Filter::Filter(const Settings& settings) {
  for (const auto& [pattern, level] : settings.levels) levels_.emplace_back(Glob(pattern), level);
  for (const std::string& pattern : settings.exclude) exclude_.emplace_back(pattern);
}

Level Filter::level_of(const Finding& finding) {
  const auto [known, missing] = known_levels_.try_emplace(finding.rule);
  if (missing) {
    for (const auto& [glob, level] : levels_) {
      if (glob.matches(finding.rule)) known->second = level;
    }
  }
  return known->second.value_or(finding.level);
}

bool Filter::excluded(const Finding& finding) {
  if (exclude_.empty() || finding.rule == "gate/policy-edited") return false;
  const auto [known, missing] = known_paths_.try_emplace(finding.place.path);
  if (missing) {
    known->second = std::any_of(exclude_.begin(), exclude_.end(),
                                [&](const Glob& glob) { return glob.matches(finding.place.path); });
  }
  return known->second;
}

void Filter::apply(std::vector<Finding>& findings) {
  std::erase_if(findings, [&](Finding& finding) {
    finding.level = level_of(finding);
    return finding.level == Level::off || excluded(finding);
  });
}

}  // namespace gate::scope
