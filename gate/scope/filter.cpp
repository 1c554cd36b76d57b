#include "gate/scope/filter.h"

#include <algorithm>

namespace gate::scope {

Filter::Filter(const Settings& settings) : levels_(compiled(settings.levels)) {
  if (settings.stricter_levels) stricter_levels_ = compiled(*settings.stricter_levels);
  for (const std::string& pattern : settings.exclude) exclude_.emplace_back(pattern);
}

Filter::Levels Filter::compiled(const std::vector<std::pair<std::string, Level>>& levels) {
  Levels out;
  for (const auto& [pattern, level] : levels) out.emplace_back(Glob(pattern), level);
  return out;
}

Level Filter::level_of(const Finding& finding, const Levels& levels, Known& known) {
  const auto [answer, missing] = known.try_emplace(finding.rule);
  if (missing) {
    for (const auto& [glob, level] : levels) {
      if (glob.matches(finding.rule)) answer->second = level;
    }
  }
  return answer->second.value_or(finding.level);
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
    Level level = level_of(finding, levels_, known_levels_);
    if (stricter_levels_) level = std::max(level, level_of(finding, *stricter_levels_, known_stricter_levels_));
    finding.level = level;
    return finding.level == Level::off || excluded(finding);
  });
}

}  // namespace gate::scope
