// The published JSON Schema of the json report.
#pragma once

#include <string_view>

namespace gate::report {

// Grows when a field of the json report changes its meaning or goes, not when one is added.
inline constexpr int kJsonSchemaVersion = 1;

// The text of docs/schema/verdict.schema.json (JSON Schema, draft 2020-12), ended by a newline.
std::string_view json_schema();

}  // namespace gate::report
