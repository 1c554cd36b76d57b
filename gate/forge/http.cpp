#include "gate/forge/http.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "gate/base/text.h"
#include "gate/forge/certificates.h"
#include "gate/forge/curl.h"

namespace gate::forge {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::size_t kHeaderLimit = 256u << 10;  // bytes

struct Origin {
  std::string scheme, host, port;
  bool operator==(const Origin&) const = default;
};

Expected<Origin> origin_of(const Curl& curl, const std::string& url) {
  const std::unique_ptr<CURLU, decltype(curl.url_cleanup)> parsed(curl.url(), curl.url_cleanup);
  if (parsed == nullptr || curl.url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return fail(ErrorKind::usage, "not an address that can be asked: " + printable(url.substr(0, 200)));
  }
  auto part = [&](CURLUPart which) {
    char* text = nullptr;
    std::string out;
    if (curl.url_get(parsed.get(), which, &text, CURLU_DEFAULT_PORT) == CURLUE_OK) out = lower(text);
    if (text != nullptr) curl.free(text);
    return out;
  };
  return Origin{part(CURLUPART_SCHEME), part(CURLUPART_HOST), part(CURLUPART_PORT)};
}

bool is_loopback(const std::string& host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

Expected<void> check_origin(const Origin& origin) {
  if (origin.scheme == "https" || (origin.scheme == "http" && is_loopback(origin.host))) return {};
  return fail(ErrorKind::usage, "refused to ask " + printable(origin.scheme + "://" + origin.host), "",
              "only https is spoken, and http to this machine itself");
}

// What one transfer fills; handed to libcurl's callbacks, which may not throw.
struct Transfer {
  HttpResponse response;
  std::uint64_t body_limit = 0;
  std::size_t header_bytes = 0;
  bool body_too_large = false;
  bool headers_too_large = false;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  const auto bytes = size * count;
  transfer.body_too_large = transfer.response.body.size() + bytes > transfer.body_limit;
  if (transfer.body_too_large) return 0;
  transfer.response.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  const std::string_view line(data, size * count);
  transfer.header_bytes += line.size();
  transfer.headers_too_large = transfer.header_bytes > kHeaderLimit;
  if (transfer.headers_too_large) return 0;
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();
  if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    transfer.response.headers[lower(line.substr(0, colon))] = trim(line.substr(colon + 1));
  }
  return line.size();
}

// A header list and a handle that are freed together.
class Handle {
 public:
  explicit Handle(const Curl& curl) : curl_(curl), easy_(curl.easy_init()) {}
  ~Handle() {
    curl_.slist_free_all(headers_);
    curl_.cleanup(easy_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    curl_.setopt(easy_, option, value);
  }
  void header(const std::string& line) { headers_ = curl_.slist_append(headers_, line.c_str()); }
  CURLcode perform() {
    set(CURLOPT_HTTPHEADER, headers_);
    return curl_.perform(easy_);
  }
  std::string text_info(CURLINFO info) const {
    char* text = nullptr;
    curl_.getinfo(easy_, info, &text);
    return text == nullptr ? "" : text;
  }
  long number_info(CURLINFO info) const {
    long number = 0;
    curl_.getinfo(easy_, info, &number);
    return number;
  }
  bool usable() const { return easy_ != nullptr; }

 private:
  const Curl& curl_;
  CURL* easy_;
  curl_slist* headers_ = nullptr;
};

bool is_readable(const char* path) { return access(path, R_OK) == 0; }

// A body is sent as it is, whatever the method; without one a POST has an empty body.
void prepare_body(Handle& handle, const HttpRequest& request) {
  if (request.method == "GET") return;
  handle.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (!request.body && request.method == "DELETE") return;
  const std::string_view body = request.body ? std::string_view(*request.body) : std::string_view("");
  handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  handle.set(CURLOPT_POSTFIELDS, body.data());
  handle.header("Content-Type: application/json");
  handle.header("Expect:");  // no second round trip before a large body
}

void prepare(Handle& handle, const HttpRequest& request, const Origin& origin, Transfer& transfer) {
  const auto timeout = std::min(request.timeout, request.deadline.remaining());
  handle.set(CURLOPT_URL, request.url.c_str());
  handle.set(CURLOPT_NOSIGNAL, 1L);
  handle.set(CURLOPT_FOLLOWLOCATION, 0L);
  handle.set(CURLOPT_SSL_VERIFYPEER, 1L);
  handle.set(CURLOPT_SSL_VERIFYHOST, 2L);
  const auto certificates = find_certificates(process_environment(), is_readable);
  if (!certificates.file.empty()) handle.set(CURLOPT_CAINFO, certificates.file.c_str());
  if (!certificates.folder.empty()) handle.set(CURLOPT_CAPATH, certificates.folder.c_str());
  handle.set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, timeout.count())));
  handle.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::clamp<std::int64_t>(timeout.count(), 1, 10'000)));
  handle.set(CURLOPT_ACCEPT_ENCODING, "");
  handle.set(CURLOPT_USERAGENT, "gate/" GATE_VERSION);
  handle.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // Plain http never leaves the machine, not even by a proxy of the environment.
  if (origin.scheme == "http") handle.set(CURLOPT_NOPROXY, "*");
  handle.set(CURLOPT_WRITEFUNCTION, &take_body);
  handle.set(CURLOPT_WRITEDATA, &transfer);
  handle.set(CURLOPT_HEADERFUNCTION, &take_header);
  handle.set(CURLOPT_HEADERDATA, &transfer);
  handle.header("Accept: " + request.accept);
  for (const auto& header : request.headers) handle.header(header);
  if (!request.token.empty()) handle.header(request.token_header + request.token);
  prepare_body(handle, request);
}

