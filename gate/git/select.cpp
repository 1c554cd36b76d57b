#include "gate/git/select.h"

#include "gate/base/text.h"
#include "gate/git/fetch.h"
#include "gate/git/forge_event.h"
#include "gate/git/refs.h"

namespace gate::git {
namespace {

std::string short_id(const git_oid& id) { return hex(id).substr(0, 12); }

RevisionChoice choice(const git_oid& id, std::string name, std::string source) {
  return {hex(id), std::move(name), std::move(source)};
}

Expected<void> check_options(const Selection& selection) {
  const bool snapshot = selection.staged || selection.worktree;
  if (selection.staged && selection.worktree) {
    return fail(ErrorKind::usage, "--staged and --worktree exclude each other", {}, "give one of them");
  }
  if (selection.range && (selection.base || selection.head || snapshot)) {
    return fail(ErrorKind::usage, "a range already names both sides", {},
                "leave out --base, --head, --staged and --worktree, or the range");
  }
  if (snapshot && selection.head) {
    return fail(ErrorKind::usage, "--head names a commit, --staged and --worktree judge files that are not committed",
                {}, "give one of them");
  }
  return {};
}

class Selector {
 public:
  Selector(State& state, const Selection& selection)
      : state_(state), selection_(selection), event_(forge_event(state.options.env)) {
    if (event_) hint_ = event_->default_branch;
  }

  Expected<Sides> run() {
    if (auto valid = check_options(selection_); !valid) return std::unexpected(valid.error());
    auto chosen = selection_.range ? from_range() : from_options();
    if (!chosen) return std::unexpected(chosen.error());
    if (auto policy = choose_policy(); !policy) return std::unexpected(policy.error());
    if (!selection_.source.empty()) sides_.base.source = selection_.source;
    return std::move(sides_);
  }

 private:
  using Done = Expected<void>;

  // Names a side after a revision that the caller typed.
  Done name_side(RevisionChoice& side, const std::string& revision, const std::string& source, bool& commit) {
    auto found = resolve_revision(state_, revision);
    if (!found) return std::unexpected(found.error());
    commit = found->commit;
    side = {is_zero(found->id) ? std::string() : hex(found->id), revision, source};
    return {};
  }

  Done from_range() {
    const std::string& range = *selection_.range;
    const std::size_t dots = range.find("..");
    if (dots == std::string::npos) {
      return fail(ErrorKind::usage, "'" + printable(to_utf8(range)) + "' is not a range", {},
                  "write A..B for exactly these trees or A...B from their merge-base");
    }
    const bool three = range.compare(dots, 3, "...") == 0;
    const std::string from = range.substr(0, dots), to = range.substr(dots + (three ? 3 : 2));
    bool base_commit = true, head_commit = true;
    if (auto done = name_side(sides_.base, from.empty() ? "HEAD" : from, "the range " + range, base_commit); !done) {
      return done;
    }
    if (auto done = name_side(sides_.head, to.empty() ? "HEAD" : to, "the range " + range, head_commit); !done) {
      return done;
    }
    sides_.exact = !three;
    return check_kinds(base_commit, head_commit);
  }

  Done check_kinds(bool base_commit, bool head_commit) const {
    if (sides_.exact || (base_commit && head_commit)) return {};
    return fail(ErrorKind::usage, "a merge-base is asked of a tree, which has no history", {},
                "compare trees exactly, with A..B");
  }

  Done from_options() {
    sides_.snapshot = selection_.staged     ? SnapshotKind::index
                      : selection_.worktree ? SnapshotKind::worktree
                                            : SnapshotKind::none;
    const bool snapshot = sides_.snapshot != SnapshotKind::none;
    bool head_commit = true;
    if (unborn(state_) && !selection_.head) {
      if (!snapshot) {
        return fail(ErrorKind::not_found, "this repository has no commit yet", {},
                    "commit something, or judge what lies there with --staged or --worktree");
      }
    } else {
      const std::string name = selection_.head.value_or("HEAD");
      const std::string source = selection_.head ? "--head" : "the commit checked out";
      if (auto done = name_side(sides_.head, name, source, head_commit); !done) return done;
    }
    if (selection_.base) return from_base(head_commit);
    if (snapshot) return from_head();
    if (!head_commit) {
      return fail(ErrorKind::usage, "--head names a tree, which has no history to find a base in", {},
                  "name the base with --base, or write A..B");
    }
    return find_base();
  }

  Done from_base(bool head_commit) {
    bool base_commit = true;
    sides_.exact = selection_.exact;
    if (auto done = name_side(sides_.base, *selection_.base, "--base", base_commit); !done) return done;
    if (!base_commit && sides_.base.oid.empty()) sides_.exact = base_commit = true;  // the empty tree
    if (sides_.head.oid.empty()) sides_.exact = true;                                // a snapshot before any commit
    return check_kinds(base_commit, head_commit);
  }

