#include "gate/history/index.h"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "gate/history/index_state.h"
#include "gate/history/record_codec.h"

namespace gate::history {
namespace {

// The folder of the file: gate's own, and at most that one is made.
Expected<void> make_folder(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty() || ::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return fail(ErrorKind::io,
              "the folder of the history index cannot be made: " + std::generic_category().message(errno), folder,
              "check the permissions of the folder above");
}

}  // namespace

std::unexpected<Error> damaged(const std::string& path) {
  return fail(ErrorKind::parse, "the history index is damaged", path,
              "run again: gate makes a new one from the repository");
}

std::unexpected<Error> not_indexed(const std::string& oid) {
  return fail(ErrorKind::not_found, "the history index does not hold commit " + oid + " and all before it", {},
              "run `gate risk index`");
}

Expected<Index::State> Index::State::open(const std::string& path) {
  if (auto made = make_folder(path); !made) return std::unexpected(made.error());
  auto database = store::HistoryDatabase::open(path, AuthorKey::random().salt());
  if (!database) return std::unexpected(database.error());
  auto salt = database->meta("salt");
  if (!salt) return std::unexpected(salt.error());
  return State{path, std::move(*database), AuthorKey(std::move(*salt))};
}

Expected<void> Index::State::replace() {
  if (auto removed = store::HistoryDatabase::remove(path); !removed) return removed;
  auto opened = open(path);
  if (!opened) return std::unexpected(opened.error());
  *this = std::move(*opened);
  return {};
}

Expected<void> Index::State::mending(const std::function<Expected<void>()>& work) {
  auto done = work();
  if (done || done.error().kind != ErrorKind::parse) return done;
  if (auto replaced = replace(); !replaced) return replaced;
  return work();
}

Index::Index(std::unique_ptr<State> state) : state_(std::move(state)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Expected<Index> Index::open(const std::string& path) {
  auto state = State::open(path);
  if (!state) return std::unexpected(state.error());
  return Index(std::make_unique<State>(std::move(*state)));
}

std::string Index::default_path(const git::Repository& repository) {
  return repository.common_dir() + "/gate/history.db";
}

const AuthorKey& Index::authors() const { return state_->authors; }

Expected<std::string> Index::note(const std::string& key) const {
  auto found = state_->database.note(key);
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(ErrorKind::not_found, "the history index keeps no note '" + key + "'", state_->path);
  return std::move(**found);
}

Expected<void> Index::keep_note(const std::string& key, const std::string& bytes) {
  return state_->mending([&] { return state_->database.set_note(key, bytes); });
}

Expected<CommitRecord> read_record(store::HistoryDatabase& database, std::int64_t id, With with) {
  auto row = database.row(id);
  if (!row) return std::unexpected(row.error());
  if (!*row) {
    return fail(ErrorKind::unavailable, "another process has just changed the history index", database.path(),
                "run again");
  }
  CommitRecord record;
  const store::HistoryCommit& commit = (*row)->commit;
  record.oid = hex_id(commit.oid);
  record.order = commit.order;
  record.merge = (commit.state & store::HistoryCommit::merge) != 0;
  record.complete = (commit.state & store::HistoryCommit::incomplete) == 0;
  if (!decode_facts((*row)->facts, record)) return damaged(database.path());
  if (with == With::facts) return record;
  auto tokens = database.tokens(id);
  if (!tokens) return std::unexpected(tokens.error());
  if (!tokens->empty() && !decode_tokens(*tokens, record)) return damaged(database.path());
  return record;
}

Expected<CommitRecord> Index::find(const std::string& oid, With with) const {
  auto commit = state_->database.find(raw_id(oid));
  if (!commit) return std::unexpected(commit.error());
  if (!*commit) return not_indexed(oid);
  return read_record(state_->database, (*commit)->id, with);
}

}  // namespace gate::history
