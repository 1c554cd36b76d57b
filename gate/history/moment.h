// Moments as people and trackers write them: ISO 8601 dates and date-times of years 1970 to 9999.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gate::history {

// "2026-11-21", "2026-11-21T10:30", "2026-11-21 10:30:05.25+01:00": seconds since the epoch; UTC where no zone is
// given.
std::optional<std::int64_t> parse_moment(std::string_view text);

std::string moment_text(std::int64_t seconds);  // "2026-11-21T10:30:05Z"

}  // namespace gate::history
