#include "policies/review/owner_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "gate/base/text.h"

namespace gate::review {
namespace {

void judge(OwnerGroup& group, const Panel& panel, const ReviewEvidence& review) {
  auto standing = review::standing(group.owners, group.asked, panel, review);
  group.answer = standing.answer;
  group.approvers = std::move(standing.approvers);
  group.unresolved = std::move(standing.unresolved);
}

}  // namespace

std::vector<OwnerGroup> owner_groups(const ReviewEvidence& review, const Panel& panel) {
  std::map<std::tuple<std::uint32_t, std::string, std::vector<std::string>>, OwnerGroup> groups;
  for (const auto& entry : review.owners) {
    if (entry.owners.empty() || entry.approvals == 0) continue;
    auto& group = groups[{entry.line, entry.section, entry.owners}];
    group.line = entry.line;
    group.section = entry.section;
    group.owners = entry.owners;
    group.asked = entry.approvals;
    const auto path = to_utf8(entry.path);
    if (std::ranges::find(group.paths, path) == group.paths.end()) group.paths.push_back(path);
  }
  std::vector<OwnerGroup> out;
  for (auto& [key, group] : groups) {
    judge(group, panel, review);
    out.push_back(std::move(group));
  }
  return out;
}

std::string describe(const OwnerGroup& group, const ReviewEvidence& review) {
  std::string out = list_of(group.paths, 3) + ": ";
  if (group.answer == Answer::met) {
    out += "approved by " + list_of(group.approvers);
  } else {
    if (group.asked > 1) out += std::to_string(group.asked) + " approvals are needed of ";
    for (std::size_t i = 0; i < group.owners.size(); ++i) out += (i == 0 ? "" : " or ") + group.owners[i];
    if (group.asked == 1) out += " must approve";
    if (!group.approvers.empty()) out += ", " + list_of(group.approvers) + " did";
    if (group.owners.size() == 1 && lower(group.owners[0]) == "@" + lower(review.author)) {
      out += ", but is the author: another owner is needed in CODEOWNERS";
    }
  }
  out += " (" + review.owners_path + ":" + std::to_string(group.line);
  return out + (group.section.empty() ? ")" : ", section [" + group.section + "])");
}

}  // namespace gate::review
