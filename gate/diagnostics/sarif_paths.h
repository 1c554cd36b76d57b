// Where SARIF's artifact locations are (sections 3.4 and 3.14.14).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gate/base/json.h"

namespace gate::diagnostics {

struct SarifPath {
  std::string path;      // absolute ("/a/b.c", "C:/a/b.c") or relative, with '/' as separator
  std::string relative;  // the location's own part, where the base made `path` of it; else ""
};

class SarifPaths {
 public:
  // Looks into the run, which must outlive it.
  explicit SarifPaths(const Json& run) : run_(run) {}

  // By uri, or by index into run.artifacts; below originalUriBaseIds, whose own bases are followed through at most 16
  // steps (a cycle ends there). A base that is not declared, or says no place, is the repository's root. nullopt: no
  // place in a file system.
  std::optional<SarifPath> find(const Json& artifact_location) const;

 private:
  std::optional<std::string> base(std::string_view id, int steps) const;

  const Json& run_;
};

}  // namespace gate::diagnostics
