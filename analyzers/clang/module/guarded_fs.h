// The file system that the compiler sees: one side of the change laid over the disk, and of the disk only what it may
// read.
#pragma once

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <string>
#include <vector>

#include "analyzers/clang/module/request.h"

namespace gate_clang {

// What the compiler asked for, for the host to compare with the tree under judgement. Paths are real and absolute.
struct FileLog {
  llvm::StringMap<std::string> read;  // files below the root that came from the disk, with their git blob ids
  llvm::StringSet<> absent;           // paths below the root that are not on the disk
  llvm::StringSet<> wanted;           // SideFile::Kind::later files that were opened
  llvm::StringSet<> refused;          // paths outside of what may be read that exist
};

// Allowed are the root without anything hidden (a path component that starts with '.'), and `reads` without `.git`.
// Symbolic links are resolved before the check. Only regular files of at most 64 MiB open; precompiled headers never.
class GuardedFs : public llvm::vfs::FileSystem {
 public:
  // `files` and `request` must outlive it.
  GuardedFs(const Request& request, const llvm::StringMap<SideFile>& files);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine& path, std::error_code& error) override;
  std::error_code setCurrentWorkingDirectory(const llvm::Twine& path) override;
  llvm::ErrorOr<std::string> getCurrentWorkingDirectory() const override { return directory_; }
  std::error_code getRealPath(const llvm::Twine& path, llvm::SmallVectorImpl<char>& output) override;

  // The path below the root, or "" when it lies elsewhere or cannot be resolved.
  std::string path_in_root(llvm::StringRef path);
  // True when the side's own contents were laid over the disk there and the other side's differ.
  bool is_changed(llvm::StringRef path);
  const FileLog& log() const { return log_; }

 private:
  struct Target {
    std::string path;                // real and absolute
    const SideFile* file = nullptr;  // laid over the disk
    bool folder = false;             // a folder that the side has, whether or not the disk does
  };

  llvm::ErrorOr<Target> resolve(const llvm::Twine& path);
  const std::string& real_folder(const std::string& folder);
  std::string real_entry(llvm::StringRef absolute);
  bool below_root(llvm::StringRef path) const;
  bool may_read(llvm::StringRef path) const;
  bool leads_to_readable(llvm::StringRef path) const;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> open_disk(const Target& target, const std::string& name);

  const Request& request_;
  const llvm::StringMap<SideFile>& files_;
  llvm::StringSet<> folders_;  // of all files that this side has
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> disk_;
  std::string directory_;
  llvm::StringMap<std::string> real_folders_;
  FileLog log_;
};

}  // namespace gate_clang
