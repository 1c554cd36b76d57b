// Records into the index's tables, with what depends on commits before them filled in.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "gate/history/record.h"
#include "gate/store/history_database.h"

namespace gate::history {

struct NewCommit {
  CommitRecord record;
  bool cut = false;     // the parents are not here
  bool absent = false;  // objects were not there when it was read
};

// One for a whole update: it remembers the graph that it has written and read. Not safe to share between threads.
class IndexWriter {
 public:
  explicit IndexWriter(store::HistoryDatabase& database) : database_(database) {}

  // All of them or none, parents before children; those that another process has added meanwhile are left as they are.
  // ErrorKind::unavailable when another process took a parent out: walk again.
  Expected<void> add(std::vector<NewCommit>& commits);

  // Records of commits that the index holds, read anew: what was not known of them is filled in.
  Expected<void> renew(std::vector<NewCommit>& commits);

  // Takes out `roots` and all that descends from them.
  Expected<void> forget_from(const std::vector<std::int64_t>& roots);

 private:
  struct Node {
    std::int64_t order = 0;
    std::string oid;
    std::vector<std::int64_t> parents;
  };

  Expected<void> add_one(NewCommit& commit);
  Expected<std::vector<std::int64_t>> parent_ids(const NewCommit& commit);
  Expected<std::int64_t> reverted_time(const CommitRecord& record, const std::vector<std::int64_t>& parents);
  Expected<std::vector<store::HistoryCommit>> candidates(const std::string& named);
  Expected<bool> reaches(const std::vector<std::int64_t>& from, const store::HistoryCommit& ancestor);
  Expected<const Node*> node(std::int64_t id);
  Expected<void> write_touches(std::int64_t id, const CommitRecord& record);
  Expected<void> touch(std::int64_t id, const CommitRecord& record, const std::string& path, bool gone);
  Expected<std::int64_t> path_id(const std::string& path);
  Expected<store::HistoryDatabase::Keys> keys(std::int64_t id, const CommitRecord& record);
  Expected<void> transaction(const std::function<Expected<void>()>& work);

  store::HistoryDatabase& database_;
  std::unordered_map<std::int64_t, Node> nodes_;
  std::unordered_map<std::string, std::int64_t> paths_;
};

// The subsystems of a commit as `authored` stores them, and back.
std::string join_subsystems(const CommitRecord& record);
std::vector<std::string> split_subsystems(const std::string& joined);

}  // namespace gate::history
