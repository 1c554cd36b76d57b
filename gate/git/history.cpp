#include "gate/git/history.h"

#include <algorithm>
#include <queue>
#include <unordered_map>
#include <utility>

#include "gate/base/file.h"
#include "gate/base/text.h"

namespace gate::git {
namespace {

enum : unsigned { kFromBase = 1, kFromHead = 2, kCommon = kFromBase | kFromHead, kStale = 4 };

struct Node {
  std::vector<git_oid> parents;
  std::int64_t time = 0;
  unsigned flags = 0;
  unsigned queued = 0;              // entries in the queue
  bool ahead = false, met = false;  // listed so
};

class Walk {
 public:
  Walk(const Objects& objects, const IdSet& shallow) : objects_(objects), shallow_(shallow) {}

  Expected<void> start(const git_oid& id, unsigned flags) {
    Node* node = find(id);
    if (node == nullptr) return std::unexpected(read_commit(objects_, id).error());
    paint(id, *node, flags);
    return {};
  }

  HistoryComparison run() {
    while (!queue_.empty() && (fresh_ > 0 || queue_.top().time >= oldest_ahead_)) {
      const git_oid id = queue_.top().id;
      queue_.pop();
      visit(id, nodes_.find(id)->second);
    }
    HistoryComparison result;
    result.cut = cut_;
    for (const git_oid& id : met_) {
      if ((nodes_.at(id).flags & kStale) == 0) result.merge_bases.push_back(id);
    }
    for (const git_oid& id : ahead_) {
      if ((nodes_.at(id).flags & kFromBase) == 0) result.ahead.push_back(id);
    }
    return result;
  }

 private:
  struct Entry {
    std::int64_t time;
    std::uint64_t order;  // of two commits of one second, the one found first
    git_oid id;
    bool operator<(const Entry& other) const { return time != other.time ? time < other.time : order > other.order; }
  };

  // Null when the commit is not there.
  Node* find(const git_oid& id) {
    const auto known = nodes_.find(id);
    if (known != nodes_.end()) return &known->second;
    auto commit = read_commit(objects_, id);
    if (!commit) {
      cut_ = true;
      return nullptr;
    }
    Node node;
    node.time = commit->time;
    if (shallow_.contains(id)) {
      cut_ = cut_ || !commit->parents.empty();
    } else {
      node.parents = std::move(commit->parents);
    }
    return &nodes_.emplace(id, std::move(node)).first->second;
  }

  void paint(const git_oid& id, Node& node, unsigned flags) {
    if ((node.flags & flags) == flags) return;
    if ((node.flags & kStale) == 0 && (flags & kStale) != 0) fresh_ -= node.queued;
    node.flags |= flags;
    ++node.queued;
    if ((node.flags & kStale) == 0) ++fresh_;
    queue_.push({node.time, ++order_, id});
  }

  void visit(const git_oid& id, Node& node) {
    --node.queued;
    if ((node.flags & kStale) == 0) --fresh_;
    unsigned hand_down = node.flags;
    if ((node.flags & kCommon) == kCommon) {
      if (!std::exchange(node.met, true) && (node.flags & kStale) == 0) met_.push_back(id);
      hand_down |= kStale;
    } else if (node.flags == kFromHead && !std::exchange(node.ahead, true)) {
      ahead_.push_back(id);
      oldest_ahead_ = std::min(oldest_ahead_, node.time);
    }
    for (const git_oid& parent : node.parents) {
      if (Node* next = find(parent)) paint(parent, *next, hand_down);
    }
  }

  const Objects& objects_;
  const IdSet& shallow_;
  std::unordered_map<git_oid, Node, IdHash, IdEqual> nodes_;  // addresses of nodes stay
  std::priority_queue<Entry> queue_;
  std::vector<git_oid> met_, ahead_;
  std::int64_t oldest_ahead_ = INT64_MAX;
  std::uint64_t order_ = 0;
  std::size_t fresh_ = 0;  // queue entries of commits not known to lie behind a merge base
  bool cut_ = false;
};

// Wrong clocks can leave a common ancestor standing that lies behind another one.
void drop_redundant(const Objects& objects, const IdSet& shallow, std::vector<git_oid>& ids) {
  if (ids.size() < 2) return;
  const std::vector<git_oid> all = ids;
  std::erase_if(ids, [&](const git_oid& id) {
    return std::ranges::any_of(
        all, [&](const git_oid& other) { return !IdEqual{}(id, other) && is_ancestor(objects, shallow, id, other); });
  });
}

}  // namespace

IdSet shallow_commits(const std::string& common_dir) {
  IdSet commits;
  auto text = read_file(common_dir + "/shallow");
  if (!text) return commits;
  for (std::string_view line : split_lines(*text)) {
    if (auto id = parse_id(trim(line))) commits.insert(*id);
  }
  return commits;
}

Expected<HistoryComparison> compare_histories(const Objects& objects, const IdSet& shallow,
                                              const std::vector<git_oid>& bases, const git_oid& head) {
  Walk walk(objects, shallow);
  if (auto done = walk.start(head, kFromHead); !done) return std::unexpected(done.error());
  for (const git_oid& base : bases) {
    if (auto done = walk.start(base, kFromBase); !done) return std::unexpected(done.error());
  }
  HistoryComparison result = walk.run();
  drop_redundant(objects, shallow, result.merge_bases);
  return result;
}

bool is_ancestor(const Objects& objects, const IdSet& shallow, const git_oid& ancestor, const git_oid& commit) {
  Walk walk(objects, shallow);
  if (!walk.start(ancestor, kFromHead) || !walk.start(commit, kFromBase)) return false;
  return walk.run().ahead.empty();
}

}  // namespace gate::git
