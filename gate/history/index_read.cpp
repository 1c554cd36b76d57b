#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "gate/history/index.h"
#include "gate/history/index_state.h"
#include "gate/history/index_writer.h"

namespace gate::history {
namespace {

using store::HistoryAuthored;
using store::HistoryDatabase;
using store::HistoryTouch;

constexpr std::size_t kReadAtOnce = 128;  // commits

// The past of a few files: commits that touched them, or what they were called before.
class FilePasts {
 public:
  FilePasts(HistoryDatabase& database, const Members& members) : database_(database), members_(members) {}

  Expected<void> add(const std::string& path) {
    std::vector<std::string> open{path};
    while (!open.empty()) {
      const std::string next = std::move(open.back());
      open.pop_back();
      if (!paths_.insert(next).second) continue;
      if (auto done = add_path(next, open); !done) return done;
    }
    return {};
  }

  Expected<void> add_commit(std::int64_t id) {
    if (records_.contains(id)) return {};
    auto record = read_record(database_, id, With::facts);
    if (!record) return std::unexpected(record.error());
    records_.emplace(id, std::move(*record));
    return {};
  }

  // In the order of "before".
  std::vector<const CommitRecord*> records() const {
    std::vector<const CommitRecord*> sorted;
    sorted.reserve(records_.size());
    for (const auto& [id, record] : records_) sorted.push_back(&record);
    std::ranges::sort(sorted, [](const CommitRecord* a, const CommitRecord* b) {
      return std::tie(a->order, a->oid) < std::tie(b->order, b->oid);
    });
    return sorted;
  }

 private:
  // `renamed_from` gets the names that the path had before.
  Expected<void> add_path(const std::string& path, std::vector<std::string>& renamed_from) {
    auto id = database_.path_id(path);
    if (!id) return std::unexpected(id.error());
    if (!*id) return {};
    std::vector<std::int64_t> commits;
    auto read = database_.touches(**id, [&](const HistoryTouch& touch) {
      if (members_.contains(touch.commit)) commits.push_back(touch.commit);
    });
    if (!read) return read;
    for (const std::int64_t commit : commits) {
      if (auto done = add_commit(commit); !done) return done;
      const auto& touches = records_.at(commit).touches;
      const auto touch = std::ranges::lower_bound(touches, path, {}, &Touch::path);
      if (touch != touches.end() && touch->path == path && touch->status == FileStatus::renamed)
        renamed_from.push_back(touch->old_path);
    }
    return {};
  }

  HistoryDatabase& database_;
  const Members& members_;
  std::set<std::string> paths_;
  std::unordered_map<std::int64_t, CommitRecord> records_;
};

// The line's last commit that touched a path.
struct LastTouch {
  std::int64_t commit = 0;
  bool gone = false;
};

Expected<LastTouch> last_touch(HistoryDatabase& database, const Members& members, const std::string& path) {
  LastTouch last;
  auto id = database.path_id(path);
  if (!id) return std::unexpected(id.error());
  if (!*id) return last;
  std::vector<HistoryTouch> latest;  // of one order: ids of commits decide among them
  auto read = database.last_touches(**id, [&](const HistoryTouch& touch) {
    if (!latest.empty() && touch.order != latest.front().order) return false;
    if (members.contains(touch.commit)) latest.push_back(touch);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  std::string best;
  for (const HistoryTouch& touch : latest) {
    auto commit = database.commit(touch.commit);
    if (!commit) return std::unexpected(commit.error());
    if (!*commit || (*commit)->oid < best) continue;
    best = (*commit)->oid;
    last = {touch.commit, touch.gone};
  }
  return last;
}

// Paths that the records leave without a file.
std::set<std::string> left_gone(const std::vector<const CommitRecord*>& records) {
  std::set<std::string> gone;
  for (const CommitRecord* record : records) {
    for (const Touch& touch : record->touches)
      if (touch.status == FileStatus::renamed) gone.insert(touch.old_path);
    for (const Touch& touch : record->touches) {
      if (touch.status == FileStatus::deleted)
        gone.insert(touch.path);
      else
        gone.erase(touch.path);
    }
  }
  return gone;
}

Past replay(const std::vector<const CommitRecord*>& records) {
  Past past;
  for (const CommitRecord* record : records) past.add_files(*record);
  return past;
}

// What became of the paths that were touched together with those of the change: commits that deleted them, or brought
// them back, need not be among those that were read.
Expected<Past> settle_partners(HistoryDatabase& database, const Members& members, FilePasts& files,
                               const CommitRecord& change) {
  Past past = replay(files.records());
  const std::set<std::string> gone = left_gone(files.records());
  bool revived = false;
  for (const std::string& path : past.co_changed(change)) {
    if (!gone.contains(path)) continue;
    auto last = last_touch(database, members, path);
    if (!last) return std::unexpected(last.error());
    if (last->gone || last->commit == 0) continue;
    if (auto done = files.add_commit(last->commit); !done) return std::unexpected(done.error());
    revived = true;
  }
  if (revived) past = replay(files.records());
  std::set<std::string> partners;
  for (const Touch& touch : change.touches) {
    const auto& path = touch.old_path.empty() ? touch.path : touch.old_path;
    for (const Past::Partner& partner : past.partners(path)) partners.insert(partner.path);
  }
  for (const std::string& path : partners) {
    auto last = last_touch(database, members, path);
    if (!last) return std::unexpected(last.error());
    if (last->gone) past.set_gone(path);
  }
  return past;
}

Expected<void> add_authored(HistoryDatabase& database, const Members& members, std::uint64_t author, Past& past) {
  return database.authored(author, [&](const HistoryAuthored& authored) {
    if (members.contains(authored.commit))
      past.add_authored(author, {authored.time, split_subsystems(authored.subsystems)});
  });
}

}  // namespace

Expected<void> Index::each(const Line& line, With with, const std::function<void(const CommitRecord&)>& sink) const {
  return each(line, 0, line.ids.size(), with, sink);
}

Expected<void> Index::each(const Line& line, std::size_t first, std::size_t last, With with,
                           const std::function<void(const CommitRecord&)>& sink) const {
  store::HistoryDatabase& database = state_->database;
  last = std::min(last, line.ids.size());
  std::vector<CommitRecord> records;
  while (first < last) {  // the sink may use the index: it is called between reads
    const std::size_t end = std::min(first + kReadAtOnce, last);
    records.clear();
    auto done = database.reading([&]() -> Expected<void> {
      for (; first < end; ++first) {
        auto record = read_record(database, line.ids[first], with);
        if (!record) return std::unexpected(record.error());
        records.push_back(std::move(*record));
      }
      return {};
    });
    if (!done) return done;
    for (const CommitRecord& record : records) sink(record);
  }
  return {};
}

Expected<Past> Index::past_of(const Line& line, const CommitRecord& change) const {
  HistoryDatabase& database = state_->database;
  Members members;
  for (const std::uint32_t id : line.ids) members.add(id);
  FilePasts files(database, members);
  Expected<Past> past;
  auto done = database.reading([&]() -> Expected<void> {
    for (const Touch& touch : change.touches) {
      for (const std::string& path : {touch.old_path, touch.path}) {
        if (path.empty()) continue;
        if (auto added = files.add(path); !added) return added;
      }
    }
    past = settle_partners(database, members, files, change);
    if (!past) return std::unexpected(past.error());
    return add_authored(database, members, change.author, *past);
  });
  if (!done) return std::unexpected(done.error());
  if (line.cut) past->set_cut();
  return past;
}

}  // namespace gate::history
