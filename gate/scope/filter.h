// Rule levels and excluded paths.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "gate/base/glob.h"
#include "gate/model/finding.h"
#include "gate/scope/scope.h"

namespace gate::scope {

// Globs compiled once, answers remembered by rule and by path. For one thread.
class Filter {
 public:
  explicit Filter(const Settings& settings);

  // Sets the levels of findings by the last glob that matches their rule (without one a level stays; of two lists the
  // stricter answer counts), and removes those of level off and those in excluded paths. An edit of the policy is never
  // excluded by its path.
  void apply(std::vector<Finding>& findings);

 private:
  using Levels = std::vector<std::pair<Glob, Level>>;
  using Known = std::unordered_map<std::string, std::optional<Level>>;

  static Levels compiled(const std::vector<std::pair<std::string, Level>>& levels);
  static Level level_of(const Finding& finding, const Levels& levels, Known& known);
  bool excluded(const Finding& finding);

  Levels levels_;
  std::optional<Levels> stricter_levels_;
  std::vector<Glob> exclude_;
  Known known_levels_, known_stricter_levels_;
  std::unordered_map<std::string, bool> known_paths_;
};

}  // namespace gate::scope
