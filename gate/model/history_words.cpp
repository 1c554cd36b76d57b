#include "gate/model/history_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

namespace gate {
namespace {

double rounded_down(double value, double steps) { return std::floor(value * steps + 1e-9) / steps; }

std::string_view ordinal_suffix(double value) {
  const auto whole = static_cast<int>(value);
  if (value != whole || (whole % 100 >= 11 && whole % 100 <= 13)) return "th";
  constexpr std::string_view kSuffixes[] = {"th", "st", "nd", "rd"};
  return whole % 10 <= 3 ? kSuffixes[whole % 10] : "th";
}

std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

// "2026-03-02" in UTC; "" for what no calendar of four digits holds.
std::string date_text(std::int64_t seconds) {
  constexpr std::int64_t kLast = 253'402'300'799;  // 9999-12-31
  if (seconds < 0 || seconds > kLast) return "";
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds(seconds)});
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

struct PathIncidents {
  std::string path;
  std::size_t count = 0;
  const PastIncident* last = nullptr;
};

std::string words_of(const PathIncidents& path) {
  const auto date = date_text(path.last->since);
  auto out = fmt::format("`{}` was part of {}", path.path, counted_text(path.count, "incident"));
  if (!date.empty()) out += (path.count == 1 ? ", on " : ", last on ") + date;
  return path.last->note.empty() ? out : out + ": " + path.last->note;
}

}  // namespace

std::string probability_text(double probability) {
  probability = probability > 0 ? std::min(probability, 1.0) : 0;
  return probability < 0.1 ? fmt::format("{:.3f}", rounded_down(probability, 1000))
                           : fmt::format("{:.2f}", rounded_down(probability, 100));
}

std::string percentile_text(double percentile) {
  const double shown = percentile > 0 ? rounded_down(std::min(percentile, 100.0), 10) : 0;
  return fmt::format("{:g}{} percentile", shown, ordinal_suffix(shown));
}

std::string amount_text(double amount) {
  if (std::abs(amount) < 0.005) return fmt::format("{:+.3f}", amount);
  return std::abs(amount) < 10 ? fmt::format("{:+.2f}", amount) : fmt::format("{:+.1e}", amount);
}

std::string counted_text(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

std::string risk_text(const RiskScore& risk) {
  auto out = "probability " + probability_text(risk.probability);
  if (risk.percentile)
    out += ", " + percentile_text(*risk.percentile) + " of " + counted_text(risk.compared_with, "change");
  return out;
}

std::string model_text(const RiskScore& risk) {
  std::string out = "model " + (risk.model.empty() ? std::string("unknown") : risk.model);
  if (!risk.calibration.empty()) out += "; calibrated: " + risk.calibration;
  return out + fmt::format("; {} known before, {} of this repository learnt from", counted_text(risk.commits, "commit"),
                           counted_text(risk.labels, "label"));
}

std::vector<std::string> incident_texts(const std::vector<PastIncident>& incidents) {
  std::map<std::string, PathIncidents> by_path;
  for (const auto& incident : incidents) {
    for (const auto& path : incident.paths) {
      auto& entry = by_path[path];
      entry.path = path;
      ++entry.count;
      if (entry.last == nullptr || incident.since > entry.last->since) entry.last = &incident;
    }
  }
  std::vector<PathIncidents> paths;
  for (auto& [path, entry] : by_path) paths.push_back(std::move(entry));
  std::sort(paths.begin(), paths.end(), [](const PathIncidents& a, const PathIncidents& b) {
    return a.count != b.count ? a.count > b.count : a.path < b.path;
  });
  std::vector<std::string> out;
  for (const auto& path : paths) out.push_back(words_of(path));
  return out;
}

}  // namespace gate
