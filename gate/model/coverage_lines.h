// Joins a change with its coverage: which of the changed lines tests could have reached, and which they did not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/facts.h"

namespace gate {

// Lines of the after side that the change added, without those that it only moved.
struct UncoveredFile {
  std::string path;
  std::uint32_t coverable = 0;         // changed lines that a report knows as executable
  std::vector<std::uint32_t> lines;    // those of them that no report saw executed, ascending
  FileCoverage::Branches branches;     // of changed lines with branch data
  std::vector<std::uint32_t> partial;  // changed lines with a branch not taken, ascending
  std::uint32_t moved = 0;             // coverable added lines left out because they are moved code
};

// One entry for each changed file with a coverable changed line, covered or not, in the order of the change.
std::vector<UncoveredFile> uncovered_lines(const Facts& facts);

// Whether `path` names source code that coverage tools measure, by its extension alone.
bool is_source_code(std::string_view path);

// Ascending line numbers as a person writes them: "12-14, 20".
std::string line_list(const std::vector<std::uint32_t>& lines);

}  // namespace gate
