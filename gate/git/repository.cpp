#include "gate/git/repository.h"

#include <fmt/format.h>

#include "gate/git/diff.h"
#include "gate/git/fetch.h"
#include "gate/git/open.h"
#include "gate/git/refs.h"
#include "gate/git/select.h"
#include "gate/git/snapshot.h"
#include "gate/git/source.h"

namespace gate::git {
namespace {

constexpr std::size_t kCommitsListed = 1000;

void list_commits(const State& state, const std::vector<git_oid>& ids, Change& change) {
  for (const git_oid& id : ids) {
    if (change.commits.size() == kCommitsListed) {
      change.notes.push_back(
          fmt::format("the change has {} commits: the newest {} are listed", ids.size(), kCommitsListed));
      return;
    }
    if (auto commit = describe_commit(*state.objects, id)) change.commits.push_back(std::move(*commit));
  }
}

// Settles the base (the merge-base, unless exact) and the commits that head brings.
Expected<void> settle_history(State& state, const Sides& sides, Change& change) {
  if (sides.head.oid.empty()) return {};
  auto head = parse_id(sides.head.oid);
  if (!head) return std::unexpected(head.error());
  auto base = parse_id(sides.base.oid);
  HistoryComparison compared;
  if (sides.exact) {
    // Trees may be compared whose histories are not there, or that have none: then no commits are listed.
    std::vector<git_oid> bases;
    if (base) bases.push_back(*base);
    if (auto walked = compare_histories(*state.objects, state.shallow, bases, *head)) compared = std::move(*walked);
  } else {
    auto met = meet(state, *base, *head, sides.base.name);
    if (!met) return std::unexpected(met.error());
    compared = std::move(*met);
    const git_oid& fork = compared.merge_bases.front();
    if (!IdEqual{}(fork, *base))
      change.base.source = "the merge-base with " + sides.base.name + " (" + sides.base.source + ")";
    change.base.oid = hex(fork);
    if (compared.merge_bases.size() > 1) {
      change.notes.push_back(
          fmt::format("both sides meet at {} commits: judged from the newest", compared.merge_bases.size()));
    }
  }
  if (sides.snapshot == SnapshotKind::none) list_commits(state, compared.ahead, change);
  if (compared.cut && compared.merge_bases.empty()) {
    change.notes.push_back(fmt::format("history is shallow: {} commits seen", compared.ahead.size()));
  }
  return {};
}

Expected<git_oid> settle_head(State& state, const Sides& sides, const DiffOptions& options, Change& change) {
  if (sides.snapshot == SnapshotKind::none) return tree_of(state, sides.head.oid);
  const bool index = sides.snapshot == SnapshotKind::index;
  auto snapshot = index ? snapshot_index(state) : snapshot_worktree(state, options.file_limit);
  if (!snapshot) return std::unexpected(snapshot.error());
  change.notes.insert(change.notes.end(), snapshot->notes.begin(), snapshot->notes.end());
  change.head = {is_zero(snapshot->tree) ? std::string(kEmptyTree) : hex(snapshot->tree), index ? "index" : "worktree",
                 index ? "--staged: what the index would commit" : "--worktree: the files as they lie"};
  return snapshot->tree;
}

// Why there is nothing to judge; "" when there is.
std::string emptiness(const Change& change) {
  if (change.base_tree != change.head_tree) return {};
  if (change.base.oid == change.head.oid && change.base.name != change.head.name) {
    return change.head.name + " holds nothing that " + change.base.name +
           " has not: nothing changed; name another base with --base";
  }
  return "both sides hold the same files: nothing changed";
}

std::string tree_name(const git_oid& tree) { return is_zero(tree) ? std::string(kEmptyTree) : hex(tree); }

}  // namespace

Repository::Repository(std::shared_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Expected<Repository> Repository::open(const OpenOptions& options) {
  auto state = open_state(options);
  if (!state) return std::unexpected(state.error());
  return Repository(std::move(*state));
}

std::string Repository::root() const { return state_->root; }
std::string Repository::common_dir() const { return state_->common_dir; }
bool Repository::bare() const { return state_->bare; }

std::string Repository::hooks_dir() const {
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, state_->repository.get()) == 0) {
    const OwnedConfig config(raw);
    git_buf path = GIT_BUF_INIT;
    if (git_config_get_path(&path, raw, "core.hookspath") == 0) {
      std::string folder(path.ptr, path.size);
      git_buf_dispose(&path);
      if (folder.starts_with('/')) return folder;
      if (!folder.empty()) return (state_->bare ? state_->git_dir : state_->root) + '/' + folder;
    }
  }
  return state_->common_dir + "/hooks";
}

Expected<std::string> Repository::resolve(const std::string& revision) const {
  auto id = resolve_commit(*state_, revision);
  if (!id) return std::unexpected(id.error());
  return hex(*id);
}

Expected<Change> Repository::change(const Selection& selection, const DiffOptions& options) const {
  auto sides = select_sides(*state_, selection);
  if (!sides) return std::unexpected(sides.error());
  Change change;
  change.repository = state_->bare ? state_->git_dir : state_->root;
  change.base = sides->base;
  change.head = sides->head;
  change.policy = sides->policy;
  change.notes = sides->notes;
  if (auto settled = settle_history(*state_, *sides, change); !settled) return std::unexpected(settled.error());
  auto head_tree = settle_head(*state_, *sides, options, change);
  if (!head_tree) return std::unexpected(head_tree.error());
  auto base_tree = tree_of(*state_, change.base.oid);
  if (!base_tree) return std::unexpected(base_tree.error());
  change.base_tree = tree_name(*base_tree);
  change.head_tree = tree_name(*head_tree);
  change.shallow = !state_->shallow.empty();

  auto paths = changed_paths(*state_->objects, *base_tree, *head_tree);
  if (!paths) return std::unexpected(paths.error());
  if (!state_->promisor.empty()) fetch_objects(*state_, missing_blobs(*state_->objects, *paths));
  auto diff = diff_files(*state_->objects, *paths, options);
  if (!diff) return std::unexpected(diff.error());
  change.files = std::move(diff->files);
  change.notes.insert(change.notes.end(), diff->notes.begin(), diff->notes.end());
  if (auto note = emptiness(change); !note.empty()) change.notes.push_back(std::move(note));
  return change;
}

std::shared_ptr<const Source> Repository::source(const Change& change) const {
  return make_source(state_->objects, {tree_of(*state_, change.base_tree), tree_of(*state_, change.head_tree),
                                       tree_of(*state_, change.policy.oid)});
}

}  // namespace gate::git
