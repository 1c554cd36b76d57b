// Which owners still have to approve: changed paths grouped by the line of CODEOWNERS that won.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/model/approvals.h"

namespace gate::review {

// Changed paths for which the same owners are asked.
struct OwnerGroup {
  std::vector<std::string> paths;
  std::vector<std::string> owners;
  std::uint32_t line = 0;
  std::uint32_t asked = 1;  // approvals by different owners
  std::string section;
  Answer answer = Answer::missing;
  std::vector<std::string> approvers;   // names of owners that approved
  std::vector<std::string> unresolved;  // "@org/team: why its members are not known", while not met
};

// Groups of the change's owned paths, in order of the line; paths without owners and optional sections ask nobody.
std::vector<OwnerGroup> owner_groups(const ReviewEvidence& review, const Panel& panel);

// "src/a.c and src/b.c: @core or @ann must approve (.github/CODEOWNERS:12)".
std::string describe(const OwnerGroup& group, const ReviewEvidence& review);

}  // namespace gate::review
