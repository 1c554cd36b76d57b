// Comma-separated values as RFC 4180 has them; lines may also end with LF alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/base/error.h"

namespace gate::history {

struct CsvRow {
  std::size_t line = 1;  // where it begins
  std::vector<std::string> fields;
};

// All rows but empty lines; a byte order mark is skipped. An error for a quote that is not closed, stands within a
// field or is followed by anything but a comma.
Expected<std::vector<CsvRow>> parse_csv(std::string_view text, const std::string& path);

}  // namespace gate::history
