#include "gate/git/open.h"

#include <filesystem>
#include <map>
#include <mutex>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/git/refs.h"

namespace gate::git {
namespace {

namespace fs = std::filesystem;

std::string shown(const std::string& path) { return printable(to_utf8(path)); }

// libgit2's owner check is a switch of the whole process.
int open_with_owner_check(git_repository** out, const OpenOptions& options, const std::string& path, bool check) {
  static std::mutex mutex;
  std::lock_guard lock(mutex);
  const std::string ceilings = options.env("GIT_CEILING_DIRECTORIES").value_or("");
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, check ? 1 : 0);
  const int code = git_repository_open_ext(out, path.c_str(), 0, ceilings.empty() ? nullptr : ceilings.c_str());
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
  return code;
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// `safe.directory` of the user's and the system's configuration, with the wildcards that libgit2 1.5 does not know:
// "*" and "/folder/*". An empty value clears what came before.
class SafeDirectories {
 public:
  SafeDirectories(const OpenOptions& options, std::string path) : path_(std::move(path)) {
    git_config* raw = nullptr;
    if (git_config_open_default(&raw) != 0) return;
    const OwnedConfig config(raw);
    if (const auto file = options.env("GIT_CONFIG_GLOBAL")) {
      git_config_add_file_ondisk(raw, file->c_str(), GIT_CONFIG_LEVEL_APP, nullptr, 0);
    }
    git_config_get_multivar_foreach(raw, "safe.directory", nullptr, look, this);
  }

  bool trusted() const { return trusted_; }

 private:
  static int look(const git_config_entry* entry, void* payload) {
    auto& self = *static_cast<SafeDirectories*>(payload);
    const std::string value = entry->value == nullptr ? "" : without_slash(entry->value);
    if (value.empty()) {
      self.trusted_ = false;
    } else if (value == "*" || value == self.path_ ||
               (value.ends_with("/*") && self.path_.starts_with(value.substr(0, value.size() - 1)))) {
      self.trusted_ = true;
    }
    return 0;
  }

  std::string path_;
  bool trusted_ = false;
};

// The nearest folder at or above `path` that is or holds a repository, as far as names tell.
std::string likely_root(const std::string& path) {
  std::error_code ignored;
  fs::path at = fs::canonical(path, ignored);
  for (; !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored) || (fs::exists(at / "HEAD", ignored) && fs::exists(at / "objects", ignored))) {
      return at.string();
    }
    if (at == at.root_path()) break;
  }
  return path;
}

Error foreign_owner(const std::string& root) {
  return Error{
      ErrorKind::git, "the repository belongs to another user", shown(root),
      "if you trust it, name it with --repo, or run `git config --global --add safe.directory " + shown(root) + "`"};
}

Error cannot_open(const std::string& path) {
  Error error = library_error("the repository cannot be opened", shown(path));
  const std::string message = lower(error.message);
  if (message.contains("objectformat")) {
    return Error{ErrorKind::git, "the repository names its objects by SHA-256, which gate cannot read", shown(path),
                 "gate reads repositories with SHA-1 object ids, git's default"};
  }
  if (message.contains("refstorage")) {
    return Error{ErrorKind::git, "the repository keeps its references as reftable, which gate cannot read", shown(path),
                 "convert it with `git refs migrate --ref-format=files`"};
  }
  return error;
}

// Without any safe.directory configured, libgit2 1.5.1 lets that look-up's own failure out instead of GIT_EOWNER.
bool is_foreign(int code) {
  const git_error* error = git_error_last();
  return code == GIT_EOWNER || (code == GIT_ENOTFOUND && error != nullptr && error->message != nullptr &&
                                std::string_view(error->message).contains("safe.directory"));
}

