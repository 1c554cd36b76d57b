#include "analyzers/clang/module/guarded_fs.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/SHA1.h>
#include <llvm/Support/xxhash.h>

#include <algorithm>

namespace gate_clang {
namespace {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
namespace vfs = llvm::vfs;

constexpr std::uint64_t kLargestFile = 64u << 20;
constexpr int kMostLinks = 16;
// More than any healthy unit asks for; keeps the answer small for one that probes wildly.
constexpr unsigned kMostLogged = 20'000;

std::error_code not_found() { return std::make_error_code(std::errc::no_such_file_or_directory); }
std::error_code forbidden() { return std::make_error_code(std::errc::permission_denied); }

bool below(llvm::StringRef file, llvm::StringRef folder) {
  return file.starts_with(folder) && (file.size() == folder.size() || folder == "/" || file[folder.size()] == '/');
}

bool has_hidden_component(llvm::StringRef relative) {
  return std::any_of(path::begin(relative), path::end(relative),
                     [](llvm::StringRef part) { return part.starts_with(".") && part != "." && part != ".."; });
}

bool has_git_component(llvm::StringRef file) {
  return std::find(path::begin(file), path::end(file), ".git") != path::end(file);
}

// Made by another compiler or compiler version more often than not, and not text that the change's author can read.
bool is_precompiled(llvm::StringRef file) {
  return file.ends_with(".gch") || file.ends_with(".pch") || file.ends_with(".pcm");
}

std::string git_blob_id(llvm::StringRef text) {
  llvm::SHA1 hash;
  hash.update("blob " + std::to_string(text.size()) + std::string(1, '\0'));
  hash.update(text);
  return llvm::toHex(hash.final(), /*LowerCase=*/true);
}

void note(llvm::StringSet<>& set, llvm::StringRef file) {
  if (set.size() < kMostLogged) set.insert(file);
}

// Distinct for each path, and from any file of the disk.
fs::UniqueID overlay_id(llvm::StringRef file) { return {~std::uint64_t{0}, llvm::xxh3_64bits(file)}; }

vfs::Status overlay_status(const std::string& name, llvm::StringRef real, std::uint64_t size, fs::file_type type) {
  return {name, overlay_id(real), llvm::sys::TimePoint<>(), 0, 0, size, type, fs::perms::all_read};
}

// A file whose contents are in memory; they outlive it.
class MemoryFile : public vfs::File {
 public:
  MemoryFile(vfs::Status status, llvm::StringRef text) : status_(std::move(status)), text_(text) {}
  llvm::ErrorOr<vfs::Status> status() override { return status_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine& name, std::int64_t, bool,
                                                               bool) override {
    return llvm::MemoryBuffer::getMemBuffer(text_, name.str());
  }
  std::error_code close() override { return {}; }

 private:
  vfs::Status status_;
  llvm::StringRef text_;
};

// A file of the disk, read whole; its buffer can be taken once.
class LoadedFile : public vfs::File {
 public:
  LoadedFile(vfs::Status status, std::unique_ptr<llvm::MemoryBuffer> buffer)
      : status_(std::move(status)), buffer_(std::move(buffer)) {}
  llvm::ErrorOr<vfs::Status> status() override { return status_; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine&, std::int64_t, bool, bool) override {
    if (!buffer_) return std::make_error_code(std::errc::bad_file_descriptor);
    return std::move(buffer_);
  }
  std::error_code close() override { return {}; }

