#include "gate/forge/certificates.h"

#include <array>

namespace gate::forge {
namespace {

constexpr std::array kBundles = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                 "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem",
                                 "/etc/ssl/cert.pem"};

}  // namespace

Certificates find_certificates(const Environment& environment, const std::function<bool(const char*)>& is_there) {
  Certificates named{environment("SSL_CERT_FILE").value_or(""), environment("SSL_CERT_DIR").value_or("")};
  if (!named.file.empty() || !named.folder.empty()) return named;
  for (const char* bundle : kBundles) {
    if (is_there(bundle)) return {bundle, ""};
  }
  return {};
}

}  // namespace gate::forge
