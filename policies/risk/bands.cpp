#include "policies/risk/bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "gate/base/glob.h"
#include "policies/risk/assistants.h"

namespace gate::bands {
namespace {

constexpr double kRounding = 1e-9;  // of sums of a few doubles

std::string points_text(double points) { return fmt::format("+{:g} point{}", points, points == 1 ? "" : "s"); }

// "src/pay/a.c is critical (src/pay/**)", of the first changed path that a glob names; "" when none does.
std::string critical_path(const Change& change, const std::vector<std::string>& patterns) {
  for (const auto& pattern : patterns) {
    const Glob glob(pattern);
    for (const auto& file : change.files)
      for (const auto* path : {&file.path, &file.old_path})
        if (!path->empty() && glob.matches(*path)) return fmt::format("{} is critical ({})", *path, pattern);
  }
  return {};
}

std::string assistant_words(const Change& change) {
  std::string out;
  for (const auto& each : assistance(change.commits))
    out += fmt::format("{}{} in {} ({})", out.empty() ? "written with " : ", ", each.assistant, each.commit, each.sign);
  return out;
}

void add(Position& position, double points, const std::string& words) {
  if (words.empty() || points <= 0) return;
  position.points += points;
  position.reasons.push_back(points_text(points) + ": " + words);
}

}  // namespace

std::optional<bool> Position::reaches(const Band& band) const {
  if (!band.percentile) return probability >= band.at - kRounding;
  if (!percentile) return std::nullopt;
  return *percentile >= band.at - kRounding;
}

Position position(const Facts& facts, const Options& options) {
  const auto& risk = facts.history.risk;
  Position out{.probability = risk.probability, .percentile = risk.percentile};
  add(out, options.number("critical_shift"), critical_path(facts.change, options.texts("critical")));
  if (const double points = options.number("ai_assisted"); points > 0) add(out, points, assistant_words(facts.change));
  out.probability = std::min(1.0, out.probability + out.points / 100);
  if (out.percentile) out.percentile = std::min(100.0, *out.percentile + out.points);
  return out;
}

bool comes_before(const Band& a, const Band& b) {
  return std::tuple(!a.percentile, a.at) < std::tuple(!b.percentile, b.at);
}

std::vector<Step> steps(const Options& options, const char* name) {
  std::vector<Step> out;
  for (const auto& [key, asked] : options.values().at(name).items())
    if (const auto band = band_from(key)) out.push_back({*band, asked});
  std::ranges::sort(out, comes_before, &Step::band);
  return out;
}

std::vector<Step> reached(const Position& position, const Options& options, const char* name) {
  auto out = steps(options, name);
  std::erase_if(out, [&](const Step& step) { return !position.reaches(step.band).value_or(false); });
  return out;
}

}  // namespace gate::bands