  // What is not committed yet is compared with what is.
  Done from_head() {
    sides_.exact = true;
    if (sides_.head.oid.empty()) {
      sides_.base = {"", "", "nothing is committed yet: compared with the empty tree"};
    } else {
      sides_.base = {sides_.head.oid, "HEAD", "the commit that the files stand on"};
    }
    return {};
  }

  Done find_base() {
    auto head = parse_id(sides_.head.oid);
    if (!head) return std::unexpected(head.error());
    head_ = *head;
    if (!selection_.head) {
      auto found = from_pre_commit();
      if (!found) return std::unexpected(found.error());
      if (*found) return {};
      found = from_event();
      if (!found) return std::unexpected(found.error());
      if (*found) return {};
    }
    return from_repository();
  }

  // pre-commit hands the pre-push range on in variables.
  Expected<bool> from_pre_commit() {
    const auto from = state_.options.env("PRE_COMMIT_FROM_REF"), to = state_.options.env("PRE_COMMIT_TO_REF");
    if (!from || !to || from->empty() || to->empty() || is_zero_hex(*from)) return false;
    bool commits[2] = {true, true};
    if (auto done = name_side(sides_.base, *from, "PRE_COMMIT_FROM_REF", commits[0]); !done) {
      return std::unexpected(done.error());
    }
    if (auto done = name_side(sides_.head, *to, "PRE_COMMIT_TO_REF", commits[1]); !done) {
      return std::unexpected(done.error());
    }
    if (auto done = check_kinds(commits[0], commits[1]); !done) return std::unexpected(done.error());
    return true;
  }

  Expected<bool> from_event() {
    if (!event_) return false;
    if (!event_->note.empty()) sides_.notes.push_back(event_->note);
    switch (event_->kind) {
      case EventKind::pull_request: return from_pull_request();
      case EventKind::merge_group: return from_merge_group();
      case EventKind::push: return from_push();
    }
    return false;
  }

  // The tip of the branch that the change wants into, fetched when it is not there.
  std::optional<NamedCommit> target_branch() {
    const std::string& branch = event_->target_branch;
    if (branch.empty()) return std::nullopt;
    const std::string remote = main_remote(state_).value_or("origin");
    const std::string name = "refs/remotes/" + remote + '/' + branch;
    auto tip = reference_commit(state_, name);
    if (!tip && fetch_branch(state_, branch)) tip = reference_commit(state_, name);
    if (!tip) return std::nullopt;
    return NamedCommit{remote + '/' + branch, *tip};
  }

  // The forge checks out a merge of the change into its target: then its first parent is the exact base.
  Expected<bool> from_pull_request() {
    auto commit = read_commit(*state_.objects, head_);
    if (!commit) return std::unexpected(commit.error());
    const std::string& expected = event_->head_sha;
    if (commit->parents.size() == 2) {
      if (!expected.empty() && hex(commit->parents[1]) == expected) return from_merge_commit(commit->parents[0], "");
      // Without the event's word, a merge at HEAD may still be the author's own.
      if (expected.empty() && event_->target_branch.empty()) {
        return from_merge_commit(commit->parents[0], " (the event does not say which head it merges)");
      }
      if (!expected.empty() && hex(head_) != expected) {
        sides_.notes.push_back("HEAD is a merge, but not of the " + event_->name + "'s head " + expected.substr(0, 12));
      }
    }
    if (event_->runs_on_target && hex(head_) != expected) {
      return fail(ErrorKind::git, "the event " + event_->name + " checks out the target branch, not the change", {},
                  "run gate on the event pull_request, or name both sides with --base and --head");
    }
    return from_target_branch();
  }

  Expected<bool> from_merge_commit(const git_oid& first_parent, const std::string& doubt) {
    if (auto here = need_commit(state_, first_parent, "HEAD^1, the target of this merge commit,"); !here) {
      return std::unexpected(here.error());
    }
    sides_.exact = true;
    sides_.base = choice(first_parent, "HEAD^1", "HEAD^1 of the " + event_->name + "'s merge commit" + doubt);
    sides_.policy = choice(first_parent, "HEAD^1", "the target of the " + event_->name + "'s merge commit");
    return true;
  }

