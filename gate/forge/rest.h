// A JSON API over HTTP: retries, rate limits, pages. Internal to this room.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "gate/base/deadline.h"
#include "gate/base/json.h"
#include "gate/forge/http.h"

namespace gate::forge {

// An answer that is no success, for callers that tell a missing permission from the rest.
struct RestError {
  long status = 0;  // HTTP's; 0: there was no answer
  Error error;
};

template <class T>
using RestExpected = std::expected<T, RestError>;

class RestClient {
 public:
  // `base_url` without a trailing '/'.
  RestClient(std::string base_url, std::string token, Deadline deadline,
             std::chrono::milliseconds first_pause = std::chrono::milliseconds(250));

  // GET `path` ("/repos/o/n/pulls/1"). Server errors and broken or garbled answers are tried three more times, after
  // the first pause, twice and four times as long; a rate limit (Retry-After, X-RateLimit-Reset) is waited for when it
  // ends before the deadline.
  RestExpected<Json> get(const std::string& path) const;

  // All items of the array at `path`, page after page by the Link header's rel="next" (RFC 8288), which must stay on
  // the same origin. ErrorKind::limit beyond 200 pages.
  RestExpected<Json> get_all(const std::string& path) const;

 private:
  struct Page {
    Json value;
    std::string next;
  };
  RestExpected<Page> get_page(const std::string& url) const;
  RestExpected<Page> try_page(const std::string& url, std::chrono::milliseconds& pause) const;
  Error refused(const HttpResponse& response, const std::string& url) const;
  bool wait(std::chrono::milliseconds pause) const;

  std::string base_url_;
  std::string token_;
  Deadline deadline_;
  std::chrono::milliseconds first_pause_;
};

// The target of rel="next" in a Link header; empty when there is none.
std::string next_link(std::string_view header);

// How long a 403 or 429 asks to wait, `now` in seconds since the epoch; nullopt when the answer is no rate limit.
std::optional<std::chrono::seconds> rate_limit_pause(const HttpResponse& response, std::int64_t now);

}  // namespace gate::forge
