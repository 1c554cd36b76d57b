// One path of the work tree, read without ever following a symbolic link.
#pragma once

#include <cstdint>
#include <string>

#include "gate/base/error.h"
#include "gate/model/change.h"

namespace gate::git {

struct WorktreeFile {
  FileMode mode =
      FileMode::absent;  // absent: not there, or not reachable without following a link; submodule: a folder
  std::uint64_t size = 0;
  std::string contents;      // of a regular file up to the limit, or a link's target
  bool oversized = false;    // contents were not read
  std::string oversized_id;  // then the blob's id, hashed in passing
  bool special = false;      // a FIFO, socket or device
};

// `path` is relative to the open folder `root`. Regular files are read whole up to `limit` bytes. ErrorKind::io when
// the file is there and cannot be read.
Expected<WorktreeFile> read_worktree_file(int root, const std::string& path, std::uint64_t limit);

}  // namespace gate::git
