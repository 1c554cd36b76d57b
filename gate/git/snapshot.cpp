#include "gate/git/snapshot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/git/index_entries.h"
#include "gate/git/refs.h"
#include "gate/git/worktree_file.h"

namespace gate::git {
namespace {

constexpr std::size_t kNotesKept = 20;

// Writes trees bottom up from entries in path order.
class TreeBuilder {
 public:
  TreeBuilder(Objects& objects, const Entries& entries)
      : objects_(objects), next_(entries.begin()), end_(entries.end()) {}

  Expected<git_oid> build() { return folder(""); }

 private:
  // Git's order: a folder sorts as if its name ended in '/'.
  struct Line {
    std::string key;
    std::string text;
  };

  static Line line(std::string_view name, bool is_folder, std::uint32_t mode, const git_oid& id) {
    Line made{std::string(name) + (is_folder ? "/" : ""), fmt::format("{:o} {}", mode, name)};
    made.text += '\0';
    made.text.append(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
    return made;
  }

  // Consumes every entry below `prefix`. Depth is bounded by the length of a path (4 KB on Linux).
  Expected<git_oid> folder(const std::string& prefix) {
    std::vector<Line> lines;
    while (next_ != end_ && next_->first.starts_with(prefix)) {
      const std::string_view rest = std::string_view(next_->first).substr(prefix.size());
      const std::size_t slash = rest.find('/');
      if (slash == std::string_view::npos) {
        const TreeSide& side = next_->second.side;
        if (side.mode != FileMode::absent) lines.push_back(line(rest, false, octal_of(side.mode), side.id));
        ++next_;
        continue;
      }
      const std::string name(rest.substr(0, slash));
      auto inner = folder(prefix + name + '/');
      if (!inner) return inner;
      if (!is_zero(*inner)) lines.push_back(line(name, true, 040000, *inner));
    }
    if (lines.empty()) return git_oid{};
    std::ranges::sort(lines, {}, &Line::key);
    std::string raw;
    for (const Line& one : lines) raw += one.text;
    return objects_.add(GIT_OBJECT_TREE, std::move(raw));
  }

  Objects& objects_;
  Entries::const_iterator next_, end_;
};

class WorktreeSnapshot {
 public:
  WorktreeSnapshot(State& state, std::uint64_t limit) : state_(state), limit_(limit) {}
  ~WorktreeSnapshot() {
    if (root_ >= 0) close(root_);
  }

  Expected<Snapshot> run() {
    root_ = open(state_.root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root_ < 0) return fail(ErrorKind::io, "the work tree cannot be opened", state_.root);
    auto entries = index_entries(state_);
    if (!entries) return std::unexpected(entries.error());
    keep_modes_ = config_text(state_, "core.filemode") == "false";
    auto paths = worktree_paths(state_);
    if (!paths) return std::unexpected(paths.error());
    for (const auto& [path, entry] : *entries) {
      if (entry.unmerged || entry.intent_to_add) paths->changed.push_back(path);
    }
    for (const std::string& path : paths->changed) read(path, (*entries)[path]);
    for (std::string path : paths->untracked) {
      if (path.ends_with('/')) path.pop_back();
      read(path, (*entries)[path]);
    }
    auto tree = TreeBuilder(*state_.objects, *entries).build();
    if (!tree) return std::unexpected(tree.error());
    snapshot_.tree = *tree;
    return std::move(snapshot_);
  }

 private:
  void note(std::string text) {
    if (snapshot_.notes.size() < kNotesKept) snapshot_.notes.push_back(std::move(text));
  }

