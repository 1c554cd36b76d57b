// The tables of the history index. What records mean is gate/history's; here they are rows, keys and bytes. Ids of
// commits ascend along the graph: a parent's is below its children's.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/store/database.h"

namespace gate::store {

struct HistoryCommit {
  enum State : unsigned { merge = 1, incomplete = 2, cut = 4, absent = 8 };  // absent: objects were not there
  std::int64_t id = 0;
  std::string oid;  // raw bytes
  std::int64_t order = 0;
  unsigned state = 0;  // of State
};

struct HistoryRow {
  HistoryCommit commit;
  std::string facts;
};

// That a commit touched a path; `gone`: it left the path without a file.
struct HistoryTouch {
  std::int64_t order = 0, commit = 0;
  bool gone = false;
};

struct HistoryAuthored {
  std::int64_t order = 0, commit = 0, time = 0;
  std::string subsystems;
};

// The commits that a tip reaches, in their order.
struct HistoryTip {
  std::int64_t commit = 0, changes = 0;
  std::string ids;  // 32 bits each, little endian
};

// One connection, for one thread at a time. Every call may fail as Database's do.
class HistoryDatabase {
 public:
  // Creates it where it is not there, replaces one of another version and one that is damaged. `salt` is kept in a new
  // one.
  static Expected<HistoryDatabase> open(const std::string& path, const std::string& salt);
  // Removes the files: what uses them goes on with what it has open.
  static Expected<void> remove(const std::string& path);

  Expected<void> transaction(const std::function<Expected<void>()>& work);
  // Many reads of one state of the file, and faster than each by itself. May be nested; no transaction within.
  Expected<void> reading(const std::function<Expected<void>()>& work);
  void shrink_log() { database_.shrink_log(); }
  const std::string& path() const { return database_.path(); }

  Expected<std::string> meta(std::string_view key);  // "" when not set
  Expected<void> set_meta(std::string_view key, std::string_view value);
  Expected<std::optional<std::string>> note(std::string_view key);
  Expected<void> set_note(std::string_view key, std::string_view value);

  Expected<std::optional<HistoryCommit>> find(std::string_view oid);
  // Those whose ids begin so, raw bytes from `first` to `last`; a few at most.
  Expected<std::vector<HistoryCommit>> find_between(std::string_view first, std::string_view last);
  Expected<std::optional<HistoryCommit>> commit(std::int64_t id);
  Expected<std::vector<HistoryCommit>> with_state(HistoryCommit::State state);  // by id
  Expected<std::vector<HistoryCommit>> all_commits();                           // by id
  Expected<std::int64_t> add(const HistoryCommit& commit);                      // the new id
  Expected<void> set_state(std::int64_t commit, unsigned state);
  Expected<void> set_facts(std::int64_t commit, std::string_view facts);
  Expected<void> add_parent(std::int64_t commit, std::int64_t parent);
  Expected<void> set_tokens(std::int64_t commit, std::string_view tokens);
  Expected<void> add_touch(std::int64_t path, const HistoryTouch& touch);
  Expected<void> add_authored(std::uint64_t author, const HistoryAuthored& authored);
  // Takes one commit out: its rows everywhere, and every stored tip.
  struct Keys {
    std::int64_t commit = 0, order = 0;
    std::uint64_t author = 0;
    std::vector<std::int64_t> paths;
  };
  Expected<void> forget_touches(const Keys& keys);  // touches and authored alone
  Expected<void> forget(const Keys& keys);

  Expected<std::optional<std::int64_t>> path_id(std::string_view path);
  Expected<std::int64_t> add_path(std::string_view path);

  Expected<std::optional<HistoryRow>> row(std::int64_t id);
  Expected<std::string> tokens(std::int64_t id);  // "" where there are none
  Expected<void> parents(const std::function<void(std::int64_t commit, std::int64_t parent)>& sink);  // of all
  Expected<std::vector<std::int64_t>> parents_of(std::int64_t commit);
  Expected<void> touches(std::int64_t path, const std::function<void(const HistoryTouch&)>& sink);  // ascending
  // From the latest backwards, until `sink` says that it is enough.
  Expected<void> last_touches(std::int64_t path, const std::function<bool(const HistoryTouch&)>& sink);
  Expected<void> authored(std::uint64_t author, const std::function<void(const HistoryAuthored&)>& sink);  // ascending

  Expected<std::vector<std::int64_t>> tips();  // the most recently used first
  Expected<std::optional<HistoryTip>> tip(std::int64_t commit);
  Expected<void> keep_tip(const HistoryTip& tip, std::size_t most);
  Expected<void> forget_tips();

 private:
  explicit HistoryDatabase(Database database) : database_(std::move(database)) {}
  static Expected<HistoryDatabase> try_open(const std::string& path, const std::string& salt);
  Expected<Statement*> use(const char* sql);  // prepared once for each text, found by its address
  Expected<void> run(const char* sql, std::initializer_list<std::int64_t> numbers);
  Expected<std::optional<std::string>> value(const char* sql, std::string_view key);
  Expected<std::vector<HistoryCommit>> commits(Statement& select);
  Expected<std::optional<HistoryCommit>> one_commit(Statement& select);
  Expected<void> set_bytes(const char* sql, std::int64_t commit, std::string_view bytes);

  Database database_;
  std::map<const char*, Statement> statements_;
  bool reading_ = false;
};

}  // namespace gate::store
