#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analyzers/risk/assessment.h"
#include "analyzers/risk/dataset.h"

namespace gate::risk {
namespace {

using history::FileKind;
using history::Metric;

constexpr double kWorthSaying = 0.01;  // of probability

std::string percent(double probability) { return fmt::format("{:.0f} %", probability * 100); }

// The riskiest of the parts that a split by top folder gives.
void split(const Weighing& weighing, double probability, std::vector<std::string>& moves) {
  std::map<std::string, std::vector<std::size_t>> parts;
  for (std::size_t at = 0; at < weighing.change.files.size(); ++at)
    parts[history::subsystem_of(weighing.change.files[at].path)].push_back(at);
  if (parts.size() < 2) return;
  double worst = 0;
  std::string where;
  for (const auto& [folder, files] : parts) {
    const double part = weighing.predictor.probability(row_of(weighing.past, weighing.recorder.part(files)));
    if (part <= worst) continue;
    worst = part;
    where = folder.empty() ? "the root folder" : "`" + folder + "/`";
  }
  if (probability - worst >= kWorthSaying)
    moves.push_back(
        fmt::format("split the change by top folder: the riskiest part, {}, alone has {}", where, percent(worst)));
}

// Tests of a usual size beside the code.
void add_tests(const Weighing& weighing, double probability, std::vector<std::string>& moves) {
  Row row = row_of(weighing.past, weighing.record);
  auto& metrics = row.metrics;
  if (!(metrics[Metric::code_files] > 0) || metrics[Metric::test_files] > 0) return;
  metrics[Metric::test_files] = 1;
  if (metrics.known(Metric::code_lines_added))
    metrics[Metric::test_lines_added] = std::max(5.0, metrics[Metric::code_lines_added] / 2);
  const double tested = weighing.predictor.probability(row);
  moves.push_back(probability - tested >= kWorthSaying
                      ? fmt::format("add the missing test: with one the probability is {}", percent(tested))
                      : "add the missing test: source code is changed without one");
}

void touch_partners(const Weighing& weighing, std::vector<std::string>& moves) {
  const auto is_touched = [&](const std::string& path) {
    return std::ranges::any_of(weighing.record.touches, [&](const history::Touch& touch) {
      return touch.path == path || touch.old_path == path;
    });
  };
  for (const auto& touch : weighing.record.touches) {
    const auto& known_as = touch.old_path.empty() ? touch.path : touch.old_path;
    for (const auto& partner : weighing.past.partners(known_as)) {
      if (is_touched(partner.path)) continue;
      moves.push_back(fmt::format("look at `{}`: it was changed in {} of the last {} commits of `{}`", partner.path,
                                  partner.together, partner.of, touch.path));
      return;
    }
  }
}

// The person who knows the files best, if it is not the author.
void ask_owner(const Weighing& weighing, std::vector<std::string>& moves) {
  std::map<std::uint64_t, std::uint32_t> files_by_owner;
  std::uint32_t known = 0;
  for (const auto& touch : weighing.record.touches) {
    const auto past = weighing.past.summary(touch.old_path.empty() ? touch.path : touch.old_path,
                                            weighing.record.author, weighing.record.time);
    if (past.changes < 3 || past.author_changes * 3 >= past.changes) continue;
    ++known;
    if (past.main_author != weighing.record.author && past.main_author != 0) ++files_by_owner[past.main_author];
  }
  const auto most =
      std::ranges::max_element(files_by_owner, [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == files_by_owner.end()) return;
  const auto name = weighing.name_of(most->first);
  if (!name.empty())
    moves.push_back(fmt::format("ask {} to look, who changed {} of these files most ({} are less known to the author)",
                                name, most->second, known));
}

}  // namespace

std::vector<std::string> counter_moves(const Weighing& weighing, double probability) {
  std::vector<std::string> moves;
  split(weighing, probability, moves);
  add_tests(weighing, probability, moves);
  touch_partners(weighing, moves);
  ask_owner(weighing, moves);
  return moves;
}

}  // namespace gate::risk
