#include "gate/model/band.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

namespace gate {
namespace {

// Digits with at most one point, and nothing else.
std::optional<double> decimal(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const bool plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (error != std::errc() || end != text.data() + text.size() || !plain) return std::nullopt;
  return number;
}

std::optional<Band> within(bool percentile, std::optional<double> at, double most) {
  if (!at || !(*at >= 0 && *at <= most)) return std::nullopt;
  return Band{percentile, *at};
}

}  // namespace

std::optional<Band> band_from(const Json& value) {
  if (value.is_number()) return within(false, value.get<double>(), 1);
  if (!value.is_string()) return std::nullopt;
  std::string_view text = value.get_ref<const std::string&>();
  if (text.starts_with('p')) return within(true, decimal(text.substr(1)), 100);
  if (!text.ends_with('%')) return within(false, decimal(text), 1);
  text.remove_suffix(1);
  auto band = within(false, decimal(text), 100);
  if (band) band->at /= 100;
  return band;
}

std::string to_string(const Band& band) {
  return band.percentile ? fmt::format("p{:g}", band.at) : fmt::format("{:g}%", 100 * band.at);
}

}  // namespace gate
