// Fields of foreign exports under their many names. For incident_import.cpp and incident_github.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/base/json.h"
#include "gate/history/incidents.h"

namespace gate::history {

// Names of one field in lower case without '_', '-' and spaces, the likeliest first: "createdat" for "Created at".
using FieldNames = std::vector<std::string_view>;
std::string plain_name(std::string_view name);

// An object's fields by plain name.
class Fields {
 public:
  void add(std::string_view name, Json value) { values_.emplace_back(plain_name(name), std::move(value)); }
  // The first of the names that is there and not empty; null: none.
  const Json* find(const FieldNames& names) const;
  std::string text(const FieldNames& names) const;  // numbers as they are written
  std::vector<std::string> list(
      const FieldNames& names) const;  // of a list, or of a text with , ; or white space between

 private:
  std::vector<std::pair<std::string, Json>> values_;
};

// "high", "SEV-1", "P2", "severity/critical", "sev: 3": 1 is critical, 2 high, 3 medium, 4 low, 5 info.
std::optional<Severity> severity_of(std::string_view word);

// GitHub's issues: what a label calls an incident, with the commits that body and closing pull requests name.
void import_github(const Json& issues, IncidentImport& import);

}  // namespace gate::history
