#include "gate/git/tree_walk.h"

#include <algorithm>
#include <compare>

#include "gate/base/text.h"

namespace gate::git {
namespace {

constexpr std::uint64_t kTreeLimit = 64u << 20;  // bytes of one tree object: a million entries in one folder
constexpr unsigned kDepthLimit = 1000;
constexpr std::size_t kPathLimit = 500'000;

constexpr std::uint32_t kKindMask = 0170000, kFolder = 0040000, kRegular = 0100000, kLink = 0120000;

// Git orders the entries of a tree as if folders ended in '/'.
std::strong_ordering order(const TreeEntry& a, const TreeEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  const int head = std::memcmp(a.name.data(), b.name.data(), common);
  if (head != 0) return head <=> 0;
  const auto next = [common](const TreeEntry& entry) -> unsigned char {
    if (common < entry.name.size()) return static_cast<unsigned char>(entry.name[common]);
    return entry.folder ? '/' : '\0';
  };
  if (next(a) != next(b)) return next(a) <=> next(b);
  return a.name.size() <=> b.name.size();
}

bool before(const TreeEntry& a, const TreeEntry& b) { return order(a, b) < 0; }

std::unexpected<Error> malformed(const std::string& what) {
  return fail(ErrorKind::git, "a tree object is malformed: " + what, {}, "run `git fsck`");
}

// The object stays alive as long as the entries that point into it.
struct LoadedTree {
  Contents raw;
  std::vector<TreeEntry> entries;
};

Expected<LoadedTree> load_tree(const ReadTree& read, const git_oid& id) {
  LoadedTree tree;
  if (is_zero(id)) return tree;
  auto raw = read(id, kTreeLimit);
  if (!raw) return std::unexpected(raw.error());
  tree.raw = std::move(*raw);
  auto entries = parse_tree(*tree.raw);
  if (!entries) return std::unexpected(entries.error());
  tree.entries = std::move(*entries);
  return tree;
}

ReadTree reader(const Objects& objects) {
  return [&objects](const git_oid& id, std::uint64_t limit) { return objects.read(id, GIT_OBJECT_TREE, limit); };
}

Expected<LoadedTree> load_tree(const Objects& objects, const git_oid& id) { return load_tree(reader(objects), id); }

TreeSide side(const TreeEntry& entry) { return {entry.mode, entry.id}; }

class Comparison {
 public:
  explicit Comparison(const ReadTree& read) : read_(read) {}

  Expected<void> folders(const git_oid& before_id, const git_oid& after_id, const std::string& prefix, unsigned depth) {
    if (depth > kDepthLimit) return fail(ErrorKind::limit, "folders are nested deeper than 1,000 levels", prefix);
    auto old_tree = load_tree(read_, before_id);
    if (!old_tree) return std::unexpected(old_tree.error());
    auto new_tree = load_tree(read_, after_id);
    if (!new_tree) return std::unexpected(new_tree.error());
    const auto &a = old_tree->entries, &b = new_tree->entries;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
      const auto which = i == a.size()   ? std::strong_ordering::greater
                         : j == b.size() ? std::strong_ordering::less
                                         : order(a[i], b[j]);
      const TreeEntry* old_entry = which <= 0 ? &a[i++] : nullptr;
      const TreeEntry* new_entry = which >= 0 ? &b[j++] : nullptr;
      if (auto done = entries(old_entry, new_entry, prefix, depth); !done) return done;
    }
    return {};
  }

  std::vector<TreeChange> changes;

 private:
  // At least one is given; both, then of the same name and kind.
  Expected<void> entries(const TreeEntry* a, const TreeEntry* b, const std::string& prefix, unsigned depth) {
    const TreeEntry& named = a != nullptr ? *a : *b;
    if (a != nullptr && b != nullptr && a->mode == b->mode && IdEqual{}(a->id, b->id)) return {};
    const git_oid none{};
    if (named.folder) {
      return folders(a ? a->id : none, b ? b->id : none, prefix + std::string(named.name) + '/', depth + 1);
    }
    if (changes.size() == kPathLimit) return fail(ErrorKind::limit, "more than 500,000 files differ", prefix);
    changes.push_back({prefix + std::string(named.name), a ? side(*a) : TreeSide{}, b ? side(*b) : TreeSide{}});
    return {};
  }

