#include "gate/git/library.h"

#include <algorithm>
#include <mutex>

#include "gate/base/text.h"

// Debian's libgit2 starts mbedTLS, which parses the system's certificates: half of the time that it takes to start.
// gate speaks to no server through libgit2, so the loader finds these in place of the parsers; without certificates any
// connection would be refused.
extern "C" {
__attribute__((visibility("default"))) int mbedtls_x509_crt_parse_file(void*, const char*) { return -1; }
__attribute__((visibility("default"))) int mbedtls_x509_crt_parse_path(void*, const char*) { return -1; }
}

namespace gate::git {
namespace {

constexpr std::size_t kPackWindow = std::size_t{4} << 20, kPacksMapped = std::size_t{64} << 20;  // bytes
constexpr ssize_t kObjectCache = ssize_t{8} << 20;

}  // namespace

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    // `partialclone` changes what may be missing, the others which configuration is read: none changes a format.
    const char* extensions[] = {"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    // Mapped parts of packs count as memory of the process: not a gigabyte at once, as the library would.
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, kPackWindow);
    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, kPacksMapped);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, kObjectCache);
  });
}

Error library_error(std::string_view what, const std::string& where) {
  const git_error* error = git_error_last();
  std::string message(what);
  if (error != nullptr && error->message != nullptr && *error->message != '\0') {
    message += ": " + printable(to_utf8(error->message));
  }
  return Error{ErrorKind::git, std::move(message), where, {}};
}

std::string hex(const git_oid& id) {
  char text[GIT_OID_HEXSZ];
  git_oid_fmt(text, &id);
  return std::string(text, sizeof text);
}

Expected<git_oid> parse_id(std::string_view text) {
  git_oid id;
  if (text.size() != GIT_OID_HEXSZ || git_oid_fromstrn(&id, text.data(), text.size()) != 0) {
    return fail(ErrorKind::not_found, "'" + printable(text) + "' is not an object id");
  }
  return id;
}

bool is_zero(const git_oid& id) {
  return std::ranges::all_of(id.id, [](unsigned char byte) { return byte == 0; });
}

bool is_zero_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace gate::git
