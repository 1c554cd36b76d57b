#include "gate/cli/scan_source.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "gate/base/file.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 500'000;
constexpr std::string_view kDigits = "0123456789abcdef";

std::string id_of(std::string_view path) {
  std::string id;
  id.reserve(path.size() * 2);
  for (const unsigned char byte : path) {
    id += kDigits[byte >> 4];
    id += kDigits[byte & 15];
  }
  return id;
}

std::string path_of(std::string_view id) {
  std::string path;
  for (std::size_t at = 0; at + 1 < id.size(); at += 2)
    path += static_cast<char>(kDigits.find(id[at]) * 16 + kDigits.find(id[at + 1]));
  return path;
}

bool of_version_control(const std::string& name) {
  static constexpr std::array kNames{".git", ".hg", ".svn", ".jj"};
  return std::ranges::find(kNames, name) != kNames.end();
}

// Nothing that leads out of the folder.
bool stays_inside(std::string_view path) {
  const fs::path parts(path);
  return parts.is_relative() && std::ranges::find(parts, fs::path("..")) == parts.end();
}

}  // namespace

Expected<std::shared_ptr<const std::string>> DiskSource::blob(const BlobRef& ref, std::uint64_t limit) const {
  auto text = read_file(fs::path(folder_) / path_of(ref.oid), limit);
  if (!text) return std::unexpected(text.error());
  return std::make_shared<const std::string>(std::move(*text));
}

Expected<std::optional<std::string>> DiskSource::file(Tree tree, std::string_view path, std::uint64_t limit) const {
  if (tree == Tree::base || !stays_inside(path)) return std::nullopt;
  auto text = read_file(fs::path(folder_) / path, limit);
  if (!text && text.error().kind == ErrorKind::not_found) return std::nullopt;
  if (!text) return std::unexpected(text.error());
  return std::optional(std::move(*text));
}

Expected<std::vector<TreeFile>> DiskSource::list(Tree tree, std::string_view folder) const {
  std::vector<TreeFile> files;
  if (tree == Tree::base || !stays_inside(folder)) return files;
  const fs::path top = folder.empty() ? fs::path(folder_) : fs::path(folder_) / folder;
  const auto add = [&](const fs::path& path, const struct stat& status) {
    std::string name = path.lexically_relative(folder_).generic_string();
    const FileMode mode = (status.st_mode & S_IXUSR) != 0 ? FileMode::executable : FileMode::regular;
    BlobRef blob{id_of(name), mode, static_cast<std::uint64_t>(status.st_size)};
    files.push_back({std::move(name), std::move(blob)});
  };
  struct stat status;
  if (::lstat(top.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
    add(top, status);
    return files;
  }
  std::error_code error;
  fs::recursive_directory_iterator at(top, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && at != end; at.increment(error)) {
    if (::lstat(at->path().c_str(), &status) != 0) continue;  // gone meanwhile
    if (S_ISDIR(status.st_mode) && of_version_control(at->path().filename().string())) at.disable_recursion_pending();
    if (!S_ISREG(status.st_mode)) continue;
    if (files.size() == kMostFiles) return fail(ErrorKind::limit, "more than 500,000 files", top.string());
    add(at->path(), status);
  }
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory)
    return fail(ErrorKind::io, "cannot be listed: " + error.message(), top.string());
  std::ranges::sort(files, {}, &TreeFile::path);
  return files;
}

}  // namespace gate::cli
