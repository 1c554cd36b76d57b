#include "gate/diagnostics/sarif_paths.h"

#include "gate/diagnostics/file_uri.h"
#include "gate/diagnostics/json_stream.h"

namespace gate::diagnostics {
namespace {

constexpr int kMostSteps = 16;

}  // namespace

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
