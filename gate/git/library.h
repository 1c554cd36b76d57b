// libgit2 made safe to hold: its one initialisation, owning handles, ids, and its errors as gate's.
#pragma once

#include <git2.h>

#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gate/base/error.h"

namespace gate::git {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

using OwnedRepository = Owned<git_repository, git_repository_free>;
using OwnedOdb = Owned<git_odb, git_odb_free>;
using OwnedOdbObject = Owned<git_odb_object, git_odb_object_free>;
using OwnedObject = Owned<git_object, git_object_free>;
using OwnedBlob = Owned<git_blob, git_blob_free>;
using OwnedConfig = Owned<git_config, git_config_free>;
using OwnedReference = Owned<git_reference, git_reference_free>;
using OwnedIndex = Owned<git_index, git_index_free>;
using OwnedStatusList = Owned<git_status_list, git_status_list_free>;
using OwnedFilterList = Owned<git_filter_list, git_filter_list_free>;

// Starts libgit2 once for the process (3 ms in Debian's build), without re-hashing every object that is read and with
// the extensions that do not change how objects and references are stored. It is never shut down.
void start_library();

// The error that libgit2 left for this thread; `what` says what was tried.
Error library_error(std::string_view what, const std::string& where = {});

std::string hex(const git_oid& id);
// Forty hexadecimal digits; nullopt-like failure (not_found) for anything else.
Expected<git_oid> parse_id(std::string_view text);

struct IdLess {
  bool operator()(const git_oid& a, const git_oid& b) const { return std::memcmp(a.id, b.id, GIT_OID_RAWSZ) < 0; }
};
struct IdEqual {
  bool operator()(const git_oid& a, const git_oid& b) const { return std::memcmp(a.id, b.id, GIT_OID_RAWSZ) == 0; }
};
struct IdHash {
  std::size_t operator()(const git_oid& id) const {
    std::size_t value;
    std::memcpy(&value, id.id, sizeof value);
    return value;
  }
};

// True for a null (all zero) id, which git writes for "none".
bool is_zero(const git_oid& id);
bool is_zero_hex(std::string_view text);

}  // namespace gate::git