Error transfer_error(const Curl& curl, CURLcode code, const HttpRequest& request, const Origin& origin,
                     const Transfer& transfer) {
  const auto host = printable(origin.host);
  if (transfer.body_too_large) {
    return {ErrorKind::limit, host + " answered with more than " + std::to_string(request.body_limit >> 20) + " MiB",
            "", ""};
  }
  if (transfer.headers_too_large) return {ErrorKind::limit, host + " answered with too many headers", "", ""};
  const bool timed_out = code == CURLE_OPERATION_TIMEDOUT && request.deadline.remaining().count() < 20;
  if (timed_out || request.deadline.expired())
    return {ErrorKind::limit, host + " did not answer in the time that is left", "", ""};
  if (code == CURLE_SSL_CACERT_BADFILE || code == CURLE_PEER_FAILED_VERIFICATION) {
    return {ErrorKind::unavailable, "cannot trust " + host + ": " + curl.strerror(code), "",
            "install the package ca-certificates, or name a bundle of certificates in SSL_CERT_FILE"};
  }
  if (code == CURLE_PARTIAL_FILE) return {ErrorKind::io, host + " broke off its answer", "", ""};
  return {ErrorKind::io, "cannot ask " + host + ": " + curl.strerror(code), "", ""};
}

Expected<void> check_request(const HttpRequest& request) {
  if (std::ranges::any_of(request.token, [](unsigned char c) { return c <= ' ' || c >= 0x7F; }))
    return fail(ErrorKind::usage, "the token has a character that no token has", "", "check how it is passed");
  for (const auto& header : request.headers)
    if (header.find_first_of("\r\n") != std::string::npos) return fail(ErrorKind::internal, "a header has a line end");
  return {};
}

struct Hop {
  HttpResponse response;
  std::string next;  // where a redirect leads, made absolute; empty: none
};

Expected<Hop> ask_once(const Curl& curl, const HttpRequest& request, const Origin& origin) {
  Handle handle(curl);
  if (!handle.usable()) return fail(ErrorKind::limit, "libcurl is out of memory");
  Transfer transfer;
  transfer.body_limit = request.body_limit;
  prepare(handle, request, origin, transfer);
  const auto code = handle.perform();
  if (code != CURLE_OK) return std::unexpected(transfer_error(curl, code, request, origin, transfer));
  Hop hop{std::move(transfer.response), handle.text_info(CURLINFO_REDIRECT_URL)};
  hop.response.status = handle.number_info(CURLINFO_RESPONSE_CODE);
  return hop;
}

}  // namespace

Expected<HttpResponse> http_send(const HttpRequest& request) {
  const auto curl = open_curl();
  if (!curl) return std::unexpected(curl.error());
  if (auto well = check_request(request); !well) return std::unexpected(well.error());
  auto hop_request = request;
  Origin first;
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    if (request.deadline.expired()) return fail(ErrorKind::limit, "no time is left to ask " + printable(first.host));
    const auto origin = origin_of(**curl, hop_request.url);
    if (!origin) return std::unexpected(origin.error());
    if (auto allowed = check_origin(*origin); !allowed) return std::unexpected(allowed.error());
    if (redirects == 0) first = *origin;
    if (*origin != first) {
      if (request.method != "GET") return fail(ErrorKind::usage, "a " + request.method + " was redirected elsewhere");
      hop_request.token.clear();
    }
    auto hop = ask_once(**curl, hop_request, *origin);
    if (!hop) return std::unexpected(hop.error());
    if (hop->next.empty()) return std::move(hop->response);
    hop_request.url = std::move(hop->next);
  }
  return fail(ErrorKind::io, printable(first.host) + " redirects in a circle");
}

}  // namespace gate::forge
