// One HTTP request by libcurl with the limits that a gate needs. Internal to this room.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate::forge {

struct HttpRequest {
  std::string method = "GET";  // GET, POST, PATCH, PUT or DELETE
  std::string url;             // https, or http to this machine itself (loopback)
  std::string token = {};      // sent to the url's own origin only; may be empty; never printed
  std::string token_header = "Authorization: Bearer ";  // what stands before it
  std::string accept = "application/json";
  std::vector<std::string> headers = {};      // further ones, "Name: value", without line ends
  std::optional<std::string> body = {};       // JSON
  std::uint64_t body_limit = 16u << 20;       // bytes after decompression
  std::chrono::milliseconds timeout{30'000};  // of the whole transfer, shortened by the deadline
  Deadline deadline = Deadline::never();
};

struct HttpResponse {
  long status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; of the last response
  std::string body;
};

// Follows up to five redirects. A GET that leaves the origin (scheme, host, port) is followed without the token; any
// other method is repeated, word for word, on the same origin only, and ErrorKind::usage is returned where it would
// leave it. TLS certificates are always verified. Errors: usage (the url is refused), limit (deadline, body or headers
// too large), unavailable (libcurl is missing), io (the network: worth another try where the method may be repeated).
Expected<HttpResponse> http_send(const HttpRequest& request);

}  // namespace gate::forge
