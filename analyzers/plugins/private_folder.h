// Folders that belong to gate alone, and their end.
#pragma once

#include <string>
#include <utility>

#include "gate/base/env.h"
#include "gate/base/error.h"

namespace gate::plugins {

// A new folder "gate-run-XXXXXX" (0700) below $TMPDIR, or /tmp where that is none or /dev/shm; removed when destroyed.
// Folders that killed runs left there are removed when one is made: those of the same user that are an hour old and
// whose lock nobody holds.
class PrivateFolder {
 public:
  static Expected<PrivateFolder> make(const Environment& env);
  PrivateFolder(PrivateFolder&& other) noexcept
      : path_(std::exchange(other.path_, "")), lock_(std::exchange(other.lock_, -1)) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();

  const std::string& path() const { return path_; }  // holds no symbolic link

 private:
  PrivateFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_;  // held as long as the process lives
};

// Removes a folder with everything in it, whatever a child made there: no link is followed, no depth is too deep, no
// permission bit is in the way. False when something is left.
bool remove_private_folder(const std::string& path);

}  // namespace gate::plugins
