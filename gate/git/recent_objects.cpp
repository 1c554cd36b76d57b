#include "gate/git/recent_objects.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kOverhead = 160;  // bytes that an entry takes beside its contents
constexpr std::uint64_t kPart = 8;        // an object larger than one part in so many of the room is not kept

}  // namespace

Expected<Contents> RecentObjects::read(const git_oid& id, git_object_t type, std::uint64_t limit) {
  if (Contents known = recall(id, type); known && known->size() <= limit) return known;
  auto contents = objects_.read(id, type, limit);
  if (contents) keep(id, type, *contents);
  return contents;
}

Contents RecentObjects::recall(const git_oid& id, git_object_t type) {
  std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end() || found->second->type != type) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->contents;
}

void RecentObjects::keep(const git_oid& id, git_object_t type, const Contents& contents) {
  const std::uint64_t size = contents->size() + kOverhead;
  if (size > room_ / kPart) return;
  std::lock_guard lock(mutex_);
  const auto [place, fresh] = by_id_.try_emplace(id);
  if (!fresh) return;  // another thread was first
  entries_.push_front({id, type, contents});
  place->second = entries_.begin();
  used_ += size;
  while (used_ > room_) {
    used_ -= entries_.back().contents->size() + kOverhead;
    by_id_.erase(entries_.back().id);
    entries_.pop_back();
  }
}

}  // namespace gate::git