  const ReadTree& read_;
};

Expected<void> list_into(const Objects& objects, const git_oid& id, const std::string& prefix, unsigned depth,
                         std::vector<TreeFile>& files) {
  if (depth > kDepthLimit) return fail(ErrorKind::limit, "folders are nested deeper than 1,000 levels", prefix);
  auto tree = load_tree(objects, id);
  if (!tree) return std::unexpected(tree.error());
  for (const TreeEntry& entry : tree->entries) {
    std::string path = prefix + std::string(entry.name);
    if (entry.folder) {
      if (auto done = list_into(objects, entry.id, path + '/', depth + 1, files); !done) return done;
    } else if (files.size() == kPathLimit) {
      return fail(ErrorKind::limit, "the tree has more than 500,000 files", prefix);
    } else {
      files.push_back({std::move(path), {hex(entry.id), entry.mode, 0}});
    }
  }
  return {};
}

// The entry at `path`, of any kind.
Expected<std::optional<TreeEntry>> descend(const Objects& objects, git_oid id, std::string_view path) {
  while (true) {
    auto tree = load_tree(objects, id);
    if (!tree) return std::unexpected(tree.error());
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    const auto found = std::ranges::find_if(
        tree->entries, [&](const TreeEntry& entry) { return entry.name == name && (last || entry.folder); });
    if (found == tree->entries.end()) return std::nullopt;
    if (last) return TreeEntry{path, found->folder, found->mode, found->id};
    id = found->id;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

FileMode mode_of(std::uint32_t octal) {
  switch (octal & kKindMask) {
    case kFolder: return FileMode::absent;
    case kRegular: return (octal & 0100) != 0 ? FileMode::executable : FileMode::regular;
    case kLink: return FileMode::symlink;
    default: return FileMode::submodule;
  }
}

std::uint32_t octal_of(FileMode mode) {
  switch (mode) {
    case FileMode::regular: return 0100644;
    case FileMode::executable: return 0100755;
    case FileMode::symlink: return 0120000;
    case FileMode::submodule: return 0160000;
    case FileMode::absent: break;
  }
  return 0;
}

Expected<std::vector<TreeEntry>> parse_tree(std::string_view raw) {
  std::vector<TreeEntry> entries;
  while (!raw.empty()) {
    std::uint32_t octal = 0;
    std::size_t at = 0;
    while (at < raw.size() && at < 7 && raw[at] >= '0' && raw[at] <= '7') octal = octal * 8 + (raw[at++] - '0');
    if (at == 0 || at == raw.size() || raw[at] != ' ') return malformed("a mode is not octal");
    const std::size_t end = raw.find('\0', ++at);
    if (end == std::string_view::npos || raw.size() - end - 1 < GIT_OID_RAWSZ) return malformed("it ends too early");
    TreeEntry entry;
    entry.name = raw.substr(at, end - at);
    if (entry.name.empty() || entry.name == "." || entry.name == ".." || entry.name.contains('/')) {
      return malformed("it names '" + printable(to_utf8(entry.name)) + "'");
    }
    entry.folder = (octal & kKindMask) == kFolder;
    entry.mode = mode_of(octal);
    std::memcpy(entry.id.id, raw.data() + end + 1, GIT_OID_RAWSZ);
    entries.push_back(entry);
    raw.remove_prefix(end + 1 + GIT_OID_RAWSZ);
  }
  // A hostile tree may be out of order: two trees are then still compared name by name.
  if (!std::ranges::is_sorted(entries, before)) std::ranges::sort(entries, before);
  return entries;
}

Expected<std::vector<TreeChange>> changed_paths(const Objects& objects, const git_oid& before, const git_oid& after) {
  return changed_paths(reader(objects), before, after);
}

Expected<std::vector<TreeChange>> changed_paths(const ReadTree& read, const git_oid& before, const git_oid& after) {
  Comparison comparison(read);
  if (IdEqual{}(before, after)) return std::move(comparison.changes);
  if (auto done = comparison.folders(before, after, "", 0); !done) return std::unexpected(done.error());
  return std::move(comparison.changes);
}

Expected<std::optional<TreeSide>> find_path(const Objects& objects, const git_oid& tree, std::string_view path) {
  auto entry = descend(objects, tree, path);
  if (!entry) return std::unexpected(entry.error());
  if (!*entry || (*entry)->folder) return std::nullopt;
  return side(**entry);
}

Expected<std::vector<TreeFile>> list_files(const Objects& objects, const git_oid& tree, std::string_view folder) {
  std::vector<TreeFile> files;
  git_oid start = tree;
  while (folder.ends_with('/')) folder.remove_suffix(1);
  std::string prefix(folder);
  if (!folder.empty()) {
    auto entry = descend(objects, tree, folder);
    if (!entry) return std::unexpected(entry.error());
    if (!*entry || !(*entry)->folder) return files;
    start = (*entry)->id;
    prefix += '/';
  }
  if (auto done = list_into(objects, start, prefix, 0, files); !done) return std::unexpected(done.error());
  return files;
}

}  // namespace gate::git
