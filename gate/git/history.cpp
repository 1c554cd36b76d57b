#include "gate/git/history.h"

#include <algorithm>
#include <charconv>
#include <queue>
#include <unordered_map>
#include <utility>

#include "gate/base/file.h"
#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kCommitLimit = 16u << 20;  // bytes of one commit object

// "Name <mail> 1700000000 +0100", as a commit's header lines give it.
struct Signature {
  Person person;
  std::int64_t time = 0;
  std::int32_t offset_minutes = 0;
};

Signature parse_signature(std::string_view line) {
  Signature signature;
  const std::size_t close = line.rfind('>');
  const std::size_t open = line.find('<');
  if (close == std::string_view::npos || open == std::string_view::npos || open > close) {
    signature.person.name = trim(line);
    return signature;
  }
  signature.person.name = trim(line.substr(0, open));
  signature.person.email = trim(line.substr(open + 1, close - open - 1));
  const std::string_view rest = trim(line.substr(close + 1));
  const char* end = rest.data() + rest.size();
  const auto [after, error] = std::from_chars(rest.data(), end, signature.time);
  if (error != std::errc{}) return signature;
  std::string_view zone = trim(std::string_view(after, end));
  const bool west = zone.starts_with('-');
  if (west || zone.starts_with('+')) zone.remove_prefix(1);
  int clock = 0;
  std::from_chars(zone.data(), zone.data() + zone.size(), clock);
  if (clock < 0 || clock > 9999) clock = 0;
  signature.offset_minutes = (clock / 100 * 60 + clock % 100) * (west ? -1 : 1);
  return signature;
}

struct CommitText {
  RawCommit raw;
  std::string_view author, committer, message;
};

Expected<CommitText> parse_commit(std::string_view text, const git_oid& id) {
  CommitText commit;
  bool has_tree = false;
  while (!text.empty() && text.front() != '\n') {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0) continue;  // continuation lines of signatures
    const std::string_view key = line.substr(0, space), value = line.substr(space + 1);
    if (key == "tree" || key == "parent") {
      auto named = parse_id(value);
      if (!named) return fail(ErrorKind::git, "commit " + hex(id) + " is malformed", {}, "run `git fsck`");
      if (key == "parent") {
        commit.raw.parents.push_back(*named);
      } else {
        commit.raw.tree = *named;
        has_tree = true;
      }
    } else if (key == "author" && commit.author.empty()) {
      commit.author = value;
    } else if (key == "committer" && commit.committer.empty()) {
      commit.committer = value;
      commit.raw.time = parse_signature(value).time;
    }
  }
  if (!has_tree) return fail(ErrorKind::git, "commit " + hex(id) + " names no tree", {}, "run `git fsck`");
  commit.message = text.empty() ? text : text.substr(1);
  return commit;
}

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

}  // namespace

Expected<RawCommit> read_commit(const Objects& objects, const git_oid& id) {
  auto text = objects.read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  return std::move(parsed->raw);
}

Expected<Commit> describe_commit(const Objects& objects, const git_oid& id) {
  auto text = objects.read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  const Signature author = parse_signature(parsed->author), committer = parse_signature(parsed->committer);
  Commit commit;
  commit.oid = hex(id);
  commit.author = author.person;
  commit.committer = committer.person;
  commit.time = committer.time;
  commit.offset_minutes = author.offset_minutes;
  for (const git_oid& parent : parsed->raw.parents) commit.parents.push_back(hex(parent));
  commit.message = parsed->message;
  return commit;
}

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
  return walk.run();
}

bool is_ancestor(const Objects& objects, const IdSet& shallow, const git_oid& ancestor, const git_oid& commit) {
  auto compared = compare_histories(objects, shallow, {commit}, ancestor);
  return compared && compared->ahead.empty();
}

}  // namespace gate::git