Expected<OwnedRepository> open_library(const OpenOptions& options, const std::string& path, bool& trusted) {
  git_repository* raw = nullptr;
  int code = open_with_owner_check(&raw, options, path, !options.trust_owner);
  trusted = options.trust_owner;
  if (is_foreign(code)) {
    const std::string root = likely_root(path);
    if (!SafeDirectories(options, root).trusted()) return std::unexpected(foreign_owner(root));
    code = open_with_owner_check(&raw, options, path, false);
    trusted = true;
  }
  if (code == GIT_ENOTFOUND) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return fail(ErrorKind::not_found, "there is no such folder", shown(path));
    return fail(ErrorKind::not_found, "there is no git repository here or above", shown(path),
                "run gate inside a repository, or name one with --repo");
  }
  if (code != 0) return std::unexpected(cannot_open(path));
  return OwnedRepository(raw);
}

// Where git runs a hook for a repository that cannot be found from the folder, GIT_DIR names it.
std::optional<std::string> named_by_git(const OpenOptions& options) {
  const auto folder = options.env("GIT_DIR");
  if (options.path != "." || !folder || folder->empty()) return std::nullopt;
  return folder;
}

// Every setting at once: libgit2 1.5 leaks 20 KB for each entry that it compares with a pattern, as listing remotes
// does.
std::map<std::string, std::string> read_config(const State& state) {
  std::map<std::string, std::string> settings;
  git_config* raw = nullptr;
  if (git_repository_config(&raw, state.repository.get()) != 0) return settings;
  const OwnedConfig config(raw);
  // Settings of this work tree alone, which libgit2 1.5 does not read.
  const std::string own = state.git_dir + "/config.worktree";
  std::error_code ignored;
  if (fs::exists(own, ignored)) git_config_add_file_ondisk(raw, own.c_str(), GIT_CONFIG_LEVEL_APP, nullptr, 0);
  const auto take = [](const git_config_entry* entry, void* payload) {
    auto& all = *static_cast<std::map<std::string, std::string>*>(payload);
    all[entry->name] = entry->value == nullptr ? "true" : entry->value;
    return 0;
  };
  git_config_foreach(raw, take, &settings);  // from the system's to the repository's: the last one counts
  return settings;
}

// The remote that promises what a partial clone lacks; "" for a whole one.
std::string promisor_remote(const State& state) {
  if (const auto named = config_text(state, "extensions.partialclone")) return *named;
  for (const std::string& name : remotes(state)) {
    const std::string value = config_text(state, "remote." + name + ".promisor").value_or("false");
    if (value != "false" && value != "0" && value != "no" && value != "off") return name;
  }
  return {};
}

}  // namespace

Expected<std::shared_ptr<State>> open_state(const OpenOptions& options) {
  start_library();
  bool trusted = false;
  auto repository = open_library(options, options.path, trusted);
  if (!repository && repository.error().kind == ErrorKind::not_found) {
    if (const auto folder = named_by_git(options)) repository = open_library(options, *folder, trusted);
  }
  if (!repository) return std::unexpected(repository.error());

  auto state = std::make_shared<State>();
  state->options = options;
  state->repository = std::move(*repository);
  git_repository* raw = state->repository.get();
  const auto tree = named_by_git(options) ? options.env("GIT_WORK_TREE") : std::nullopt;
  if (tree && !tree->empty()) git_repository_set_workdir(raw, tree->c_str(), 0);
  state->bare = git_repository_is_bare(raw) == 1;
  state->git_dir = without_slash(git_repository_path(raw));
  state->common_dir = without_slash(git_repository_commondir(raw));
  if (const char* root = git_repository_workdir(raw); root != nullptr && !state->bare)
    state->root = without_slash(root);
  state->config = read_config(*state);
  state->promisor = promisor_remote(*state);
  auto objects = Objects::open(state->common_dir + "/objects", !state->promisor.empty());
  if (!objects) return std::unexpected(objects.error());
  state->objects = std::move(*objects);
  state->shallow = shallow_commits(state->common_dir);
  state->command = Command({state->bare ? state->git_dir : state->root, trusted, options.allow_commands}, options.env);
  return state;
}

}  // namespace gate::git
