#include "gate/git/log_delta.h"

#include <algorithm>
#include <deque>

namespace gate::git {
namespace {

constexpr std::uint64_t kCommitLimit = 16u << 20;  // bytes of one commit object
constexpr std::uint64_t kTextRoom = 32u << 20;     // bytes of texts that one delta hands out

bool is_file(FileMode mode) { return mode == FileMode::regular || mode == FileMode::executable; }

FileStatus status(const TreeChange& change) {
  if (change.before.mode == FileMode::absent) return FileStatus::added;
  if (change.after.mode == FileMode::absent) return FileStatus::deleted;
  const bool same_kind =
      change.before.mode == change.after.mode || (is_file(change.before.mode) && is_file(change.after.mode));
  return same_kind ? FileStatus::modified : FileStatus::type_changed;
}

bool may_have_renames(const std::vector<TreeChange>& changes) {
  const auto added = [](const TreeChange& change) { return change.before.mode == FileMode::absent; };
  const auto deleted = [](const TreeChange& change) { return change.after.mode == FileMode::absent; };
  return std::ranges::any_of(changes, added) && std::ranges::any_of(changes, deleted);
}

// What git compares for a submodule: builtin_diffstat and diff_populate_filespec.
std::string submodule_text(const git_oid& id) { return "Subproject commit " + hex(id) + "\n"; }

}  // namespace

struct DeltaReader::Held {
  std::deque<Contents> texts;  // addresses stay
  std::deque<std::vector<Hunk>> hunks;
  std::uint64_t bytes = 0;
};

Expected<DeltaReader> DeltaReader::create(const Objects& objects, RecentObjects& recent, const LogOptions& options) {
  auto lines = LineDiff::create();
  if (!lines) return std::unexpected(lines.error());
  return DeltaReader(objects, recent, options, std::move(*lines));
}

Expected<void> DeltaReader::read(const git_oid& id, const std::function<void(const CommitDelta&)>& take) {
  auto text = recent_->read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  CommitDelta delta;
  delta.commit = to_commit(*parsed, id);
  Held held;
  if (parsed->raw.parents.size() < 2 || options_.merges) {
    if (auto before = parent_tree(parsed->raw)) {
      list_files(*before, parsed->raw.tree, delta, held);
    } else {
      delta.unknown = delta.absent = true;
    }
  }
  take(delta);
  return {};
}

Expected<git_oid> DeltaReader::parent_tree(const RawCommit& commit) {
  if (commit.parents.empty()) return git_oid{};
  const git_oid& id = commit.parents.front();
  auto text = recent_->read(id, GIT_OBJECT_COMMIT, kCommitLimit);
  if (!text) return std::unexpected(text.error());
  auto parsed = parse_commit(**text, id);
  if (!parsed) return std::unexpected(parsed.error());
  return parsed->raw.tree;
}

void DeltaReader::list_files(const git_oid& before, const git_oid& after, CommitDelta& delta, Held& held) {
  const auto read_tree = [this](const git_oid& id, std::uint64_t limit) {
    return recent_->read(id, GIT_OBJECT_TREE, limit);
  };
  auto changes = changed_paths(ReadTree(read_tree), before, after);
  if (!changes) {
    delta.unknown = true;
    delta.absent = changes.error().kind != ErrorKind::limit;
    return;
  }
  std::vector<const TreeChange*> source(changes->size());
  std::vector<bool> gone(changes->size());
  if (may_have_renames(*changes)) {
    RenameOptions options;
    options.read_blob = [this](const git_oid& id, std::uint64_t limit) {
      return recent_->read(id, GIT_OBJECT_BLOB, limit);
    };
    for (const Rename& rename : find_renames(*objects_, *changes, options).renames) {
      source[rename.to] = &(*changes)[rename.from];
      gone[rename.from] = true;
    }
  }
  for (std::size_t i = 0; i < changes->size(); ++i) {
    if (gone[i]) continue;
    const TreeChange& change = (*changes)[i];
    FileDelta& file = delta.files.emplace_back();
    file.path = change.path;
    file.old_path = source[i] == nullptr ? change.path : source[i]->path;
    file.status = source[i] == nullptr ? status(change) : FileStatus::renamed;
    const TreeSide& old_side = source[i] == nullptr ? change.before : source[i]->before;
    auto compared = compare(old_side, change.after, file, held);
    if (!compared && compared.error().kind != ErrorKind::limit) delta.absent = true;
  }
}

Expected<void> DeltaReader::compare(const TreeSide& before, const TreeSide& after, FileDelta& file, Held& held) {
  static const Contents kNothing = std::make_shared<const std::string>();
  const auto load = [&](const TreeSide& side) -> Expected<Contents> {
    if (side.mode == FileMode::absent) return kNothing;
    if (side.mode == FileMode::submodule) return std::make_shared<const std::string>(submodule_text(side.id));
    return recent_->read(side.id, GIT_OBJECT_BLOB, options_.file_limit);
  };
  file.lines = FileDelta::Lines::unknown;
  auto old_text = load(before);
  if (!old_text) return std::unexpected(old_text.error());
  auto new_text = load(after);
  if (!new_text) return std::unexpected(new_text.error());
  if (is_binary(**old_text) || is_binary(**new_text)) {
    file.lines = FileDelta::Lines::binary;
    return {};
  }
  std::vector<Hunk> hunks;
  if (!(before == after) && *old_text != *new_text) {
    auto found = lines_.counted_hunks(**old_text, **new_text);
    if (!found) return std::unexpected(found.error());
    hunks = std::move(*found);
  }
  file.lines = FileDelta::Lines::counted;
  for (const Hunk& hunk : hunks) {
    file.removed += hunk.old_lines;
    file.added += hunk.new_lines;
  }
  if (before.mode != FileMode::absent) file.lines_before = count_lines(**old_text);
  const std::uint64_t bytes = (*old_text)->size() + (*new_text)->size();
  if (held.bytes + bytes > kTextRoom) return {};
  held.bytes += bytes;
  file.before = *held.texts.emplace_back(std::move(*old_text));
  file.after = *held.texts.emplace_back(std::move(*new_text));
  file.hunks = held.hunks.emplace_back(std::move(hunks));
  return {};
}

}  // namespace gate::git
