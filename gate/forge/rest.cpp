#include "gate/forge/rest.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

#include "gate/base/text.h"

namespace gate::forge {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kTries = 4;
constexpr int kMostPages = 200;
constexpr seconds kSecondaryLimit{60};  // what GitHub asks for when it names no time

std::optional<std::int64_t> number(const HttpResponse& response, const char* header) {
  const auto found = response.headers.find(header);
  if (found == response.headers.end()) return std::nullopt;
  std::int64_t value = 0;
  const auto& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::int64_t now_seconds() {
  return std::chrono::duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// The path of an address, for messages: no host, no query.
std::string path_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(std::min(url.find('/', scheme + 3), url.size()));
  return printable(url.substr(0, url.find('?')));
}

// The server's own word for what is wrong, cut short.
std::string server_message(const HttpResponse& response) {
  const auto body = parse_json(response.body, "answer");
  if (!body || !body->is_object() || !body->contains("message") || !(*body)["message"].is_string()) return "";
  return printable((*body)["message"].get<std::string>().substr(0, 200));
}

bool same_origin(std::string_view a, std::string_view b) {
  auto origin = [](std::string_view url) {
    const auto scheme = url.find("://");
    return scheme == std::string_view::npos ? url : url.substr(0, url.find_first_of("/?#", scheme + 3));
  };
  return lower(origin(a)) == lower(origin(b));
}

}  // namespace

bool may_have_been_done(const RestError& failed) {
  return failed.status >= 500 || (failed.status >= 200 && failed.status < 300) ||
         (failed.status == 0 && failed.error.kind == ErrorKind::io);
}

std::string next_link(std::string_view header) {
  while (true) {
    const auto open = header.find('<');
    const auto close = header.find('>', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return "";
    const auto target = header.substr(open + 1, close - open - 1);
    header.remove_prefix(close + 1);
    const auto parameters = header.substr(0, header.find('<'));
    if (parameters.contains("rel=\"next\"") || parameters.contains("rel=next")) return std::string(target);
  }
}

std::optional<seconds> rate_limit_pause(const HttpResponse& response, std::int64_t now) {
  if (response.status != 403 && response.status != 429) return std::nullopt;
  if (const auto after = number(response, "retry-after")) return seconds(std::clamp<std::int64_t>(*after, 0, 86'400));
  if (number(response, "x-ratelimit-remaining") == 0) {
    const auto reset = number(response, "x-ratelimit-reset").value_or(now + kSecondaryLimit.count());
    return seconds(std::clamp<std::int64_t>(reset - now, 0, 86'400) + 1);
  }
  if (response.status == 429 || lower(response.body.substr(0, 4'096)).contains("secondary rate limit")) {
    return kSecondaryLimit;
  }
  return std::nullopt;
}

RestClient::RestClient(std::string base_url, std::string token, Deadline deadline, milliseconds first_pause,
                       RestDialect dialect)
    : base_url_(std::move(base_url)),
      token_(std::move(token)),
      deadline_(deadline),
      first_pause_(first_pause),
      dialect_(std::move(dialect)) {}

bool RestClient::wait(milliseconds pause) const {
  if (pause >= deadline_.remaining()) return false;
  std::this_thread::sleep_for(pause);
  return true;
}

Error RestClient::refused(const HttpResponse& response, const std::string& url) const {
  auto message = "the server answered " + std::to_string(response.status) + " for " + path_of(url);
  auto said = server_message(response);
  // A server may echo what it was sent.
  if (!token_.empty() && said.contains(token_)) said.clear();
  if (!said.empty()) message += ": " + said;
  std::string remedy;
  if (response.status == 401) remedy = "the token is not valid: pass one as " + dialect_.token_name;
  if (response.status == 403 || response.status == 404) {
    remedy =
        token_.empty() ? "no token was given: pass one as " + dialect_.token_name : "the token may lack a permission";
  }
  return {ErrorKind::unavailable, message, "", remedy};
}

HttpRequest RestClient::request_of(const Ask& ask) const {
  HttpRequest request;
  request.method = ask.method;
  request.url = ask.url;
  request.body = ask.body;
  request.token = token_;
  request.token_header = dialect_.token_header;
  request.accept = dialect_.accept;
  request.headers = dialect_.headers;
  request.deadline = deadline_;
  return request;
}

// One try. `pause` is set to what should be waited before the next, and stays zero when no other try can help.
RestExpected<RestClient::Page> RestClient::try_once(const Ask& ask, milliseconds& pause) const {
  const auto again = [&] {
    if (ask.method != "POST") pause = first_pause_;
  };
  auto response = http_send(request_of(ask));
  if (!response) {
    if (response.error().kind == ErrorKind::io) again();
    return std::unexpected(RestError{0, response.error()});
  }
  if (const auto limited = rate_limit_pause(*response, now_seconds())) {
    pause = std::max<milliseconds>(*limited, first_pause_);
    auto error = refused(*response, ask.url);
    error.message = "the rate limit is used up for another " + std::to_string(limited->count()) + " s";
    error.remedy = "run again then" + std::string(token_.empty() ? ", or pass a token as " + dialect_.token_name : "");
    return std::unexpected(RestError{response->status, error});
  }
  if (response->status >= 500) again();
  if (response->status < 200 || response->status > 204) {
    return std::unexpected(RestError{response->status, refused(*response, ask.url)});
  }
  if (ask.method != "GET" && trim(response->body).empty()) return Page{};
  auto value = parse_json(response->body, "answer for " + path_of(ask.url));
  if (!value) {
    again();
    auto error = value.error();
    error.message = "the server's answer is no JSON: " + error.message;
    return std::unexpected(RestError{response->status, error});
  }
  return Page{std::move(*value), next_link(response->headers["link"])};
}

RestExpected<RestClient::Page> RestClient::ask(const Ask& ask) const {
  for (int tries = 1;; ++tries) {
    milliseconds pause{0};
    auto page = try_once(ask, pause);
    if (page || pause.count() == 0 || tries == kTries) return page;
    if (!wait(std::max(pause, first_pause_ * (1 << (tries - 1))))) return page;
  }
}

RestExpected<Json> RestClient::get(const std::string& path) const {
  auto page = ask({"GET", base_url_ + path, std::nullopt});
  if (!page) return std::unexpected(page.error());
  return std::move(page->value);
}

RestExpected<Json> RestClient::send(const std::string& method, const std::string& path, const Json& body) const {
  auto page = ask({method, base_url_ + path, body.is_null() ? std::nullopt : std::optional(dump_json(body))});
  if (!page) return std::unexpected(page.error());
  return std::move(page->value);
}

RestExpected<Json> RestClient::get_all(const std::string& path, const std::string& list) const {
  Json all = Json::array();
  auto url = base_url_ + path;
  for (int pages = 0; !url.empty(); ++pages) {
    auto broken = [&](ErrorKind kind, const std::string& what) {
      return std::unexpected(RestError{200, {kind, "the server's answer for " + path_of(url) + " " + what, "", ""}});
    };
    if (pages == kMostPages) return broken(ErrorKind::limit, "has more than 200 pages");
    auto page = ask({"GET", url, std::nullopt});
    if (!page) return std::unexpected(page.error());
    if (!list.empty() && page->value.is_object() && page->value.contains(list)) page->value = Json(page->value[list]);
    if (!page->value.is_array()) return broken(ErrorKind::parse, "is no list");
    for (auto& item : page->value) all.push_back(std::move(item));
    if (!page->next.empty() && !same_origin(page->next, base_url_)) {
      return broken(ErrorKind::parse, "continues on another host");
    }
    url = page->next;
  }
  return all;
}

}  // namespace gate::forge
