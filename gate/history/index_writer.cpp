#include "gate/history/index_writer.h"

#include <algorithm>
#include <queue>
#include <set>

#include "gate/base/text.h"
#include "gate/history/index_state.h"
#include "gate/history/past.h"
#include "gate/history/record_codec.h"

namespace gate::history {
namespace {

using store::HistoryCommit;

constexpr std::size_t kPathsKept = 200'000;
constexpr std::size_t kNodesKept = 200'000;
constexpr std::size_t kShortestId = 7;           // digits that name a commit
constexpr std::size_t kRevertDistance = 20'000;  // commits that are looked through for the one taken back

std::unexpected<Error> changed_meanwhile(const std::string& path) {
  return fail(ErrorKind::unavailable, "another process has just changed the history index", path, "run again");
}

unsigned state_of(const NewCommit& commit) {
  return (commit.record.merge ? HistoryCommit::merge : 0u) | (commit.record.complete ? 0u : HistoryCommit::incomplete) |
         (commit.cut ? HistoryCommit::cut : 0u) | (commit.absent ? HistoryCommit::absent : 0u);
}

}  // namespace

std::string join_subsystems(const CommitRecord& record) {
  std::string joined;
  for (const std::string& subsystem : subsystems_of(record)) joined += subsystem + '\0';
  return joined;
}

std::vector<std::string> split_subsystems(const std::string& joined) {
  std::vector<std::string> parts = split(joined, '\0');
  parts.pop_back();  // each ends with the separator
  return parts;
}

Expected<void> IndexWriter::transaction(const std::function<Expected<void>()>& work) {
  auto done = database_.transaction(work);
  if (!done || paths_.size() > kPathsKept) paths_.clear();  // ids that were rolled back are nobody's
  if (!done || nodes_.size() > kNodesKept) nodes_.clear();
  return done;
}

Expected<void> IndexWriter::add(std::vector<NewCommit>& commits) {
  return transaction([&]() -> Expected<void> {
    for (NewCommit& commit : commits) {
      if (auto done = add_one(commit); !done) return done;
    }
    return {};
  });
}

Expected<void> IndexWriter::add_one(NewCommit& commit) {
  CommitRecord& record = commit.record;
  record.time = std::clamp<std::int64_t>(record.time, 0, kLatest);
  const std::string oid = raw_id(record.oid);
  auto known = database_.find(oid);
  if (!known) return std::unexpected(known.error());
  if (*known) return {};
  auto parents = parent_ids(commit);
  if (!parents) return std::unexpected(parents.error());
  record.order = record.time;
  for (const std::int64_t parent : *parents) {
    auto found = node(parent);
    if (!found) return std::unexpected(found.error());
    record.order = std::max(record.order, (*found)->order + 1);
  }
  auto reverted = reverted_time(record, *parents);
  if (!reverted) return std::unexpected(reverted.error());
  record.reverted_time = *reverted;

  auto id = database_.add({0, oid, record.order, state_of(commit)});
  if (!id) return std::unexpected(id.error());
  for (const std::int64_t parent : *parents) {
    if (auto done = database_.add_parent(*id, parent); !done) return done;
  }
  nodes_[*id] = {record.order, oid, std::move(*parents)};
  if (auto done = database_.set_facts(*id, encode_facts(record)); !done) return done;
  if (auto done = database_.set_tokens(*id, encode_tokens(record)); !done) return done;
  return write_touches(*id, record);
}

Expected<std::vector<std::int64_t>> IndexWriter::parent_ids(const NewCommit& commit) {
  std::vector<std::int64_t> ids;
  for (const std::string& parent : commit.record.parents) {
    auto found = database_.find(raw_id(parent));
    if (!found) return std::unexpected(found.error());
    if (*found) {
      ids.push_back((*found)->id);
    } else if (!commit.cut) {
      return changed_meanwhile(database_.path());
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

Expected<const IndexWriter::Node*> IndexWriter::node(std::int64_t id) {
  const auto kept = nodes_.find(id);
  if (kept != nodes_.end()) return &kept->second;
  auto commit = database_.commit(id);
  if (!commit) return std::unexpected(commit.error());
  if (!*commit) return damaged(database_.path());
  auto parents = database_.parents_of(id);
  if (!parents) return std::unexpected(parents.error());
  return &nodes_.emplace(id, Node{(*commit)->order, std::move((*commit)->oid), std::move(*parents)}).first->second;
}

// Commits whose ids begin as the message says, the latest first.
Expected<std::vector<HistoryCommit>> IndexWriter::candidates(const std::string& named) {
  if (named.size() < kShortestId || named.size() > 40) return std::vector<HistoryCommit>{};
  const std::string first = raw_id(named + std::string(40 - named.size(), '0'));
  const std::string last = raw_id(named + std::string(40 - named.size(), 'f'));
  if (first.empty()) return std::vector<HistoryCommit>{};
  auto found = database_.find_between(first, last);
  if (found) {
    std::ranges::sort(
        *found, [](const auto& a, const auto& b) { return a.order != b.order ? a.order > b.order : a.oid > b.oid; });
  }
  return found;
}

// Only of a commit that lies behind this one: then the answer does not depend on what else the index holds.
Expected<std::int64_t> IndexWriter::reverted_time(const CommitRecord& record,
                                                  const std::vector<std::int64_t>& parents) {
  if (record.reverts.empty()) return 0;
  auto named = candidates(record.reverts);
  if (!named) return std::unexpected(named.error());
  for (const HistoryCommit& candidate : *named) {
    auto behind = reaches(parents, candidate);
    if (!behind) return std::unexpected(behind.error());
    if (!*behind) continue;
    auto reverted = read_record(database_, candidate.id, With::facts);
    if (!reverted) return std::unexpected(reverted.error());
    return reverted->time;
  }
  return 0;
}

// Latest first, which is the same way through the graph whatever the ids are.
Expected<bool> IndexWriter::reaches(const std::vector<std::int64_t>& from, const HistoryCommit& ancestor) {
  struct Place {
    std::int64_t order;
    std::string oid;
    std::int64_t id;
    bool operator<(const Place& other) const { return order != other.order ? order < other.order : oid < other.oid; }
  };
  std::priority_queue<Place> queue;
  std::set<std::int64_t> seen;
  const auto enter = [&](const std::vector<std::int64_t>& ids) -> Expected<void> {
    for (const std::int64_t id : ids) {
      if (!seen.insert(id).second) continue;
      auto found = node(id);
      if (!found) return std::unexpected(found.error());
      if ((*found)->order >= ancestor.order) queue.push({(*found)->order, (*found)->oid, id});
    }
    return {};
  };
  if (auto done = enter(from); !done) return std::unexpected(done.error());
  for (std::size_t steps = 0; !queue.empty() && steps < kRevertDistance; ++steps) {
    const std::int64_t id = queue.top().id;
    queue.pop();
    if (id == ancestor.id) return true;
    auto found = node(id);
    if (!found) return std::unexpected(found.error());
    const std::vector<std::int64_t> parents = (*found)->parents;
    if (auto done = enter(parents); !done) return std::unexpected(done.error());
  }
  return false;
}

Expected<std::int64_t> IndexWriter::path_id(const std::string& path) {
  const auto kept = paths_.find(path);
  if (kept != paths_.end()) return kept->second;
  auto id = database_.add_path(path);
  if (id) paths_.emplace(path, *id);
  return id;
}

Expected<void> IndexWriter::touch(std::int64_t id, const CommitRecord& record, const std::string& path, bool gone) {
  auto place = path_id(path);
  if (!place) return std::unexpected(place.error());
  return database_.add_touch(*place, {record.order, id, gone});
}

Expected<void> IndexWriter::write_touches(std::int64_t id, const CommitRecord& record) {
  if (record.merge) return {};
  for (const Touch& file : record.touches) {  // renames first: another file may take the old place
    if (file.status != FileStatus::renamed) continue;
    if (auto done = touch(id, record, file.old_path, true); !done) return done;
  }
  for (const Touch& file : record.touches) {
    if (auto done = touch(id, record, file.path, file.status == FileStatus::deleted); !done) return done;
  }
  return database_.add_authored(record.author, {record.order, id, record.time, join_subsystems(record)});
}

Expected<store::HistoryDatabase::Keys> IndexWriter::keys(std::int64_t id, const CommitRecord& record) {
  store::HistoryDatabase::Keys keys{id, record.order, record.author, {}};
  for (const Touch& file : record.touches) {
    for (const std::string& path : {file.path, file.old_path}) {
      auto place = path_id(path);
      if (!place) return std::unexpected(place.error());
      keys.paths.push_back(*place);
    }
  }
  return keys;
}

Expected<void> IndexWriter::renew(std::vector<NewCommit>& commits) {
  return transaction([&]() -> Expected<void> {
    for (NewCommit& commit : commits) {
      CommitRecord& record = commit.record;
      auto known = database_.find(raw_id(record.oid));
      if (!known) return std::unexpected(known.error());
      if (!*known) continue;
      const std::int64_t id = (*known)->id;
      auto old = read_record(database_, id, With::facts);
      if (!old) return std::unexpected(old.error());
      record.time = old->time;
      record.order = old->order;
      record.reverted_time = old->reverted_time;
      auto old_keys = keys(id, *old);
      if (!old_keys) return std::unexpected(old_keys.error());
      if (auto done = database_.forget_touches(*old_keys); !done) return done;
      commit.cut = ((*known)->state & HistoryCommit::cut) != 0;
      if (auto done = database_.set_state(id, state_of(commit)); !done) return done;
      if (auto done = database_.set_facts(id, encode_facts(record)); !done) return done;
      if (auto done = database_.set_tokens(id, encode_tokens(record)); !done) return done;
      if (auto done = write_touches(id, record); !done) return done;
    }
    return {};
  });
}

Expected<void> IndexWriter::forget_from(const std::vector<std::int64_t>& roots) {
  nodes_.clear();
  return transaction([&]() -> Expected<void> {
    Members leaving;
    std::vector<std::int64_t> all = roots;
    for (const std::int64_t id : roots) leaving.add(id);
    auto read = database_.parents([&](std::int64_t id, std::int64_t parent) {  // by id: parents come before children
      if (leaving.contains(parent) && leaving.add(id)) all.push_back(id);
    });
    if (!read) return read;
    for (const std::int64_t id : all) {
      auto record = read_record(database_, id, With::facts);
      if (!record) return std::unexpected(record.error());
      auto found = keys(id, *record);
      if (!found) return std::unexpected(found.error());
      if (auto done = database_.forget(*found); !done) return done;
    }
    return {};
  });
}

}  // namespace gate::history
