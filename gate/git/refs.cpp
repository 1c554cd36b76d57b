#include "gate/git/refs.h"

#include <algorithm>
#include <array>

#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr unsigned kTagDepth = 10;
constexpr std::uint64_t kTagLimit = 1u << 20;

std::unexpected<Error> unknown(const std::string& revision) {
  return fail(ErrorKind::not_found, "there is no revision '" + printable(to_utf8(revision)) + "' in this repository",
              {}, "check its spelling, or fetch it");
}

// Follows annotated tags.
Expected<Revision> peel(const State& state, git_oid id, const std::string& name) {
  for (unsigned depth = 0; depth < kTagDepth; ++depth) {
    auto header = state.objects->header(id);
    if (!header) return std::unexpected(header.error());
    if (header->type == GIT_OBJECT_COMMIT) return Revision{id, true};
    if (header->type == GIT_OBJECT_TREE) return Revision{id, false};
    if (header->type != GIT_OBJECT_TAG) break;
    auto tag = state.objects->read(id, GIT_OBJECT_TAG, kTagLimit);
    if (!tag) return std::unexpected(tag.error());
    const std::string_view text = **tag;
    if (!text.starts_with("object ") || text.size() < 7 + GIT_OID_HEXSZ) break;
    auto target = parse_id(text.substr(7, GIT_OID_HEXSZ));
    if (!target) break;
    id = *target;
  }
  return fail(ErrorKind::not_found, "'" + printable(to_utf8(name)) + "' is not a commit");
}

// HEAD, full ids and names of references without opening libgit2's own object database; nullopt for anything richer.
std::optional<git_oid> plain_name(const State& state, const std::string& revision) {
  if (auto id = parse_id(revision)) return *id;
  if (revision.find_first_of("^~@:{") != std::string::npos) return std::nullopt;
  git_reference* found = nullptr;
  if (git_reference_dwim(&found, state.repository.get(), revision.c_str()) != 0) return std::nullopt;
  const OwnedReference reference(found);
  git_reference* direct = nullptr;
  if (git_reference_resolve(&direct, found) != 0) return std::nullopt;
  const OwnedReference resolved(direct);
  return *git_reference_target(direct);
}

// What a symbolic reference names ("refs/remotes/origin/HEAD" -> "refs/remotes/origin/main"); itself otherwise.
std::string symbolic_target(const State& state, const std::string& full_name) {
  git_reference* raw = nullptr;
  if (git_reference_lookup(&raw, state.repository.get(), full_name.c_str()) != 0) return full_name;
  const OwnedReference reference(raw);
  const char* target = git_reference_symbolic_target(raw);
  return target == nullptr ? full_name : target;
}

std::optional<NamedCommit> named(const State& state, const std::string& prefix, std::string name) {
  const std::string target = symbolic_target(state, prefix + name);
  if (target.starts_with(prefix)) name = target.substr(prefix.size());
  auto id = reference_commit(state, prefix + name);
  if (!id) return std::nullopt;
  const std::string_view shown = prefix.starts_with("refs/remotes/") ? std::string_view(prefix).substr(13) : "";
  return NamedCommit{std::string(shown) + name, *id};
}

// Where the branches of a remote are kept: what its refspec "+refs/heads/*:refs/remotes/NAME/*" says, else git's
// default.
std::string tracking_prefix(const State& state, const std::string& remote) {
  const std::string spec = config_text(state, "remote." + remote + ".fetch").value_or("");
  const std::size_t colon = spec.find("refs/heads/*:refs/");
  if (colon <= 1 && spec.ends_with("/*")) return spec.substr(spec.find(':') + 1, spec.size() - spec.find(':') - 2);
  return "refs/remotes/" + remote + '/';
}

std::optional<std::string> config_default_branch(const State& state) {
  return config_text(state, "init.defaultbranch");
}

}  // namespace

