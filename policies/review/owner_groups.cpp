#include "policies/review/owner_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "gate/base/text.h"

namespace gate::review {
namespace {

enum class Belongs { yes, no, unknown };

// The value of `key` in a map whose keys are compared without case; null when absent.
template <class Value>
const Value* look_up(const std::map<std::string, Value>& map, const std::string& key) {
  for (const auto& [name, value] : map) {
    if (lower(name) == lower(key)) return &value;
  }
  return nullptr;
}

Belongs belongs(const std::string& user, const std::string& owner, const ReviewEvidence& review) {
  if (const auto* members = look_up(review.teams, owner)) {
    const bool found = std::ranges::any_of(*members, [&](const auto& member) { return lower(member) == lower(user); });
    return found ? Belongs::yes : Belongs::no;
  }
  if (lower(owner) == lower(user) || lower(owner) == "@" + lower(user)) return Belongs::yes;
  const bool person = owner.starts_with('@') && !owner.starts_with("@@") && !owner.contains('/');
  if (person) return look_up(review.unresolved_teams, owner) ? Belongs::unknown : Belongs::no;
  return Belongs::unknown;
}

std::string why_unknown(const std::string& owner, const ReviewEvidence& review) {
  if (const auto* reason = look_up(review.unresolved_teams, owner)) return owner + ": " + *reason;
  if (owner.starts_with("@@"))
    return owner + ": a role, whose members only GitLab knows; list them in --approvals FILE";
  if (!owner.starts_with('@'))
    return owner +
           ": an e-mail address, which cannot be joined to a login; write @login in CODEOWNERS, or list it under "
           "'teams' in --approvals FILE";
  return owner +
         ": its members are not known; the token needs read:org (organisation permission \"Members: read\"), or "
         "list them under 'teams' in --approvals FILE";
}

void judge(OwnerGroup& group, const Panel& panel, const ReviewEvidence& review) {
  std::size_t perhaps = 0;
  std::vector<std::string> unknown;
  for (const auto* voice : panel.approvals()) {
    bool yes = false, maybe = false;
    for (const auto& owner : group.owners) {
      const auto answer = belongs(voice->user, owner, review);
      yes = yes || answer == Belongs::yes;
      maybe = maybe || answer == Belongs::unknown;
    }
    if (yes) group.approvers.push_back(name_of(voice->user));
    perhaps += !yes && maybe;
  }
  if (group.approvers.size() >= group.asked) {
    group.answer = Answer::met;
    return;
  }
  group.answer = group.approvers.size() + perhaps >= group.asked ? Answer::unknown : Answer::missing;
  for (const auto& owner : group.owners) {
    // Nobody has this name as a login, so only what is not known belongs to it.
    if (belongs("", owner, review) == Belongs::unknown) group.unresolved.push_back(why_unknown(owner, review));
  }
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
