// Names of revisions: resolved, and found where nobody gave one (upstream, default branch). References and
// configuration are read through libgit2; commits through Objects.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/git/state.h"

namespace gate::git {

// A commit, or a tree that was named itself.
struct Revision {
  git_oid id{};
  bool commit = true;
};

// A reference and the commit that it leads to.
struct NamedCommit {
  std::string name;  // "origin/main"
  git_oid id{};
};

// Anything that git rev-parse takes, peeled to a commit, or to a tree where it names no commit. ErrorKind::not_found
// with the revisions' spelling.
Expected<Revision> resolve_revision(const State& state, const std::string& revision);
Expected<git_oid> resolve_commit(const State& state, const std::string& revision);

// The tree of a commit; a tree is its own.
Expected<git_oid> tree_of(const State& state, const Revision& revision);
Expected<git_oid> tree_of(const State& state, const std::string& oid);  // "" is the empty tree: a null id

// The commit of a reference by its full name ("refs/remotes/origin/main").
std::optional<git_oid> reference_commit(const State& state, const std::string& full_name);

// The branch that HEAD is on ("main"); nullopt when detached.
std::optional<std::string> current_branch(const State& state);
bool unborn(const State& state);  // HEAD names a branch without a commit

std::optional<NamedCommit> upstream(const State& state);

// The remote that matters: the current branch's, else "origin", else the only one.
std::optional<std::string> main_remote(const State& state);

// The remote's default branch: <remote>/HEAD, else <remote>/`hint` (a forge's word for it), init.defaultBranch, main,
// master, whichever is there first.
std::optional<NamedCommit> remote_default(const State& state, const std::string& remote, const std::string& hint);

// A local branch of that kind: init.defaultBranch, main or master.
std::optional<NamedCommit> local_default(const State& state);

// Tips of refs/remotes/<remote>/, or of all remotes where `remote` is "" or names none (a URL).
std::vector<git_oid> remote_tips(const State& state, const std::string& remote);

// A setting by its name in lower case (but for a subsection); nullopt when unset or empty.
std::optional<std::string> config_text(const State& state, const std::string& key);

std::vector<std::string> remotes(const State& state);  // by name

}  // namespace gate::git
