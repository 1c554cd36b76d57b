#include "gate/git/index_entries.h"

#include <charconv>
#include <filesystem>
#include <optional>

#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr std::uint16_t kStageMask = 0x3000, kStageShift = 12;

Expected<Entries> entries_by_library(git_index* index) {
  Entries entries;
  for (std::size_t i = 0; i < git_index_entrycount(index); ++i) {
    const git_index_entry* raw = git_index_get_byindex(index, i);
    IndexEntry& entry = entries[raw->path];
    entry.side = {mode_of(raw->mode), raw->id};
    entry.unmerged = entry.unmerged || (raw->flags & kStageMask) >> kStageShift != 0;
    entry.intent_to_add = (raw->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0;
    entry.skip_worktree = (raw->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
  }
  return entries;
}

// "<mode> <id> <stage>\t<path>\0" as `git ls-files --stage -z` writes it.
Expected<Entries> entries_by_command(State& state) {
  auto listed = state.command.run({"ls-files", "--stage", "-z"});
  if (!listed) return std::unexpected(listed.error());
  Entries entries;
  std::string_view rest = *listed;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\0'), tab = rest.find('\t');
    const std::string_view line = rest.substr(0, end);
    std::uint32_t mode = 0;
    const std::size_t space = line.find(' ');
    if (end == std::string_view::npos || tab >= end || space == std::string_view::npos || tab < space + 43 ||
        std::from_chars(line.data(), line.data() + space, mode, 8).ec != std::errc{}) {
      return fail(ErrorKind::git, "git ls-files wrote a line that cannot be read");
    }
    auto id = parse_id(line.substr(space + 1, GIT_OID_HEXSZ));
    if (!id) return std::unexpected(id.error());
    IndexEntry& entry = entries[std::string(line.substr(tab + 1))];
    entry.side = {mode_of(mode), *id};
    entry.unmerged = entry.unmerged || line[tab - 1] != '0';
    rest.remove_prefix(end + 1);
  }
  return entries;
}

std::vector<std::string> zero_separated(const std::string& text) {
  std::vector<std::string> parts = split(text, '\0');
  if (!parts.empty() && parts.back().empty()) parts.pop_back();
  return parts;
}

Expected<WorktreePaths> paths_by_command(State& state) {
  auto changed = state.command.run({"diff-files", "-z", "--name-only", "--ignore-submodules=none"});
  if (!changed) return std::unexpected(changed.error());
  auto untracked = state.command.run({"ls-files", "-z", "--others", "--exclude-standard"});
  if (!untracked) return std::unexpected(untracked.error());
  return WorktreePaths{zero_separated(*changed), zero_separated(*untracked)};
}

// The index that git made for one commit (`git commit FILE`, `git commit --all`) and names to the hooks that it runs;
// believed only where git itself puts such files, in the .git folder.
std::optional<std::string> temporary_index(const State& state) {
  const auto named = state.options.env("GIT_INDEX_FILE");
  if (!named || named->empty()) return std::nullopt;
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::weakly_canonical(std::filesystem::path(state.root) / *named, error);
  if (error || file.parent_path() != std::filesystem::weakly_canonical(state.git_dir, error)) return std::nullopt;
  return file.string();
}

Expected<OwnedStatusList> status_by_library(State& state) {
  git_status_options options;
  git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
  options.show = GIT_STATUS_SHOW_WORKDIR_ONLY;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                  GIT_STATUS_OPT_INCLUDE_UNREADABLE | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
  git_status_list* raw = nullptr;
  if (git_status_list_new(&raw, state.repository.get(), &options) != 0) {
    return std::unexpected(library_error("the work tree cannot be listed", state.root));
  }
  return OwnedStatusList(raw);
}

}  // namespace

Expected<Entries> index_entries(State& state) {
  const auto temporary = temporary_index(state);
  git_index* raw = nullptr;
  const int opened =
      temporary ? git_index_open(&raw, temporary->c_str()) : git_repository_index(&raw, state.repository.get());
  const OwnedIndex index(raw);
  if (opened == 0 && git_index_read(raw, 1) == 0) return entries_by_library(raw);
  Error error = library_error("the index cannot be read", temporary.value_or(state.git_dir));
  if (temporary || !state.command.allowed()) return std::unexpected(std::move(error));
  return entries_by_command(state);
}

Expected<WorktreePaths> worktree_paths(State& state) {
  auto list = status_by_library(state);
  if (!list) {
    if (state.command.allowed()) return paths_by_command(state);
    return std::unexpected(list.error());
  }
  WorktreePaths paths;
  for (std::size_t i = 0; i < git_status_list_entrycount(list->get()); ++i) {
    const git_status_entry* entry = git_status_byindex(list->get(), i);
    if (entry->index_to_workdir == nullptr) continue;
    const git_diff_delta& delta = *entry->index_to_workdir;
    if ((entry->status & GIT_STATUS_WT_NEW) != 0) {
      paths.untracked.emplace_back(delta.new_file.path);
    } else {
      paths.changed.emplace_back(delta.old_file.path);
    }
  }
  return paths;
}

}  // namespace gate::git
