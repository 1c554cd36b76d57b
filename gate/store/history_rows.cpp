#include "gate/store/history_database.h"

namespace gate::store {

Expected<std::vector<HistoryCommit>> HistoryDatabase::commits(Statement& select) {
  std::vector<HistoryCommit> found;
  for (;;) {
    auto row = select.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    found.push_back({select.integer(0), select.text(1), select.integer(2), static_cast<unsigned>(select.integer(3))});
  }
}

Expected<std::optional<HistoryCommit>> HistoryDatabase::one_commit(Statement& select) {
  auto found = commits(select);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Expected<std::optional<HistoryCommit>> HistoryDatabase::find(std::string_view oid) {
  auto select = use("SELECT id, oid, ord, state FROM commits WHERE oid = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind_bytes(1, oid);
  return one_commit(**select);
}

Expected<std::optional<HistoryCommit>> HistoryDatabase::commit(std::int64_t id) {
  auto select = use("SELECT id, oid, ord, state FROM commits WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, id);
  return one_commit(**select);
}

Expected<std::vector<HistoryCommit>> HistoryDatabase::all_commits() {
  auto select = use("SELECT id, oid, ord, state FROM commits ORDER BY id");
  if (!select) return std::unexpected(select.error());
  return commits(**select);
}

Expected<std::vector<HistoryCommit>> HistoryDatabase::find_between(std::string_view first, std::string_view last) {
  auto select = use("SELECT id, oid, ord, state FROM commits WHERE oid BETWEEN ? AND ? LIMIT 16");
  if (!select) return std::unexpected(select.error());
  (*select)->bind_bytes(1, first);
  (*select)->bind_bytes(2, last);
  return commits(**select);
}

Expected<std::vector<HistoryCommit>> HistoryDatabase::with_state(HistoryCommit::State state) {
  // The conditions are those of the partial indexes, which numbers that are bound would not match.
  const char* sql = "SELECT id, oid, ord, state FROM commits WHERE state & 2 ORDER BY id";
  if (state == HistoryCommit::cut) sql = "SELECT id, oid, ord, state FROM commits WHERE state & 4 ORDER BY id";
  if (state == HistoryCommit::absent) sql = "SELECT id, oid, ord, state FROM commits WHERE state & 8 ORDER BY id";
  auto select = use(sql);
  if (!select) return std::unexpected(select.error());
  return commits(**select);
}

Expected<std::int64_t> HistoryDatabase::add(const HistoryCommit& commit) {
  auto insert = use("INSERT INTO commits (oid, ord, state) VALUES (?, ?, ?)");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind_bytes(1, commit.oid);
  (*insert)->bind(2, commit.order);
  (*insert)->bind(3, std::int64_t{commit.state});
  if (auto done = (*insert)->run(); !done) return std::unexpected(done.error());
  return database_.last_row();
}

Expected<void> HistoryDatabase::set_state(std::int64_t commit, unsigned state) {
  return run("UPDATE commits SET state = ? WHERE id = ?", {std::int64_t{state}, commit});
}

Expected<void> HistoryDatabase::set_bytes(const char* sql, std::int64_t commit, std::string_view bytes) {
  auto insert = use(sql);
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind(1, commit);
  (*insert)->bind_bytes(2, bytes);
  return (*insert)->run();
}

Expected<void> HistoryDatabase::set_facts(std::int64_t commit, std::string_view facts) {
  return set_bytes("INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET facts = excluded.facts", commit, facts);
}

Expected<void> HistoryDatabase::set_tokens(std::int64_t commit, std::string_view tokens) {
  return set_bytes("INSERT INTO tokens VALUES (?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts", commit,
                   tokens);
}

Expected<void> HistoryDatabase::add_parent(std::int64_t commit, std::int64_t parent) {
  return run("INSERT OR IGNORE INTO parents VALUES (?, ?)", {commit, parent});
}

Expected<void> HistoryDatabase::add_touch(std::int64_t path, const HistoryTouch& touch) {
  return run("INSERT INTO touches VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET gone = excluded.gone",
             {path, touch.order, touch.commit, touch.gone ? 1 : 0});
}

Expected<void> HistoryDatabase::add_authored(std::uint64_t author, const HistoryAuthored& authored) {
  auto insert = use("INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind(1, static_cast<std::int64_t>(author));
  (*insert)->bind(2, authored.order);
  (*insert)->bind(3, authored.commit);
  (*insert)->bind(4, authored.time);
  (*insert)->bind_bytes(5, authored.subsystems);
  return (*insert)->run();
}

Expected<void> HistoryDatabase::forget_touches(const Keys& keys) {
  for (const std::int64_t path : keys.paths) {
    if (auto done = run("DELETE FROM touches WHERE path = ? AND ord = ? AND id = ?", {path, keys.order, keys.commit});
        !done) {
      return done;
    }
  }
  return run("DELETE FROM authored WHERE author = ? AND ord = ? AND id = ?",
             {static_cast<std::int64_t>(keys.author), keys.order, keys.commit});
}

Expected<void> HistoryDatabase::forget(const Keys& keys) {
  if (auto done = forget_touches(keys); !done) return done;
  for (const char* sql : {"DELETE FROM parents WHERE id = ?", "DELETE FROM tokens WHERE id = ?",
                          "DELETE FROM facts WHERE id = ?", "DELETE FROM commits WHERE id = ?"}) {
    if (auto done = run(sql, {keys.commit}); !done) return done;
  }
  return forget_tips();
}

Expected<std::optional<std::int64_t>> HistoryDatabase::path_id(std::string_view path) {
  auto select = use("SELECT id FROM paths WHERE path = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind_bytes(1, path);
  auto row = (*select)->step();
  if (!row) return std::unexpected(row.error());
  std::optional<std::int64_t> found;
  if (*row) found = (*select)->integer(0);
  (*select)->reset();
  return found;
}

Expected<std::int64_t> HistoryDatabase::add_path(std::string_view path) {
  auto known = path_id(path);
  if (!known) return std::unexpected(known.error());
  if (*known) return **known;
  auto insert = use("INSERT INTO paths (path) VALUES (?)");
  if (!insert) return std::unexpected(insert.error());
  (*insert)->bind_bytes(1, path);
  if (auto done = (*insert)->run(); !done) return std::unexpected(done.error());
  return database_.last_row();
}

Expected<std::optional<HistoryRow>> HistoryDatabase::row(std::int64_t id) {
  auto select = use("SELECT oid, ord, state, facts FROM commits JOIN facts USING (id) WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, id);
  auto row = (*select)->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  HistoryRow found{{id, (*select)->text(0), (*select)->integer(1), static_cast<unsigned>((*select)->integer(2))},
                   (*select)->text(3)};
  (*select)->reset();
  return found;
}

Expected<std::string> HistoryDatabase::tokens(std::int64_t id) {
  auto select = use("SELECT counts FROM tokens WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, id);
  auto row = (*select)->step();
  if (!row) return std::unexpected(row.error());
  std::string found;
  if (*row) found = (*select)->text(0);
  (*select)->reset();
  return found;
}

Expected<void> HistoryDatabase::parents(const std::function<void(std::int64_t, std::int64_t)>& sink) {
  auto select = use("SELECT id, parent FROM parents ORDER BY id");
  if (!select) return std::unexpected(select.error());
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    sink((*select)->integer(0), (*select)->integer(1));
  }
}

Expected<std::vector<std::int64_t>> HistoryDatabase::parents_of(std::int64_t commit) {
  auto select = use("SELECT parent FROM parents WHERE id = ?");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, commit);
  std::vector<std::int64_t> found;
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return found;
    found.push_back((*select)->integer(0));
  }
}

Expected<void> HistoryDatabase::touches(std::int64_t path, const std::function<void(const HistoryTouch&)>& sink) {
  auto select = use("SELECT ord, id, gone FROM touches WHERE path = ? ORDER BY ord, id");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, path);
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    sink({(*select)->integer(0), (*select)->integer(1), (*select)->integer(2) != 0});
  }
}

Expected<void> HistoryDatabase::last_touches(std::int64_t path, const std::function<bool(const HistoryTouch&)>& sink) {
  auto select = use("SELECT ord, id, gone FROM touches WHERE path = ? ORDER BY ord DESC, id DESC");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, path);
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row || !sink({(*select)->integer(0), (*select)->integer(1), (*select)->integer(2) != 0})) break;
  }
  (*select)->reset();
  return {};
}

Expected<void> HistoryDatabase::authored(std::uint64_t author,
                                         const std::function<void(const HistoryAuthored&)>& sink) {
  auto select = use("SELECT ord, id, time, subsystems FROM authored WHERE author = ? ORDER BY ord, id");
  if (!select) return std::unexpected(select.error());
  (*select)->bind(1, static_cast<std::int64_t>(author));
  HistoryAuthored authored;
  for (;;) {
    auto row = (*select)->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    authored.order = (*select)->integer(0);
    authored.commit = (*select)->integer(1);
    authored.time = (*select)->integer(2);
    authored.subsystems.assign((*select)->bytes(3));
    sink(authored);
  }
}

}  // namespace gate::store
