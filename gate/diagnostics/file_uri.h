// File URIs (RFC 8089) and relative references (RFC 3986), as tools write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gate::diagnostics {

// The path of a file URI or of a relative reference, percent-decoded where the encoding is well formed; a drive keeps
// its colon ("C:/a"), a host stays in front ("//host/share"). Backslashes become '/'. nullopt for other schemes, more
// than 4,096 bytes and paths with a NUL byte.
std::optional<std::string> path_of_uri(std::string_view uri);

// "/a" or "C:/a".
bool is_absolute(std::string_view path);

}  // namespace gate::diagnostics
