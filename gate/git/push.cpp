// The base of a push: what the remote is known to have, without asking it. Source: githooks(5), pre-push.
#include <algorithm>

#include "gate/base/text.h"
#include "gate/git/refs.h"

namespace gate::git {
namespace {

using Choice = std::optional<RevisionChoice>;

RevisionChoice choice(const git_oid& id, std::string source) {
  const std::string oid = hex(id);
  return {oid, oid.substr(0, 12), std::move(source)};
}

// The remote has this ref at a commit that is known here.
Expected<Choice> known_ref(const State& state, const git_oid& local, const git_oid& remote) {
  auto compared = compare_histories(*state.objects, state.shallow, {remote}, local);
  if (!compared) return std::unexpected(compared.error());
  if (compared->ahead.empty()) return std::nullopt;  // the remote ref moves back: nothing is new
  if (compared->merge_bases.empty()) {
    return choice(remote, "what the remote has; the histories do not meet here");
  }
  const git_oid& base = compared->merge_bases.front();
  if (IdEqual{}(base, remote)) return choice(base, "what the remote has");
  return choice(base, "where the forced push leaves what the remote has");
}

// Where several branches of the remote border on the pushed commits, the one shared with its default branch counts.
git_oid border(const State& state, const std::string& remote, const git_oid& local,
               const std::vector<git_oid>& borders) {
  if (borders.size() == 1) return borders.front();
  if (auto main = remote_default(state, remote, "")) {
    auto compared = compare_histories(*state.objects, state.shallow, {main->id}, local);
    if (compared && !compared->merge_bases.empty()) return compared->merge_bases.front();
  }
  return borders.front();
}

// A new ref, or one whose remote state was never fetched: what any branch of the remote has is not new.
Expected<Choice> unknown_ref(const State& state, const std::string& remote, const git_oid& local,
                             const std::string& reason) {
  auto compared = compare_histories(*state.objects, state.shallow, remote_tips(state, remote), local);
  if (!compared) return std::unexpected(compared.error());
  if (compared->ahead.empty()) return std::nullopt;
  if (compared->merge_bases.empty()) {
    return RevisionChoice{"", "",
                          reason + ", and nothing of its history is known to be on the remote: all of it is new"};
  }
  return choice(border(state, remote, local, compared->merge_bases),
                reason + ": from the last commit that the remote's branches have");
}

}  // namespace

Expected<Choice> Repository::push_base(const std::string& remote_name, const std::string& local,
                                       const std::string& remote) const {
  if (is_zero_hex(local)) return std::nullopt;  // a deletion
  auto pushed = resolve_revision(*state_, local);
  if (!pushed) return std::unexpected(pushed.error());
  if (!pushed->commit) return std::nullopt;  // a tag of a tree
  if (is_zero_hex(remote)) return unknown_ref(*state_, remote_name, pushed->id, "the ref is new on the remote");
  auto there = resolve_revision(*state_, remote);
  if (!there || !there->commit) {
    return unknown_ref(*state_, remote_name, pushed->id, "what the remote has was never fetched");
  }
  return known_ref(*state_, pushed->id, there->id);
}

}  // namespace gate::git
