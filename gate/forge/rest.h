// A JSON API over HTTP: retries, rate limits, pages. Internal to this room.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/deadline.h"
#include "gate/base/json.h"
#include "gate/forge/http.h"

namespace gate::forge {

// An answer that is no success, for callers that tell a missing permission from the rest.
struct RestError {
  long status = 0;  // HTTP's; 0: there was no answer
  Error error;
};

// A server error, a broken connection or a garbled answer: what was asked may have been done all the same, so who
// repeats a POST has to look first.
bool may_have_been_done(const RestError& failed);

template <class T>
using RestExpected = std::expected<T, RestError>;

// What differs between forges.
struct RestDialect {
  std::string token_header = "Authorization: Bearer ";  // what stands before the token
  std::string accept = "application/vnd.github+json";
  std::vector<std::string> headers = {"X-GitHub-Api-Version: 2022-11-28"};  // further ones, "Name: value"
  std::string token_name = "GITHUB_TOKEN";  // the variable to name where the token is wrong
};

class RestClient {
 public:
  // `base_url` without a trailing '/'.
  RestClient(std::string base_url, std::string token, Deadline deadline,
             std::chrono::milliseconds first_pause = std::chrono::milliseconds(250), RestDialect dialect = {});

  // GET `path` ("/repos/o/n/pulls/1"). Server errors and broken or garbled answers are tried three more times, after
  // the first pause, twice and four times as long; a rate limit (Retry-After, X-RateLimit-Reset) is waited for when it
  // ends before the deadline.
  RestExpected<Json> get(const std::string& path) const;

  // All items of the array at `path`, page after page by the Link header's rel="next" (RFC 8288), which must stay on
  // the same origin. ErrorKind::limit beyond 200 pages.
  // `list`: the name of the array within each page's object; empty: the page is the array.
  RestExpected<Json> get_all(const std::string& path, const std::string& list = "") const;

  // POST, PATCH, PUT or DELETE with `body` as JSON (null: none); the answer's JSON, null where it has no body. PATCH,
  // PUT and DELETE are tried again as GET is. A POST is tried again only after a rate limit: a server error may come
  // after the deed was done, so who posts has to look first.
  RestExpected<Json> send(const std::string& method, const std::string& path, const Json& body) const;

 private:
  struct Page {
    Json value;
    std::string next;
  };
  struct Ask {
    std::string method, url;
    std::optional<std::string> body;
  };
  RestExpected<Page> ask(const Ask& ask) const;
  RestExpected<Page> try_once(const Ask& ask, std::chrono::milliseconds& pause) const;
  HttpRequest request_of(const Ask& ask) const;
  Error refused(const HttpResponse& response, const std::string& url) const;
  bool wait(std::chrono::milliseconds pause) const;

  std::string base_url_;
  std::string token_;
  Deadline deadline_;
  std::chrono::milliseconds first_pause_;
  RestDialect dialect_;
};

// The target of rel="next" in a Link header; empty when there is none.
std::string next_link(std::string_view header);

// How long a 403 or 429 asks to wait, `now` in seconds since the epoch; nullopt when the answer is no rate limit.
std::optional<std::chrono::seconds> rate_limit_pause(const HttpResponse& response, std::int64_t now);

}  // namespace gate::forge
