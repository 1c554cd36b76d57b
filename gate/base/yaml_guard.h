// A look at a YAML text before libfyaml sees it: bytes that YAML forbids and libfyaml lets through, and the few shapes
// on which libfyaml 0.7 needs quadratic time. No text that a person wrote comes near those limits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gate {

struct YamlRefusal {
  std::size_t offset;
  std::string message;
};

// `from`: offset behind the byte order mark.
std::optional<YamlRefusal> guard_yaml(std::string_view text, std::size_t from);

}  // namespace gate