std::optional<std::string> config_text(const State& state, const std::string& key) {
  const auto found = state.config.find(key);
  if (found == state.config.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::vector<std::string> remotes(const State& state) {
  constexpr std::string_view kHead = "remote.", kTail = ".url";
  std::vector<std::string> names;
  for (auto at = state.config.lower_bound(std::string(kHead)); at != state.config.end(); ++at) {
    const std::string_view key = at->first;
    if (!key.starts_with(kHead)) break;
    if (key.ends_with(kTail) && key.size() > kHead.size() + kTail.size()) {
      names.emplace_back(key.substr(kHead.size(), key.size() - kHead.size() - kTail.size()));
    }
  }
  return names;
}

Expected<Revision> resolve_revision(const State& state, const std::string& revision) {
  if (revision.empty()) return fail(ErrorKind::usage, "a revision is empty");
  if (revision == kEmptyTree) return Revision{{}, false};
  if (auto id = plain_name(state, revision)) {
    if (!state.objects->contains(*id) && parse_id(revision)) return unknown(revision);
    return peel(state, *id, revision);
  }
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, state.repository.get(), revision.c_str());
  const OwnedObject object(raw);
  if (code == GIT_EAMBIGUOUS) {
    return fail(ErrorKind::not_found, "'" + printable(to_utf8(revision)) + "' fits several objects", {},
                "write more digits of it");
  }
  if (code != 0) return unknown(revision);
  return peel(state, *git_object_id(raw), revision);
}

Expected<git_oid> resolve_commit(const State& state, const std::string& revision) {
  auto found = resolve_revision(state, revision);
  if (!found) return std::unexpected(found.error());
  if (!found->commit) return fail(ErrorKind::not_found, "'" + printable(to_utf8(revision)) + "' is not a commit");
  return found->id;
}

Expected<git_oid> tree_of(const State& state, const Revision& revision) {
  if (!revision.commit) return revision.id;
  auto commit = read_commit(*state.objects, revision.id);
  if (!commit) return std::unexpected(commit.error());
  return commit->tree;
}

Expected<git_oid> tree_of(const State& state, const std::string& oid) {
  if (oid.empty() || oid == kEmptyTree) return git_oid{};
  auto id = parse_id(oid);
  if (!id) return std::unexpected(id.error());
  auto revision = peel(state, *id, oid);
  if (!revision) return std::unexpected(revision.error());
  return tree_of(state, *revision);
}

std::optional<git_oid> reference_commit(const State& state, const std::string& full_name) {
  git_oid id;
  if (git_reference_name_to_id(&id, state.repository.get(), full_name.c_str()) != 0) return std::nullopt;
  auto revision = peel(state, id, full_name);
  if (!revision || !revision->commit) return std::nullopt;
  return revision->id;
}

std::optional<std::string> current_branch(const State& state) {
  git_reference* raw = nullptr;
  if (git_reference_lookup(&raw, state.repository.get(), "HEAD") != 0) return std::nullopt;
  const OwnedReference head(raw);
  const char* target = git_reference_symbolic_target(raw);
  constexpr std::string_view kHeads = "refs/heads/";
  if (target == nullptr || !std::string_view(target).starts_with(kHeads)) return std::nullopt;
  return target + kHeads.size();
}

bool unborn(const State& state) { return git_repository_head_unborn(state.repository.get()) == 1; }

std::optional<NamedCommit> upstream(const State& state) {
  const auto branch = current_branch(state);
  if (!branch) return std::nullopt;
  const auto remote = config_text(state, "branch." + *branch + ".remote");
  const auto merge = config_text(state, "branch." + *branch + ".merge");
  constexpr std::string_view kHeads = "refs/heads/";
  if (!remote || !merge || !merge->starts_with(kHeads)) return std::nullopt;
  const std::string name = merge->substr(kHeads.size());
  if (*remote == ".") return named(state, std::string(kHeads), name);  // a branch of this repository
  return named(state, tracking_prefix(state, *remote), name);
}

std::optional<std::string> main_remote(const State& state) {
  const std::vector<std::string> names = remotes(state);
  if (const auto branch = current_branch(state)) {
    const auto remote = config_text(state, "branch." + *branch + ".remote");
    if (remote && std::ranges::find(names, *remote) != names.end()) return remote;
  }
  if (std::ranges::find(names, "origin") != names.end()) return "origin";
  if (names.size() == 1) return names.front();
  return std::nullopt;
}

std::optional<NamedCommit> remote_default(const State& state, const std::string& remote, const std::string& hint) {
  const std::string prefix = "refs/remotes/" + remote + '/';
  for (const std::string& name : {std::string("HEAD"), hint, config_default_branch(state).value_or(""),
                                  std::string("main"), std::string("master")}) {
    if (name.empty()) continue;
    if (auto found = named(state, prefix, name)) return found;
  }
  return std::nullopt;
}

std::optional<NamedCommit> local_default(const State& state) {
  for (const std::string& name :
       {config_default_branch(state).value_or(""), std::string("main"), std::string("master")}) {
    if (name.empty()) continue;
    if (auto found = named(state, "refs/heads/", name)) return found;
  }
  return std::nullopt;
}

std::vector<git_oid> remote_tips(const State& state, const std::string& remote) {
  const std::vector<std::string> names = remotes(state);
  const bool known = std::ranges::find(names, remote) != names.end();
  const std::string pattern = "refs/remotes/" + (known ? remote + "/*" : std::string("*"));
  std::vector<git_oid> tips;
  git_reference_iterator* raw = nullptr;
  if (git_reference_iterator_glob_new(&raw, state.repository.get(), pattern.c_str()) != 0) return tips;
  const Owned<git_reference_iterator, git_reference_iterator_free> iterator(raw);
  const char* name = nullptr;
  while (git_reference_next_name(&name, raw) == 0) {
    if (auto id = reference_commit(state, name)) tips.push_back(*id);
  }
  return tips;
}

}  // namespace gate::git
