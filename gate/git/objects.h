// The objects of a repository for many threads: libgit2's object database behind a pool of handles, an overlay of
// objects that exist only in memory (snapshots of the index and of the work tree), and a small cache of blobs read
// twice.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "gate/base/error.h"
#include "gate/git/library.h"

namespace gate::git {

// Immutable contents of an object, shared.
using Contents = std::shared_ptr<const std::string>;

struct Header {
  git_object_t type = GIT_OBJECT_INVALID;
  std::uint64_t size = 0;  // bytes
};

// All calls are safe from any thread. Nothing is ever written to the repository.
class Objects {
 public:
  // `partial` says that the repository promises objects which it may not hold: missing ones are explained so.
  static Expected<std::shared_ptr<Objects>> open(const std::string& objects_dir, bool partial);

  bool contains(const git_oid& id) const;
  Expected<Header> header(const git_oid& id) const;

  // ErrorKind::limit when larger than `limit` bytes (found out before anything is read), ErrorKind::git when missing,
  // damaged or of another type.
  Expected<Contents> read(const git_oid& id, git_object_t type, std::uint64_t limit) const;

  // As read, of a blob; what was read is remembered while there is room, for the analyzers that come next.
  Expected<Contents> read_blob(const git_oid& id, std::uint64_t limit) const;

  // Adds an object to the overlay and returns its id.
  Expected<git_oid> add(git_object_t type, std::string data);
  // The overlay knows this blob by size alone: it is too large to be read.
  void add_oversized(const git_oid& id, std::uint64_t size);

  // Forgets open handles, so that objects fetched since are seen.
  void refresh();

 private:
  struct Overlaid {
    git_object_t type;
    std::uint64_t size;
    Contents data;  // null when oversized
  };
  class Lease;

  Objects(std::string directory, bool partial) : directory_(std::move(directory)), partial_(partial) {}
  Expected<OwnedOdb> open_handle() const;
  const Overlaid* overlaid(const git_oid& id) const;
  Error unreadable(const git_oid& id) const;

  std::string directory_;
  bool partial_ = false;
  mutable std::mutex mutex_;
  mutable std::vector<OwnedOdb> idle_;
  mutable std::unordered_map<git_oid, Contents, IdHash, IdEqual> blobs_;
  mutable std::uint64_t blob_room_;
  std::unordered_map<git_oid, Overlaid, IdHash, IdEqual> overlay_;
};

}  // namespace gate::git
