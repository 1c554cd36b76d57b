#include "gate/diagnostics/sarif_paths.h"

#include <algorithm>
#include <cctype>

#include "gate/base/text.h"
#include "gate/diagnostics/json_stream.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostUri = 4'096;
constexpr int kMostSteps = 16;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

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

bool is_absolute(std::string_view path) { return path.starts_with('/') || has_drive(path); }

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

std::optional<std::string> SarifPaths::base(std::string_view id, int steps) const {
  if (id.empty() || steps == kMostSteps) return "";
  const Json& declared = member(member(run_, "originalUriBaseIds"), std::string(id).c_str());
  auto path = path_of_uri(text_of(declared, "uri"));
  if (!path) return std::nullopt;
  if (!path->empty() && !path->ends_with('/')) *path += '/';
  if (is_absolute(*path)) return path;
  auto above = base(text_of(declared, "uriBaseId"), steps + 1);
  if (!above) return std::nullopt;
  return *above + *path;
}

std::optional<SarifPath> SarifPaths::find(const Json& artifact_location) const {
  const Json* location = &artifact_location;
  if (text_of(*location, "uri").empty())
    location = &member(element_at(elements_of(run_, "artifacts"), integer_of(*location, "index")), "location");
  auto path = path_of_uri(text_of(*location, "uri"));
  if (!path || path->empty()) return std::nullopt;
  if (is_absolute(*path)) return SarifPath{std::move(*path), ""};
  auto above = base(text_of(*location, "uriBaseId"), 0);
  if (!above) return std::nullopt;
  if (above->empty()) return SarifPath{std::move(*path), ""};
  return SarifPath{*above + *path, *path};
}

}  // namespace gate::diagnostics
