// Objects read along a history, where what one commit left behind is what the next one starts from: the most recently
// used ones stay in memory.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

#include "gate/git/objects.h"

namespace gate::git {

// Safe from any thread.
class RecentObjects {
 public:
  // Keeps at most `room` bytes of contents.
  RecentObjects(const Objects& objects, std::uint64_t room) : objects_(objects), room_(room) {}

  // As Objects::read.
  Expected<Contents> read(const git_oid& id, git_object_t type, std::uint64_t limit);

 private:
  struct Entry {
    git_oid id;
    git_object_t type;
    Contents contents;
  };
  using Entries = std::list<Entry>;  // the most recently used first

  Contents recall(const git_oid& id, git_object_t type);
  void keep(const git_oid& id, git_object_t type, const Contents& contents);

  const Objects& objects_;
  const std::uint64_t room_;
  std::uint64_t used_ = 0;
  std::mutex mutex_;
  Entries entries_;
  std::unordered_map<git_oid, Entries::iterator, IdHash, IdEqual> by_id_;
};

}  // namespace gate::git
