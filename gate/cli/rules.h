// The parts of `gate rules`, one file each.
#pragma once

#include <string>
#include <vector>

#include "gate/base/error.h"

namespace gate::cli {

// `gate rules ast`: how gate sees a file (`file`, "-": stdin) or a pattern's text in that language.
int rules_ast(const std::string& language, const std::string& file);
int rules_pattern(const std::string& language, const std::string& text);

struct RuleListing {
  std::vector<std::string> places;  // files and folders of rules; none: .gate/rules
  bool json = false;
};
// `gate rules list`: every rule, and every one that cannot be used with the reason.
int rules_list(const RuleListing& listing);
// `gate rules show`: one rule.
int rules_show(const RuleListing& listing, const std::string& id);

struct RuleTesting {
  std::vector<std::string> places;
  bool json = false;
  unsigned jobs = 0;    // 0: one a core
  double seconds = 20;  // for one rule file
};
// `gate rules test`.
int rules_test(const RuleTesting& testing);

}  // namespace gate::cli
