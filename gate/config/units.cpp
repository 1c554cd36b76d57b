#include "gate/config/units.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace gate::config {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

// From large to small.
constexpr Unit kTimes[] = {{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}};
constexpr Unit kSizes[] = {{"GiB", 1u << 30}, {"MiB", 1u << 20}, {"KiB", 1u << 10}, {"B", 1}};

constexpr std::uint64_t kLongest = 24 * 3'600'000;
constexpr std::uint64_t kLargest = std::uint64_t{1024} << 30;

template <std::size_t N>
std::optional<std::uint64_t> parse(std::string_view text, const Unit (&units)[N], std::uint64_t most) {
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  std::string_view name(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (number == 0 || number > most / unit.factor) return std::nullopt;
    return number * unit.factor;
  }
  return std::nullopt;
}

template <std::size_t N>
std::string write(std::uint64_t value, const Unit (&units)[N]) {
  for (const Unit& unit : units) {
    if (value >= unit.factor && value % unit.factor == 0) return fmt::format("{}{}", value / unit.factor, unit.name);
  }
  return fmt::format("{}{}", value, std::end(units)[-1].name);
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  auto value = parse(text, kTimes, kLongest);
  if (!value) return std::nullopt;
  return std::chrono::milliseconds(*value);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  bool plain = text.find_first_not_of("0123456789") == std::string_view::npos;
  return parse(plain ? std::string(text) + "B" : std::string(text), kSizes, kLargest);
}

std::string duration_text(std::chrono::milliseconds span) {
  return write(static_cast<std::uint64_t>(span.count()), kTimes);
}
std::string size_text(std::uint64_t bytes) { return write(bytes, kSizes); }

}  // namespace gate::config
