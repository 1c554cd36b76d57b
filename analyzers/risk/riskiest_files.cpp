#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analyzers/risk/assessment.h"
#include "analyzers/risk/dataset.h"
#include "gate/history/tokens.h"

namespace gate::risk {
namespace {

constexpr std::size_t kMostFiles = 20;     // shown
constexpr std::size_t kMostWeighed = 100;  // those with most changed lines
constexpr std::size_t kMostPlaces = 3;     // of a file

std::string plural(std::uint64_t number, const char* one, const char* many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string words_of(const history::Past::FileSummary& past, const ChangedFile& file) {
  if (past.changes == 0) return file.status == FileStatus::added ? "a new file" : "no change of it is known";
  std::string out = plural(past.changes, "change", "changes") + " by " + plural(past.developers, "person", "people");
  if (past.fixes_ever > 0)
    out += fmt::format("; {} ({} in 180 days)", plural(past.fixes_ever, "fix", "fixes"), past.fixes_180d);
  if (past.author_changes == 0) out += "; new to the author";
  return out;
}

// What one occurrence of each token moves the odds by.
std::map<std::uint32_t, double> amounts_of(const Contributions& contributions, const Row& row) {
  std::map<std::uint32_t, double> amounts;
  auto token = row.tokens.begin();
  for (const auto& [id, amount] : contributions.tokens) {
    while (token != row.tokens.end() && token->id < id) ++token;
    if (token != row.tokens.end() && token->id == id) amounts[id] = amount / std::max<std::uint32_t>(1, token->count);
  }
  return amounts;
}

// The added places whose words weigh most.
std::vector<RiskFile::Lines> riskiest_lines(const ChangedFile& file, const std::string& text,
                                            const std::map<std::uint32_t, double>& amounts, double scale) {
  std::vector<RiskFile::Lines> places;
  const auto group = history::token_group(file.path);
  const auto ranges = file.added_ranges();
  auto range = ranges.begin();
  std::uint32_t number = 1;
  for (std::size_t at = 0; at < text.size() && range != ranges.end(); ++number) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (number > range->last && ++range == ranges.end()) break;
    if (range->contains(number)) {
      if (number == range->first || places.empty()) places.push_back({*range, 0});
      for (const auto& token :
           history::line_tokens(std::string_view(text).substr(at, end - at), group, history::TokenSide::added))
        if (const auto found = amounts.find(token.id); found != amounts.end())
          places.back().amount += found->second * token.count * scale;
    }
    at = end + 1;
  }
  std::erase_if(places, [](const RiskFile::Lines& place) { return place.amount < 0.001; });
  std::ranges::sort(places, [](const RiskFile::Lines& a, const RiskFile::Lines& b) {
    return a.amount != b.amount ? a.amount > b.amount : a.range.first < b.range.first;
  });
  if (places.size() > kMostPlaces) places.resize(kMostPlaces);
  return places;
}

std::vector<std::size_t> by_size(const Change& change) {
  std::vector<std::size_t> order(change.files.size());
  std::vector<std::uint64_t> lines;
  for (std::size_t at = 0; at < order.size(); ++at) {
    order[at] = at;
    lines.push_back(change.files[at].added_lines() + change.files[at].removed_lines());
  }
  std::ranges::sort(order,
                    [&](std::size_t a, std::size_t b) { return lines[a] != lines[b] ? lines[a] > lines[b] : a < b; });
  if (order.size() > kMostWeighed) order.resize(kMostWeighed);
  return order;
}

}  // namespace

std::vector<RiskFile> riskiest_files(const Weighing& weighing, const Contributions& contributions) {
  const auto amounts = amounts_of(contributions, row_of(weighing.past, weighing.record));
  const double probability = probability_of(contributions.log_odds());
  const double scale = probability * (1.0 - probability);
  std::vector<RiskFile> files;
  for (const std::size_t number : by_size(weighing.change)) {
    const ChangedFile& file = weighing.change.files[number];
    RiskFile risk;
    risk.path = file.path;
    risk.probability = weighing.predictor.probability(row_of(weighing.past, weighing.recorder.part({number})));
    risk.words = words_of(weighing.past.summary(file.old_path.empty() ? file.path : file.old_path,
                                                weighing.record.author, weighing.record.time),
                          file);
    if (const auto& after = weighing.recorder.texts(number).after)
      risk.lines = riskiest_lines(file, *after, amounts, scale);
    files.push_back(std::move(risk));
  }
  std::ranges::sort(files, [](const RiskFile& a, const RiskFile& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.path < b.path;
  });
  if (files.size() > kMostFiles) files.resize(kMostFiles);
  return files;
}

}  // namespace gate::risk
