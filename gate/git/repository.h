// A git repository seen through libgit2: what changed between two states, and the contents of either side.
// Sources: git-diff(1), git's diffcore-rename, githooks(5); libgit2 1.5.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/env.h"
#include "gate/base/error.h"
#include "gate/git/log.h"
#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::git {

// The tree without entries: as a base, everything counts as added. Understood as a revision in any repository.
inline constexpr std::string_view kEmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

struct OpenOptions {
  std::string path = ".";      // inside a work tree, a linked work tree, a bare repository or a .git folder
  bool trust_owner = false;    // the path was given explicitly (--repo, a runner's workspace): skip the owner check
  bool allow_commands = true;  // may run the git command line (never in a hook)
  Environment env = process_environment();
};

// What to judge. Nothing set: the base is found from the environment, the upstream or the default branch.
struct Selection {
  std::optional<std::string> base;    // --base R: judged from merge-base(R, head)
  std::optional<std::string> head;    // --head R; default HEAD
  std::optional<std::string> range;   // "A..B": exactly these trees; "A...B": from the merge-base
  bool staged = false;                // after = the index
  bool worktree = false;              // after = the files of the work tree (tracked and untracked, not ignored)
  std::optional<std::string> policy;  // --policy R: where configuration is read
  bool exact = false;                 // base is taken as it is, without the merge-base (pre-push)
  std::string source;                 // replaces "how it was found" when the caller chose base and head (pre-push)
};

struct DiffOptions {
  std::uint8_t rename_similarity = 50;  // percent, as git's -M50%
  std::size_t rename_limit = 1000;      // sources x targets beyond the square of this: exact renames only
  std::uint64_t file_limit = 2u << 20;  // bytes; a larger blob is not diffed: `unreadable`
  Deadline deadline = Deadline::never();
};

// A commit on a first-parent line: what a branch was, merge by merge.
struct Ancestor {
  std::string commit;
  std::string tree;
};

class Repository {
 public:
  static Expected<Repository> open(const OpenOptions& options);
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  std::string root() const;        // of the work tree; "" when bare
  std::string common_dir() const;  // .git shared by linked work trees
  std::string hooks_dir() const;   // respects core.hooksPath
  bool bare() const;

  // The change, with files diffed and hunks listed. Deepens a shallow history when allowed and needed.
  Expected<Change> change(const Selection& selection, const DiffOptions& options) const;

  // Contents for that change; stays valid after the Repository is gone.
  std::shared_ptr<const Source> source(const Change& change) const;

  // Resolves a revision to a commit's id.
  Expected<std::string> resolve(const std::string& revision) const;

  // The base for pushing `local` where the remote has `remote` (zeros: a new ref), as githooks(5) and the notes in
  // docs/hook.md say. nullopt: nothing to judge.
  Expected<std::optional<RevisionChoice>> push_base(const std::string& remote_name, const std::string& local,
                                                    const std::string& remote) const;

  // `commit`, its first parent, that one's, and so on; as far as history is there, and at most `most` of them. Empty
  // for anything that is no commit.
  std::vector<Ancestor> first_parents(const std::string& commit, std::size_t most) const;

  // Commits reachable from `tip`, parents before children; the walk does not go beyond those that `known` knows, and
  // does not list them. The order is the same for the same history.
  Expected<std::vector<LogEntry>> log(const std::string& tip,
                                      const std::function<bool(const std::string& oid)>& known) const;

  // What each of `commits` changed, to `sink`, on all cores. A commit that cannot be read is an error; what of its files
  // cannot be read is marked on it. Memory is bounded by the largest commits that are compared at once.
  Expected<void> deltas(std::span<const std::string> commits, const LogOptions& options, const DeltaSink& sink) const;

  struct State;  // gate/git/state.h, for this room

 private:
  explicit Repository(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace gate::git
