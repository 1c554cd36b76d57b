#include "analyzers/risk/assessment.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "analyzers/risk/dataset.h"
#include "analyzers/risk/reasons.h"
#include "gate/history/tokens.h"

namespace gate::risk {
namespace {

constexpr std::size_t kMostReasons = 8;
constexpr std::size_t kMostWords = 5;
constexpr std::size_t kMostWordsTried = 20'000;

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Distinct words of the text, until there are enough of them.
void collect_words(std::string_view text, std::set<std::string, std::less<>>& words) {
  for (std::size_t at = 0; at < text.size() && words.size() < kMostWordsTried;) {
    std::size_t end = at;
    while (end < text.size() && word_character(text[end])) ++end;
    if (end - at >= 3 && end - at <= history::kLongestWord) words.emplace(text.substr(at, end - at));
    at = end + 1;
  }
}

std::string_view lines_between(std::string_view text, const LineRange& range) {
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < range.first && begin < text.size(); ++line) {
    const auto end = text.find('\n', begin);
    if (end == std::string_view::npos) return {};
    begin = end + 1;
  }
  std::size_t end = begin;
  for (std::uint32_t line = range.first; line <= range.last && end < text.size(); ++line) {
    const auto stop = text.find('\n', end);
    end = stop == std::string_view::npos ? text.size() : stop + 1;
  }
  return text.substr(begin, end - begin);
}

// Words of the added lines whose tokens move the odds most, in the direction of the sum.
std::vector<std::string> telling_words(const Weighing& weighing, const Contributions& contributions) {
  std::map<std::uint32_t, double> amounts;
  double sum = 0;
  for (const auto& [id, amount] : contributions.tokens) {
    amounts[id] = amount;
    sum += amount;
  }
  if (amounts.empty()) return {};
  std::map<history::TokenGroup, std::set<std::string, std::less<>>> words;
  for (std::size_t file = 0; file < weighing.change.files.size(); ++file)
    if (const auto& after = weighing.recorder.texts(file).after)
      for (const LineRange& range : weighing.change.files[file].added_ranges())
        collect_words(lines_between(*after, range),
                      words[history::token_group(weighing.change.files[file].path)]);
  std::map<std::string, double> by_word;
  for (const auto& [group, texts] : words)
    for (const auto& word : texts)
      for (const auto& token : history::line_tokens(word, group, history::TokenSide::added))
        if (const auto found = amounts.find(token.id); found != amounts.end()) by_word[word] += found->second;
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& [word, amount] : by_word)
    if (amount * sum > 0) ranked.emplace_back(-std::abs(amount), word);
  std::ranges::sort(ranked);
  std::vector<std::string> out;
  for (const auto& [amount, word] : ranked)
    if (out.size() < kMostWords) out.push_back(word);
  return out;
}

std::vector<std::string> missing_partners(const Weighing& weighing) {
  std::set<std::string> touched;
  for (const auto& touch : weighing.record.touches) touched.insert({touch.path, touch.old_path});
  std::vector<std::string> out;
  for (const auto& touch : weighing.record.touches) {
    for (const auto& partner : weighing.past.partners(touch.old_path.empty() ? touch.path : touch.old_path))
      if (touched.insert(partner.path).second) out.push_back(partner.path);
    if (out.size() > 20) break;
  }
  return out;
}

// Top folders in which the author has changed nothing yet, though somebody has.
std::vector<std::string> new_subsystems(const Weighing& weighing) {
  std::vector<std::string> out;
  for (const auto& subsystem : history::subsystems_of(weighing.record)) {
    history::CommitRecord probe = weighing.record;
    std::erase_if(probe.touches,
                  [&](const history::Touch& touch) { return history::subsystem_of(touch.path) != subsystem; });
    const auto metrics = weighing.past.measure(probe);
    if (metrics[history::Metric::author_subsystem_changes] == 0 && metrics[history::Metric::prior_changes] > 0)
      out.push_back(subsystem.empty() ? "the root folder" : subsystem + "/");
  }
  return out;
}

}  // namespace

RiskScore weigh(const Weighing& weighing) {
  const Row row = row_of(weighing.past, weighing.record);
  const Contributions contributions = weighing.predictor.explain(row);
  RiskScore score;
  score.available = true;
  score.probability = probability_of(contributions.log_odds());
  score.base = probability_of(contributions.bias);
  score.percentile = percentile(weighing.reference, contributions.log_odds());
  score.compared_with = static_cast<std::uint32_t>(weighing.reference.size());
  score.labels = weighing.predictor.labels;
  score.model = weighing.predictor.version;
  score.calibration = weighing.predictor.calibration;
  const Circumstances circumstances{new_subsystems(weighing), missing_partners(weighing),
                                    telling_words(weighing, contributions)};
  score.reasons = reasons_of(contributions, row, circumstances, kMostReasons);
  score.files = riskiest_files(weighing, contributions);
  score.counter_moves = counter_moves(weighing, score.probability);
  score.unknown = unknown_measures(row.metrics);
  return score;
}

}  // namespace gate::risk
