#include "gate/report/risk.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/model/history_words.h"
#include "gate/report/escape.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostRanges = 5;   // of a file
constexpr std::size_t kMostBytes = 400;  // of a sentence

std::string lines_text(const std::vector<RiskFile::Lines>& lines) {
  std::string out;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostRanges); ++i) {
    const LineRange& range = lines[i].range;
    out += fmt::format("{}{}", i == 0 ? "; riskiest lines: " : ", ", range.first);
    if (range.last > range.first) out += fmt::format("-{}", range.last);
    out += " (" + amount_text(lines[i].amount) + ")";
  }
  return lines.size() > kMostRanges ? out + fmt::format(" and {} more", lines.size() - kMostRanges) : out;
}

std::vector<std::string> file_texts(const std::vector<RiskFile>& files) {
  std::vector<std::string> out;
  for (const RiskFile& file : files) {
    out.push_back(fmt::format("`{}` {}{}{}{}", cut(file.path, kMostBytes), probability_text(file.probability),
                              file.words.empty() ? "" : ": ", cut(file.words, kMostBytes), lines_text(file.lines)));
  }
  return out;
}

std::vector<std::string> reason_texts(const std::vector<RiskReason>& reasons) {
  std::vector<std::string> out;
  for (const RiskReason& reason : reasons) out.push_back(amount_text(reason.amount) + "  " + reason.words);
  return out;
}

void add(RiskWords& words, std::string title, std::vector<std::string> items, std::size_t most) {
  if (items.empty()) return;
  RiskList list{std::move(title), std::move(items), 0};
  if (list.items.size() > most) {
    list.left_out = list.items.size() - most;
    list.items.resize(most);
  }
  for (std::string& item : list.items) item = cut(item, 2 * kMostBytes);
  words.lists.push_back(std::move(list));
}

std::string headline_of(const RiskScore& risk) {
  if (risk.available) return risk_text(risk) + "; an average change has " + probability_text(risk.base);
  return risk.unavailable.empty() ? "not measured" : "not known: " + cut(risk.unavailable, 2 * kMostBytes);
}

}  // namespace

bool was_asked(const History& history) {
  return history.risk.available || !history.risk.unavailable.empty() || !history.incidents.empty();
}

RiskWords risk_words(const History& history, std::size_t most) {
  const RiskScore& risk = history.risk;
  RiskWords words{.headline = headline_of(risk)};
  if (risk.available) {
    add(words, "Why", reason_texts(risk.reasons), most);
    add(words, "Riskiest files", file_texts(risk.files), most);
    add(words, "What would lower it", risk.counter_moves, most);
    add(words, "Measures that are not known", risk.unknown, most);
    words.model = cut(model_text(risk), 2 * kMostBytes);
  }
  add(words, "Incidents", incident_texts(history.incidents), most);
  return words;
}

}  // namespace gate::report