  // Replaces what the index says by what lies there.
  void read(const std::string& path, IndexEntry& entry) {
    const TreeSide indexed = std::exchange(entry.side, {});
    auto file = read_worktree_file(root_, path, limit_);
    const std::string shown = printable(to_utf8(path));
    if (!file) {
      entry.side = indexed;
      return note(file.error().text() + ": judged as it is in the index");
    }
    if (file->special) return note(shown + " is neither a file nor a link: left out");
    switch (file->mode) {
      case FileMode::absent:
        if (entry.skip_worktree) entry.side = indexed;
        return;
      case FileMode::submodule: return read_repository(path, indexed, entry);
      case FileMode::symlink: return add(path, FileMode::symlink, file->contents, entry);
      default: break;
    }
    if (keep_modes_ && (indexed.mode == FileMode::regular || indexed.mode == FileMode::executable)) {
      file->mode = indexed.mode;
    }
    if (file->oversized) {
      entry.side = {file->mode, *parse_id(file->oversized_id)};
      return state_.objects->add_oversized(entry.side.id, file->size);
    }
    add(path, file->mode, clean(path, file->contents), entry);
  }

  void add(const std::string& path, FileMode mode, std::string contents, IndexEntry& entry) {
    auto id = state_.objects->add(GIT_OBJECT_BLOB, std::move(contents));
    if (!id) return note(printable(to_utf8(path)) + ": " + id.error().text());
    entry.side = {mode, *id};
  }

  // A folder where the index has a file, or a repository inside: its HEAD is what git would record.
  void read_repository(const std::string& path, const TreeSide& indexed, IndexEntry& entry) {
    git_repository* raw = nullptr;
    git_oid head;
    const std::string full = state_.root + '/' + path;
    const bool opened = git_repository_open_ext(&raw, full.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) == 0;
    const OwnedRepository inner(raw);
    if (opened && git_reference_name_to_id(&head, raw, "HEAD") == 0) {
      entry.side = {FileMode::submodule, head};
    } else if (indexed.mode == FileMode::submodule) {
      entry.side = indexed;  // not checked out
    }
  }

  // What `git add` would store: line endings and `ident` by attributes and configuration. Filters that run a program
  // are not run.
  std::string clean(const std::string& path, std::string& contents) {
    const char* driver = nullptr;
    if (git_attr_get(&driver, state_.repository.get(), 0, path.c_str(), "filter") == 0 &&
        git_attr_value(driver) == GIT_ATTR_VALUE_STRING) {
      note(printable(to_utf8(path)) + ": the filter '" + printable(to_utf8(driver)) +
           "' is not run: judged as it lies");
    }
    git_filter_list* raw = nullptr;
    if (git_filter_list_load(&raw, state_.repository.get(), nullptr, path.c_str(), GIT_FILTER_TO_ODB,
                             GIT_FILTER_ALLOW_UNSAFE) != 0 ||
        raw == nullptr) {
      return std::move(contents);
    }
    const OwnedFilterList filters(raw);
    git_buf cleaned = GIT_BUF_INIT;
    if (git_filter_list_apply_to_buffer(&cleaned, raw, contents.data(), contents.size()) != 0) {
      return std::move(contents);
    }
    std::string text(cleaned.ptr, cleaned.size);
    git_buf_dispose(&cleaned);
    return text;
  }

  State& state_;
  const std::uint64_t limit_;
  int root_ = -1;
  bool keep_modes_ = false;  // core.fileMode=false: the file system knows no executable bit
  Snapshot snapshot_;
};

}  // namespace

Expected<Snapshot> snapshot_index(State& state) {
  auto entries = index_entries(state);
  if (!entries) return std::unexpected(entries.error());
  for (auto& [path, entry] : *entries) {
    if (entry.unmerged) {
      return fail(ErrorKind::git, "the index holds unmerged files", printable(to_utf8(path)),
                  "resolve the conflict and `git add` the file, or judge the files with --worktree");
    }
    if (entry.intent_to_add) entry.side = {};
  }
  auto tree = TreeBuilder(*state.objects, *entries).build();
  if (!tree) return std::unexpected(tree.error());
  return Snapshot{*tree, {}};
}

Expected<Snapshot> snapshot_worktree(State& state, std::uint64_t limit) {
  if (state.bare) {
    return fail(ErrorKind::usage, "a bare repository has no work tree", state.git_dir, "name commits with A..B");
  }
  return WorktreeSnapshot(state, limit).run();
}

}  // namespace gate::git
