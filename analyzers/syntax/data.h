// The part of `syntax` for data files: JSON, YAML and TOML by strict parsers, decided by the file's name.
#pragma once

#include <string_view>
#include <vector>

#include "gate/analyzer.h"

namespace gate::syntax_check {

inline constexpr std::string_view kInvalidJson = "invalid-json";
inline constexpr std::string_view kInvalidYaml = "invalid-yaml";
inline constexpr std::string_view kInvalidToml = "invalid-toml";

// True for names that check_data_file() looks at: *.json and its kin, *.yml, *.yaml, *.toml, lock files.
bool is_data_file(std::string_view path);

// The first problem of the file, or none. Confidence is low, and severity with it, where the text may not be meant for
// a strict parser: templates, files that were no better before the change, fixtures, comments in plain JSON.
std::vector<Finding> check_data_file(const FileView& view);

}  // namespace gate::syntax_check
