#include "gate/diagnostics/file_uri.h"

#include <algorithm>
#include <cctype>

#include "gate/base/text.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostUri = 4'096;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// RFC 3986 section 2.1; what is no escape stays.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

bool has_drive(std::string_view path) {
  return path.size() > 1 && std::isalpha(static_cast<unsigned char>(path[0])) && path[1] == ':';
}

// Letters, digits, '+', '-', '.' before a ':' (RFC 3986 section 3.1); one letter is a drive.
std::string_view scheme_of(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon < 2 || !std::isalpha(static_cast<unsigned char>(uri[0]))) return {};
  const auto scheme = uri.substr(0, colon);
  const bool good =
      std::ranges::all_of(scheme, [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; });
  return good ? scheme : std::string_view();
}

// Behind "file:": the authority is empty or a host.
std::string_view without_authority(std::string_view rest) {
  if (!rest.starts_with("//")) return rest;
  const auto path = rest.substr(2);
  if (path.starts_with('/') || has_drive(path)) return path;
  return path.starts_with("localhost/") ? path.substr(9) : rest;
}

}  // namespace

bool is_absolute(std::string_view path) { return path.starts_with('/') || has_drive(path); }

std::optional<std::string> path_of_uri(std::string_view uri) {
  uri = trim(uri);
  if (uri.size() > kMostUri) return std::nullopt;
  const auto scheme = scheme_of(uri);
  if (lower(scheme) == "file") {
    uri = without_authority(uri.substr(scheme.size() + 1));
  } else if (!scheme.empty() && uri.find('/') != std::string_view::npos) {
    return std::nullopt;  // "https://...", "jar:file:/..."; "a:b.c" is a file's name
  }
  std::string path = percent_decoded(uri);
  std::ranges::replace(path, '\\', '/');
  if (path.find('\0') != std::string::npos) return std::nullopt;
  if (path.starts_with('/') && has_drive(std::string_view(path).substr(1))) path.erase(0, 1);
  return path;
}

}  // namespace gate::diagnostics
