// The rules that come with gate: the files of rules/, in the program. Made by cmake/rule_pack.cmake.
#pragma once

#include <span>
#include <string_view>

namespace gate::patterns {

struct PackFile {
  std::string_view path;    // below rules/: "python/py-mutable-default.yaml"
  std::string_view folder;  // "python"
  std::string_view text;
};

std::span<const PackFile> builtin_pack();

// rules/readings.txt (readings.h).
std::string_view builtin_readings();

}  // namespace gate::patterns
