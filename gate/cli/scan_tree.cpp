#include "gate/cli/scan_tree.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "gate/cli/scan_source.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

Expected<fs::path> absolute(const std::string& path) {
  std::error_code error;
  auto full = fs::canonical(path, error);
  if (error) return fail(ErrorKind::usage, "there is no such file or folder", path);
  return full;
}

// `path` below `root` as git writes it; nullopt: it lies elsewhere.
std::optional<std::string> below(const fs::path& root, const fs::path& path) {
  const fs::path relative = path.lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative == "." ? std::string() : relative.generic_string();
}

bool lies_at(const std::string& file, const std::string& path) {
  return path.empty() || file == path || (file.starts_with(path) && file[path.size()] == '/');
}

// Keeps the files at and below `paths`.
Expected<void> restrict_to(const std::vector<std::string>& paths, const std::string& root, Change& change) {
  if (paths.empty()) return {};
  std::vector<std::string> kept;
  for (const auto& path : paths) {
    auto relative = below(root, path);
    if (!relative) return fail(ErrorKind::usage, "lies outside of " + root, path, "scan one repository at a time");
    if (std::ranges::none_of(change.files, [&](const ChangedFile& file) { return lies_at(file.path, *relative); }))
      return fail(ErrorKind::usage, "HEAD has no file there", path, "commit it, or scan a folder outside of git");
    kept.push_back(std::move(*relative));
  }
  std::erase_if(change.files, [&](const ChangedFile& file) {
    return std::ranges::none_of(kept, [&](const std::string& path) { return lies_at(file.path, path); });
  });
  return {};
}

Expected<ScanTree> tree_of_head(const git::Repository& repository, const std::vector<std::string>& paths) {
  git::Selection selection;
  selection.range = std::string(git::kEmptyTree) + "..HEAD";
  selection.policy = "HEAD";
  // Files are listed with their sizes; a limit of nothing compares none of them.
  auto change = repository.change(selection, {.file_limit = 0});
  if (!change) return std::unexpected(change.error());
  for (ChangedFile& file : change->files) {
    file.unreadable = false;
    file.note.clear();
  }
  change->commits.clear();
  change->notes.clear();
  change->head.source = "the files of HEAD";
  ScanTree tree{repository.root(), std::move(*change), nullptr};
  std::erase_if(tree.change.files, [](const ChangedFile& file) {
    return file.after.mode != FileMode::regular && file.after.mode != FileMode::executable;
  });
  if (auto done = restrict_to(paths, tree.root, tree.change); !done) return std::unexpected(done.error());
  tree.source = repository.source(tree.change);
  return tree;
}

ChangedFile added(TreeFile file) {
  ChangedFile made;
  made.path = made.old_path = std::move(file.path);
  made.status = FileStatus::added;
  made.after = std::move(file.blob);
  return made;
}

fs::path common_folder(const std::vector<std::string>& paths) {
  fs::path common;
  for (const fs::path path : paths) {
    const fs::path folder = fs::is_directory(path) ? path : path.parent_path();
    if (common.empty()) common = folder;
    while (!below(common, folder)) common = common.parent_path();
  }
  return common;
}

Expected<ScanTree> tree_of_folder(const std::vector<std::string>& paths) {
  ScanTree tree;
  tree.root = paths.empty() ? fs::current_path().string() : common_folder(paths).string();
  const auto source = std::make_shared<DiskSource>(tree.root);
  tree.source = source;
  tree.change.repository = tree.root;
  tree.change.head = {{}, tree.root, "the files as they lie"};
  tree.change.policy = tree.change.head;
  std::vector<std::string> places;
  for (const auto& path : paths) places.push_back(below(tree.root, path).value_or(""));
  if (places.empty()) places.emplace_back();
  std::vector<TreeFile> files;
  for (const std::string& place : places) {
    auto found = source->list(Tree::head, place);
    if (!found) return std::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(files));
  }
  std::ranges::sort(files, {}, &TreeFile::path);
  const auto twice = std::ranges::unique(files, {}, &TreeFile::path);
  files.erase(twice.begin(), twice.end());
  for (TreeFile& file : files) tree.change.files.push_back(added(std::move(file)));
  return tree;
}

}  // namespace

Expected<ScanTree> scan_tree(const git::OpenOptions& options, const std::vector<std::string>& paths) {
  std::vector<std::string> full;
  for (const auto& path : paths) {
    auto found = absolute(path);
    if (!found) return std::unexpected(found.error());
    full.push_back(found->string());
  }
  git::OpenOptions open = options;
  if (options.path == "." && !full.empty()) open.path = common_folder(full).string();
  auto repository = git::Repository::open(open);
  if (repository) return tree_of_head(*repository, full);
  if (repository.error().kind != ErrorKind::not_found) return std::unexpected(repository.error());
  if (options.path != ".") return std::unexpected(repository.error());
  return tree_of_folder(full);
}

}  // namespace gate::cli
