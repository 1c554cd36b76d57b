#include "gate/history/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "gate/base/text.h"

namespace gate::history {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kLast = 253'402'300'799;  // 9999-12-31T23:59:59Z

// Reads a moment from its front; each step leaves `good` false when the text is something else.
struct Reader {
  std::string_view text;
  bool good = true;

  std::int64_t number(std::size_t digits) {
    std::int64_t value = 0;
    if (text.size() < digits) good = false;
    for (std::size_t i = 0; good && i < digits; ++i) {
      good = text[i] >= '0' && text[i] <= '9';
      value = value * 10 + (text[i] - '0');
    }
    if (good) text.remove_prefix(digits);
    return value;
  }

  bool skip(std::string_view any) {
    if (text.empty() || !any.contains(text[0])) return false;
    text.remove_prefix(1);
    return true;
  }

  void demand(char c) { good = good && skip({&c, 1}); }
};

std::int64_t read_date(Reader& reader) {
  const auto year = reader.number(4);
  reader.demand('-');
  const auto month = reader.number(2);
  reader.demand('-');
  const auto day = reader.number(2);
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  reader.good = reader.good && date.ok() && year >= 1970;
  return reader.good ? std::chrono::sys_days(date).time_since_epoch().count() * kDay : 0;
}

std::int64_t read_time(Reader& reader) {
  const auto hours = reader.number(2);
  reader.demand(':');
  const auto minutes = reader.number(2);
  std::int64_t seconds = 0;
  if (reader.skip(":")) {
    seconds = reader.number(2);
    if (reader.skip(".,")) {
      reader.number(1);
      while (reader.skip("0123456789")) continue;
    }
  }
  reader.good = reader.good && hours < 24 && minutes < 60 && seconds < 61;
  return hours * 3600 + minutes * 60 + std::min<std::int64_t>(seconds, 59);
}

// Seconds east of UTC; "Z", "+01:00", "-0530", "+01"; nothing is UTC.
std::int64_t read_zone(Reader& reader) {
  reader.skip(" ");
  if (reader.text.empty() || reader.skip("Zz")) return 0;
  const bool west = reader.text[0] == '-';
  if (!reader.skip("+-")) reader.good = false;
  const auto hours = reader.number(2);
  reader.skip(":");
  const auto minutes = reader.text.empty() ? 0 : reader.number(2);
  reader.good = reader.good && hours < 24 && minutes < 60;
  return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<std::int64_t> parse_moment(std::string_view text) {
  Reader reader{trim(text)};
  std::int64_t seconds = read_date(reader);
  if (reader.good && !reader.text.empty()) {
    reader.good = reader.skip("Tt ");
    seconds += read_time(reader);
    if (reader.good) seconds -= read_zone(reader);
  }
  if (!reader.good || !reader.text.empty() || seconds < 0 || seconds > kLast) return std::nullopt;
  return seconds;
}

std::string moment_text(std::int64_t seconds) {
  seconds = std::clamp<std::int64_t>(seconds, 0, kLast);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(seconds / kDay))};
  const auto rest = seconds % kDay;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), rest / 3600,
                     rest / 60 % 60, rest % 60);
}

}  // namespace gate::history
