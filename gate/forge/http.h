// One HTTP GET by libcurl with the limits that a gate needs. Internal to this room.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate::forge {

struct HttpRequest {
  std::string url;    // https, or http to this machine itself (loopback)
  std::string token;  // sent as "Authorization: Bearer" to the url's own origin only; may be empty; never printed
  std::string accept = "application/json";
  std::uint64_t body_limit = 16u << 20;       // bytes after decompression
  std::chrono::milliseconds timeout{30'000};  // of the whole transfer, shortened by the deadline
  Deadline deadline = Deadline::never();
};

struct HttpResponse {
  long status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; of the last response
  std::string body;
};

// Follows up to five redirects; one that leaves the origin (scheme, host, port) is followed without the token. TLS
// certificates are always verified. Errors: usage (the url is refused), limit (deadline, body or headers too large),
// unavailable (libcurl is missing), io (the network: worth another try).
Expected<HttpResponse> http_get(const HttpRequest& request);

}  // namespace gate::forge
