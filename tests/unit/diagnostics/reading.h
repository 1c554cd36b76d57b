// A small repository for tests of the readers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gate/diagnostics/diagnostics.h"

namespace gate::diagnostics {

// Files of the repository by path; what stands below "/repo/" is in it too.
inline Reading reading_of(const std::map<std::string, std::string>& files) {
  Reading reading;
  reading.name = "report";
  reading.path_of = [&files](std::string_view path) -> std::optional<std::string> {
    if (path.starts_with("/repo/")) path.remove_prefix(6);
    return files.contains(std::string(path)) ? std::optional<std::string>(path) : std::nullopt;
  };
  reading.text_of = [&files](const std::string& path) { return std::make_shared<const std::string>(files.at(path)); };
  return reading;
}

// "src/a.c:3:5-3:9"
inline std::string place_text(const Place& place) {
  return place.path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + "-" +
         std::to_string(place.end_line) + ":" + std::to_string(place.end_column);
}

// "eslint/no-eval high src/a.c:3:5-3:9 words"
inline std::string line_of(const Finding& finding) {
  return finding.rule + " " + std::string(to_string(finding.severity)) + " " + place_text(finding.place) + " " +
         finding.message;
}

inline std::vector<std::string> lines_of(const Diagnostics& read) {
  std::vector<std::string> out;
  for (const Finding& finding : read.findings) out.push_back(line_of(finding));
  return out;
}

}  // namespace gate::diagnostics
