// Where the machine keeps the certificates of the authorities it trusts. Internal to this room.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gate/base/env.h"

namespace gate::forge {

// Both empty: nothing is known, and libcurl's own place stands, which is that of the system it was built on.
struct Certificates {
  std::string file;    // a bundle in PEM
  std::string folder;  // of single certificates under their hashes
};

// SSL_CERT_FILE and SSL_CERT_DIR as OpenSSL reads them; without either the first bundle that `is_there` of those that
// Debian, Red Hat, SUSE, Alpine and FreeBSD keep.
Certificates find_certificates(const Environment& environment, const std::function<bool(const char*)>& is_there);

}  // namespace gate::forge