 private:
  vfs::Status status_;
  std::unique_ptr<llvm::MemoryBuffer> buffer_;
};

}  // namespace

GuardedFs::GuardedFs(const Request& request, const llvm::StringMap<SideFile>& files)
    : request_(request), files_(files), disk_(vfs::getRealFileSystem()), directory_(request.directory) {
  for (const auto& entry : files_) {
    if (entry.second.kind == SideFile::Kind::absent) continue;
    for (auto folder = path::parent_path(entry.first()); folder.size() > request_.root.size();
         folder = path::parent_path(folder))
      if (!folders_.insert(folder).second) break;
  }
}

bool GuardedFs::below_root(llvm::StringRef file) const { return below(file, request_.root); }

bool GuardedFs::may_read(llvm::StringRef file) const {
  if (is_precompiled(file)) return false;
  bool listed = std::ranges::any_of(request_.reads, [&](const auto& folder) { return below(file, folder); });
  if (listed) return !has_git_component(file);
  return below_root(file) && !has_hidden_component(file.drop_front(request_.root.size()));
}

bool GuardedFs::leads_to_readable(llvm::StringRef folder) const {
  return below(request_.root, folder) ||
         std::ranges::any_of(request_.reads, [&](const auto& readable) { return below(readable, folder); });
}

// The real path of a folder; of one that the disk does not have, that of its nearest ancestor with the rest appended.
const std::string& GuardedFs::real_folder(const std::string& folder) {
  auto [entry, fresh] = real_folders_.try_emplace(folder);
  if (!fresh) return entry->second;
  llvm::SmallString<256> real;
  if (!fs::real_path(folder, real)) return entry->second = real.str().str();
  llvm::SmallString<256> plain(folder);
  path::remove_dots(plain, /*remove_dot_dot=*/true);
  llvm::StringRef parent = path::parent_path(plain);
  std::string found = plain.str().str();
  if (!parent.empty() && parent != plain) {
    llvm::SmallString<256> joined(real_folder(parent.str()));
    path::append(joined, path::filename(plain));
    found = joined.str().str();
  }
  // The recursion may have invalidated `entry`.
  return real_folders_[folder] = found;
}

// The real folder of a path with its last component as it is: the link itself, where it is one.
std::string GuardedFs::real_entry(llvm::StringRef absolute) {
  llvm::StringRef name = path::filename(absolute);
  if (name == "." || name == ".." || name == "/") return real_folder(absolute.str());
  llvm::SmallString<256> joined(real_folder(path::parent_path(absolute).str()));
  path::append(joined, name);
  return joined.str().str();
}

llvm::ErrorOr<GuardedFs::Target> GuardedFs::resolve(const llvm::Twine& requested) {
  llvm::SmallString<256> absolute;
  requested.toVector(absolute);
  if (auto error = makeAbsolute(absolute)) return error;
  std::string current = real_entry(absolute);
  for (int links = 0; links < kMostLinks; ++links) {
    if (auto found = files_.find(current); found != files_.end()) {
      if (found->second.kind == SideFile::Kind::absent) return not_found();
      if (found->second.kind != SideFile::Kind::link) return Target{current, &found->second, false};
      llvm::SmallString<256> target(found->second.text);
      fs::make_absolute(path::parent_path(current), target);
      current = real_entry(target);
      continue;
    }
    if (folders_.contains(current)) return Target{current, nullptr, true};
    if (!fs::is_symlink_file(current)) return Target{current, nullptr, false};
    llvm::SmallString<256> real;
    if (auto error = fs::real_path(current, real)) return error;
    current = real.str().str();
  }
  return std::make_error_code(std::errc::too_many_symbolic_link_levels);
}

llvm::ErrorOr<vfs::Status> GuardedFs::status(const llvm::Twine& requested) {
  auto target = resolve(requested);
  if (!target) return target.getError();
  std::string name = requested.str();
  if (target->folder) return overlay_status(name, target->path, 0, fs::file_type::directory_file);
  if (target->file) return overlay_status(name, target->path, target->file->text.size(), fs::file_type::regular_file);
  bool readable = may_read(target->path);
  if (!readable && !leads_to_readable(target->path)) {
    if (!is_precompiled(target->path) && fs::is_regular_file(target->path)) note(log_.refused, target->path);
    return not_found();
  }
  auto status = disk_->status(target->path);
  if (!status) {
    if (below_root(target->path)) note(log_.absent, target->path);
    return status.getError();
  }
  if (!status->isDirectory() && (!readable || !status->isRegularFile())) return not_found();
  return vfs::Status::copyWithNewName(*status, name);
}

llvm::ErrorOr<std::unique_ptr<vfs::File>> GuardedFs::openFileForRead(const llvm::Twine& requested) {
  auto target = resolve(requested);
  if (!target) return target.getError();
  std::string name = requested.str();
  if (target->folder) return std::make_error_code(std::errc::is_a_directory);
  if (!target->file) return open_disk(*target, name);
  if (target->file->kind == SideFile::Kind::later) note(log_.wanted, target->path);
  if (target->file->kind != SideFile::Kind::text) return forbidden();
  auto status = overlay_status(name, target->path, target->file->text.size(), fs::file_type::regular_file);
  return std::make_unique<MemoryFile>(std::move(status), target->file->text);
}

llvm::ErrorOr<std::unique_ptr<vfs::File>> GuardedFs::open_disk(const Target& target, const std::string& name) {
  auto status = this->status(name);
  if (!status) return status.getError();
  if (!status->isRegularFile() || status->getSize() > kLargestFile) return forbidden();
  auto buffer = llvm::MemoryBuffer::getFile(target.path);
  if (!buffer) return buffer.getError();
  if (below_root(target.path) && log_.read.size() < kMostLogged) {
    auto [entry, fresh] = log_.read.try_emplace(target.path);
    if (fresh) entry->second = git_blob_id((*buffer)->getBuffer());
  }
  auto exact = vfs::Status::copyWithNewSize(*status, (*buffer)->getBufferSize());
  return std::make_unique<LoadedFile>(std::move(exact), std::move(*buffer));
}

vfs::directory_iterator GuardedFs::dir_begin(const llvm::Twine& requested, std::error_code& error) {
  auto target = resolve(requested);
  if (!target || target->file || !may_read(target->path)) {
    error = not_found();
    return {};
  }
  return disk_->dir_begin(target->path, error);
}

std::error_code GuardedFs::setCurrentWorkingDirectory(const llvm::Twine& requested) {
  llvm::SmallString<256> absolute;
  requested.toVector(absolute);
  if (auto error = makeAbsolute(absolute)) return error;
  directory_ = absolute.str().str();
  return {};
}

std::error_code GuardedFs::getRealPath(const llvm::Twine& requested, llvm::SmallVectorImpl<char>& output) {
  auto target = resolve(requested);
  if (!target) return target.getError();
  output.assign(target->path.begin(), target->path.end());
  return {};
}

std::string GuardedFs::path_in_root(llvm::StringRef file) {
  auto target = resolve(file);
  if (!target || target->path.size() <= request_.root.size() || !below_root(target->path)) return {};
  return target->path.substr(request_.root.size() + 1);
}

bool GuardedFs::is_changed(llvm::StringRef file) {
  auto target = resolve(file);
  return target && target->file && target->file->changed;
}

}  // namespace gate_clang
