#include "gate/cli/folder_source.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "gate/base/file.h"
#include "gate/base/hash.h"
#include "gate/git/line_diff.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileLimit = 64u << 20;
constexpr std::size_t kMostFiles = 20'000;

Expected<ChangedFile> compare(const std::string& path, const BlobRef& before, const BlobRef& after,
                              const std::string& old_text, const std::string& new_text, git::LineDiff& diff) {
  ChangedFile file;
  file.path = file.old_path = path;
  file.before = before;
  file.after = after;
  file.status = before.mode == FileMode::absent  ? FileStatus::added
                : after.mode == FileMode::absent ? FileStatus::deleted
                                                 : FileStatus::modified;
  file.binary = git::is_binary(old_text) || git::is_binary(new_text);
  if (file.binary) return file;
  auto hunks = diff.hunks(old_text, new_text);
  if (!hunks) return std::unexpected(hunks.error());
  file.hunks = std::move(*hunks);
  return file;
}

}  // namespace

Expected<void> FolderSource::add(Tree tree, const std::string& folder, const std::string& prefix) {
  auto& files = trees_[tree];
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->symlink_status(ignored).type() != fs::file_type::regular) continue;
    if (files.size() == kMostFiles) return fail(ErrorKind::limit, "more than 20,000 files", folder);
    auto text = read_file(entry->path(), kFileLimit);
    if (!text) return std::unexpected(text.error());
    bool runs = (entry->status(ignored).permissions() & fs::perms::owner_exec) != fs::perms::none;
    BlobRef blob{sha256_hex(*text), runs ? FileMode::executable : FileMode::regular, text->size()};
    blobs_[blob.oid] = std::make_shared<const std::string>(std::move(*text));
    files[prefix + fs::relative(entry->path(), folder, ignored).generic_string()] = blob;
  }
  if (error && error != std::errc::no_such_file_or_directory)
    return fail(ErrorKind::io, "cannot be listed: " + error.message(), folder);
  return {};
}

Expected<Change> FolderSource::change() const {
  Change change;
  std::set<std::string> paths;
  for (Tree tree : {Tree::base, Tree::head})
    if (auto files = trees_.find(tree); files != trees_.end())
      for (const auto& [path, blob] : files->second) paths.insert(path);
  auto diff = git::LineDiff::create();
  if (!diff) return std::unexpected(diff.error());
  static const BlobRef kAbsent;
  auto side = [&](Tree tree, const std::string& path) -> const BlobRef& {
    auto files = trees_.find(tree);
    if (files == trees_.end()) return kAbsent;
    auto found = files->second.find(path);
    return found == files->second.end() ? kAbsent : found->second;
  };
  static const std::string kNothing;
  auto text = [&](const BlobRef& blob) -> const std::string& {
    return blob.oid.empty() ? kNothing : *blobs_.at(blob.oid);
  };
  for (const auto& path : paths) {
    const BlobRef& before = side(Tree::base, path);
    const BlobRef& after = side(Tree::head, path);
    if (before == after) continue;
    auto file = compare(path, before, after, text(before), text(after), *diff);
    if (!file) return std::unexpected(file.error());
    change.files.push_back(std::move(*file));
  }
  return change;
}

Expected<std::shared_ptr<const std::string>> FolderSource::blob(const BlobRef& ref, std::uint64_t limit) const {
  auto found = blobs_.find(ref.oid);
  if (found == blobs_.end()) return fail(ErrorKind::git, "there is no such object", ref.oid);
  if (found->second->size() > limit) return fail(ErrorKind::limit, "larger than the limit");
  return found->second;
}

Expected<std::optional<std::string>> FolderSource::file(Tree tree, std::string_view path, std::uint64_t limit) const {
  auto files = trees_.find(tree);
  if (files == trees_.end()) return std::nullopt;
  auto found = files->second.find(path);
  if (found == files->second.end()) return std::nullopt;
  auto text = blob(found->second, limit);
  if (!text) return std::unexpected(text.error());
  return **text;
}

Expected<std::vector<TreeFile>> FolderSource::list(Tree tree, std::string_view folder) const {
  std::vector<TreeFile> listed;
  auto files = trees_.find(tree);
  if (files == trees_.end()) return listed;
  for (const auto& [path, blob] : files->second)
    if (folder.empty() || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/'))
      listed.push_back({path, blob});
  return listed;
}

}  // namespace gate::cli
