#include "gate/git/objects.h"

#include <fmt/format.h>

namespace gate::git {
namespace {

constexpr std::uint64_t kBlobRoom = 8u << 20;     // bytes remembered for the analyzers
constexpr std::uint64_t kLargestKept = 1u << 20;  // of one blob

std::string megabytes(std::uint64_t bytes) { return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6); }

Error over_limit(const git_oid& id, std::uint64_t size, std::uint64_t limit) {
  return Error{
      ErrorKind::limit,
      fmt::format("object {} has {}, over the limit of {}", hex(id).substr(0, 12), megabytes(size), megabytes(limit)),
      {},
      "raise limits.file_bytes, or exclude the path"};
}

}  // namespace

// A handle for the time of one call; returned to the pool afterwards.
class Objects::Lease {
 public:
  explicit Lease(const Objects& objects) : objects_(objects) {
    {
      std::lock_guard lock(objects.mutex_);
      if (!objects.idle_.empty()) {
        handle_ = std::move(objects.idle_.back());
        objects.idle_.pop_back();
      }
    }
    if (!handle_) {
      if (auto opened = objects.open_handle()) handle_ = std::move(*opened);
    }
  }
  ~Lease() {
    if (!handle_) return;
    std::lock_guard lock(objects_.mutex_);
    objects_.idle_.push_back(std::move(handle_));
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  git_odb* get() const { return handle_.get(); }

 private:
  const Objects& objects_;
  OwnedOdb handle_;
};

Expected<std::shared_ptr<Objects>> Objects::open(const std::string& objects_dir, bool partial) {
  start_library();
  std::shared_ptr<Objects> objects(new Objects(objects_dir, partial));
  objects->blob_room_ = kBlobRoom;
  auto handle = objects->open_handle();
  if (!handle) return std::unexpected(handle.error());
  objects->idle_.push_back(std::move(*handle));
  return objects;
}

Expected<OwnedOdb> Objects::open_handle() const {
  git_odb* odb = nullptr;
  if (git_odb_open(&odb, directory_.c_str()) != 0) {
    return std::unexpected(library_error("cannot open the object database", directory_));
  }
  return OwnedOdb(odb);
}

const Objects::Overlaid* Objects::overlaid(const git_oid& id) const {
  std::lock_guard lock(mutex_);
  const auto found = overlay_.find(id);
  return found == overlay_.end() ? nullptr : &found->second;  // entries are never removed: the address stays
}

Error Objects::unreadable(const git_oid& id) const {
  Error error = library_error("object " + hex(id) + " cannot be read");
  if (contains(id)) {
    error.remedy = "run `git fsck`";
    return error;
  }
  error.message =
      "object " + hex(id) + (partial_ ? " is not in this partial clone" : " is missing from the repository");
  error.remedy =
      partial_ ? "fetch it with `git cat-file -e " + hex(id) + "`" : "run `git fsck`, then fetch the history again";
  return error;
}

bool Objects::contains(const git_oid& id) const {
  if (overlaid(id) != nullptr) return true;
  Lease lease(*this);
  return lease.get() != nullptr && git_odb_exists(lease.get(), &id) == 1;
}

Expected<Header> Objects::header(const git_oid& id) const {
  if (const Overlaid* object = overlaid(id)) return Header{object->type, object->size};
  Header header;
  {
    Lease lease(*this);
    std::size_t size = 0;
    if (lease.get() != nullptr && git_odb_read_header(&size, &header.type, lease.get(), &id) == 0) {
      header.size = size;
      return header;
    }
  }
  return std::unexpected(unreadable(id));
}

Expected<Contents> Objects::read(const git_oid& id, git_object_t type, std::uint64_t limit) const {
  auto known = header(id);
  if (!known) return std::unexpected(known.error());
  if (known->type != type) {
    return fail(ErrorKind::git, fmt::format("object {} is a {}, not a {}", hex(id), git_object_type2string(known->type),
                                            git_object_type2string(type)));
  }
  if (known->size > limit) return std::unexpected(over_limit(id, known->size, limit));
  if (const Overlaid* object = overlaid(id)) {
    if (!object->data) return std::unexpected(over_limit(id, object->size, limit));
    return object->data;
  }
  {
    Lease lease(*this);
    git_odb_object* raw = nullptr;
    if (git_odb_read(&raw, lease.get(), &id) == 0) {
      const OwnedOdbObject object(raw);
      return std::make_shared<const std::string>(static_cast<const char*>(git_odb_object_data(raw)),
                                                 git_odb_object_size(raw));
    }
  }
  return std::unexpected(unreadable(id));
}

Expected<Contents> Objects::read_blob(const git_oid& id, std::uint64_t limit) const {
  {
    std::lock_guard lock(mutex_);
    const auto kept = blobs_.find(id);
    if (kept != blobs_.end() && kept->second->size() <= limit) return kept->second;
  }
  auto contents = read(id, GIT_OBJECT_BLOB, limit);
  if (!contents) return contents;
  const std::uint64_t size = (*contents)->size();
  std::lock_guard lock(mutex_);
  if (size <= kLargestKept && size <= blob_room_ && blobs_.emplace(id, *contents).second) blob_room_ -= size;
  return contents;
}

Expected<git_oid> Objects::add(git_object_t type, std::string data) {
  git_oid id;
  if (git_odb_hash(&id, data.data(), data.size(), type) != 0) {
    return std::unexpected(library_error("cannot name an object"));
  }
  const std::uint64_t size = data.size();
  std::lock_guard lock(mutex_);
  overlay_.try_emplace(id, Overlaid{type, size, std::make_shared<const std::string>(std::move(data))});
  return id;
}

void Objects::add_oversized(const git_oid& id, std::uint64_t size) {
  std::lock_guard lock(mutex_);
  overlay_.try_emplace(id, Overlaid{GIT_OBJECT_BLOB, size, nullptr});
}

void Objects::refresh() {
  std::lock_guard lock(mutex_);
  idle_.clear();
}

}  // namespace gate::git