  Expected<bool> from_target_branch() {
    if (auto tip = target_branch()) {
      sides_.base = choice(tip->id, tip->name, "the branch that the " + event_->name + " wants into");
      sides_.policy = choice(tip->id, tip->name, "the branch that the " + event_->name + " wants into");
      return true;
    }
    for (const std::string* sha : {&event_->before, &event_->target_sha}) {
      auto id = parse_id(*sha);
      if (!id || !state_.objects->contains(*id)) continue;
      sides_.base = choice(*id, sha->substr(0, 12), "the base that the " + event_->name + "'s event names");
      sides_.policy = sides_.base;
      sides_.notes.push_back("the branch " + event_->target_branch +
                             " is not here: the event's word for the base may be old");
      return true;
    }
    return fail(ErrorKind::git,
                "the branch '" + printable(event_->target_branch) + "' that the " + event_->name +
                    " wants into is not in this clone" + (event_->note.empty() ? "" : " (" + event_->note + ")"),
                {}, full_history_remedy(state_.options.env));
  }

  Expected<bool> from_merge_group() {
    auto id = parse_id(event_->before);
    if (!id) return from_target_branch();
    if (auto here = need_commit(state_, *id, "the merge queue's base"); !here) return std::unexpected(here.error());
    sides_.exact = true;
    sides_.base = choice(*id, short_id(*id), "merge_group.base_sha: the queue's entry before this one");
    if (auto tip = target_branch()) sides_.policy = choice(tip->id, tip->name, "the merge queue's target branch");
    if (sides_.policy.oid.empty()) sides_.policy = sides_.base;
    return true;
  }

  Expected<bool> from_push() {
    auto id = parse_id(event_->before);
    if (!id || is_zero(*id)) {
      if (id) sides_.notes.push_back("the push made a new branch: judged from where it left the default branch");
      return false;
    }
    if (!need_commit(state_, *id, "the commit before the push")) {
      sides_.notes.push_back("the tip before the push (" + short_id(*id) + ") is gone, as after a forced push");
      return false;
    }
    sides_.exact = !event_->forced;
    sides_.base =
        choice(*id, short_id(*id), event_->forced ? "the tip before the forced push" : "the tip before the push");
    return true;
  }

  Done from_repository() {
    const auto branch = selection_.head && *selection_.head != "HEAD" ? std::nullopt : current_branch(state_);
    if (branch && !event_) {
      if (auto tip = upstream(state_)) {
        sides_.base = choice(tip->id, tip->name, "the upstream of " + *branch);
        return {};
      }
    }
    auto tip = default_tip();
    const bool on_default = branch && tip && tip->name.substr(tip->name.rfind('/') + 1) == *branch;
    if (tip && (on_default || !branch) && is_ancestor(*state_.objects, state_.shallow, head_, tip->id)) tip.reset();
    if (tip) {
      sides_.base = choice(tip->id, tip->name, "the default branch");
      return {};
    }
    return from_first_parent();
  }

  std::optional<NamedCommit> default_tip() const {
    if (auto remote = main_remote(state_)) {
      if (auto tip = remote_default(state_, *remote, hint_)) return tip;
    }
    return local_default(state_);
  }

  Done from_first_parent() {
    auto commit = read_commit(*state_.objects, head_);
    if (!commit) return std::unexpected(commit.error());
    sides_.exact = true;
    if (commit->parents.empty()) {
      sides_.base = {"", "", "HEAD is the first commit: compared with the empty tree"};
      return {};
    }
    const git_oid& parent = commit->parents[0];
    if (auto here = need_commit(state_, parent, "HEAD^"); !here) return here;
    sides_.base = choice(parent, "HEAD^", "there is no other branch to compare with: the last commit");
    return {};
  }

  // The protected target's tip, unless it already holds what is judged, as after a push to it.
  Done choose_policy() {
    if (selection_.policy) {
      bool commit = true;
      return name_side(sides_.policy, *selection_.policy, "--policy", commit);
    }
    if (!sides_.policy.oid.empty()) return {};
    if (auto remote = main_remote(state_)) {
      auto tip = remote_default(state_, *remote, hint_);
      if (tip && !holds_head(tip->id)) {
        sides_.policy = choice(tip->id, tip->name, "the default branch of " + *remote);
        return {};
      }
    }
    sides_.policy = {sides_.base.oid, sides_.base.name, "the base: no other protected branch is known"};
    return {};
  }

  bool holds_head(const git_oid& tip) const {
    const auto head = parse_id(sides_.head.oid);
    if (sides_.snapshot != SnapshotKind::none || !head) return false;
    if (IdEqual{}(*head, tip)) return true;
    // A walk of the history between both: in a pipeline, where the target may have moved on since the push.
    return event_ && is_ancestor(*state_.objects, state_.shallow, *head, tip);
  }

  State& state_;
  const Selection& selection_;
  std::optional<ForgeEvent> event_;
  std::string hint_;
  git_oid head_{};
  Sides sides_;
};

}  // namespace

Expected<Sides> select_sides(State& state, const Selection& selection) { return Selector(state, selection).run(); }

}  // namespace gate::git
