// Spans of time and sizes as people write them in configuration.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gate::config {

// A whole number and a unit: "250ms", "120s", "2m", "1h"; above zero, at most 24 hours.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// A whole number of bytes, or with a unit of 1024: "4096", "512KiB", "2MiB", "1GiB"; above zero, at most 1024 GiB.
std::optional<std::uint64_t> parse_size(std::string_view text);

// The shortest text that parses to the same value.
std::string duration_text(std::chrono::milliseconds span);
std::string size_text(std::uint64_t bytes);

// For JSON Schema and messages.
inline constexpr const char* kDurationPattern = "^[0-9]+(ms|s|m|h)$";
inline constexpr const char* kSizePattern = "^[0-9]+(B|KiB|MiB|GiB)?$";

}  // namespace gate::config
