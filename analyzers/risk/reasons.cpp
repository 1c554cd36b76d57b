#include "analyzers/risk/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gate/base/text.h"

namespace gate::risk {
namespace {

using enum history::Metric;
using history::Metric;
using history::Metrics;

std::string number(const Metrics& metrics, Metric metric) {
  const double value = metrics[metric];
  if (std::isnan(value)) return "?";
  return value == std::floor(value) && std::abs(value) < 1e15 ? fmt::format("{:.0f}", value)
                                                              : fmt::format("{:.1f}", value);
}

bool is(const Metrics& metrics, Metric metric, double value) { return metrics[metric] == value; }
bool positive(const Metrics& metrics, Metric metric) { return metrics[metric] > 0; }

// "1 file", "3 files", "? files".
std::string counted(const Metrics& metrics, Metric metric, const char* one, const char* many) {
  return number(metrics, metric) + " " + (is(metrics, metric, 1) ? one : many);
}

std::string quoted_list(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < std::min(names.size(), most); ++at) out += (at == 0 ? "`" : ", `") + names[at] + "`";
  if (names.size() > most) out += fmt::format(" and {} more", names.size() - most);
  return out;
}

std::string days(double value) {
  if (value < 1) return "less than a day ago";
  return value < 2 ? "a day ago" : fmt::format("{:.0f} days ago", std::floor(value));
}

std::string percent(double share) { return fmt::format("{:.0f} %", share * 100); }

std::string size_words(const Metrics& m, const Circumstances&) {
  return fmt::format("{} and {} removed in {}", counted(m, lines_added, "line added", "lines added"),
                     number(m, lines_removed), counted(m, hunks, "place", "places"));
}

std::string spread_words(const Metrics& m, const Circumstances&) {
  if (is(m, files, 1)) return "one file is touched";
  std::string out =
      fmt::format("{} in {} of {}", counted(m, files, "file", "files"), counted(m, folders, "folder", "folders"),
                  counted(m, subsystems, "top folder", "top folders"));
  if (m[largest_file_share] >= 0.8) out += ", most of it in one file";
  return out;
}

std::string partner_words(const Metrics& m, const Circumstances& c) {
  if (!c.missing_partners.empty())
    return "usually changed together with " + quoted_list(c.missing_partners, 3) + ", not touched here";
  return m.known(partner_share) ? "all files that are usually changed together are touched"
                                : "the files have no usual partners";
}

std::string past_words(const Metrics& m, const Circumstances&) {
  if (is(m, prior_changes, 0)) return "the files have no past";
  return fmt::format("{} to these files before, {} of them in the last 30 days; {} before",
                     counted(m, prior_changes, "change", "changes"), number(m, changes_30d),
                     counted(m, lines_before, "line", "lines"));
}

std::string fix_words(const Metrics& m, const Circumstances&) {
  if (is(m, fixes_ever, 0)) return "these files never needed a fix";
  std::string out = fmt::format("{} to these files, {} in the last 180 days, the last {}",
                                counted(m, fixes_ever, "fix", "fixes"), number(m, fixes_180d), days(m[days_since_fix]));
  if (positive(m, reverts_ever)) out += fmt::format("; {}", counted(m, reverts_ever, "revert", "reverts"));
  return out;
}

std::string owner_words(const Metrics& m, const Circumstances&) {
  if (is(m, developers, 0)) return "nobody has changed these files before";
  return fmt::format("{} changed these files before; the most active made {} of a file's changes",
                     counted(m, developers, "person", "people"), percent(m[top_owner_share]));
}

std::string author_words(const Metrics& m, const Circumstances& c) {
  if (is(m, author_changes, 0)) return "the author's first change in this repository";
  if (!c.new_subsystems.empty()) return "the author's first change in " + quoted_list(c.new_subsystems, 3);
  if (is(m, author_file_changes, 0))
    return fmt::format("the author has not changed these files before ({} elsewhere)",
                       counted(m, author_changes, "change", "changes"));
  return fmt::format("the author made {} to these files before, {} in all; the last {}",
                     counted(m, author_file_changes, "change", "changes"), number(m, author_changes),
                     days(m[author_days_since_change]));
}

std::string test_words(const Metrics& m, const Circumstances&) {
  if (is(m, code_files, 0)) return is(m, test_files, 0) ? "no source code is touched" : "only tests are touched";
  return is(m, test_files, 0)
             ? "source code is changed without a test"
             : fmt::format("{} changed with the source code", counted(m, test_files, "test file is", "test files are"));
}

std::string kind_words(const Metrics& m, const Circumstances&) {
  constexpr std::array<std::pair<Metric, const char*>, 5> kKinds{{{migration_files, "a migration"},
                                                                  {manifest_files, "dependencies"},
                                                                  {build_files, "the build"},
                                                                  {configuration_files, "configuration"},
                                                                  {documentation_files, "documentation"}}};
  std::string out;
  for (const auto& [metric, word] : kKinds)
    if (positive(m, metric)) out += (out.empty() ? "touches " : ", ") + std::string(word);
  if (out.empty()) out = "touches no build, configuration, dependencies or migration";
  if (positive(m, files_added)) out += fmt::format("; {}", counted(m, files_added, "new file", "new files"));
  if (positive(m, files_deleted)) out += fmt::format("; {} deleted", number(m, files_deleted));
  if (positive(m, files_renamed)) out += fmt::format("; {} renamed", number(m, files_renamed));
  return out;
}

std::string message_words(const Metrics& m, const Circumstances&) {
  std::string out = positive(m, fix) ? "the message says that it mends something" : "the message speaks of no fix";
  out += fmt::format("; {}", counted(m, message_lines, "line", "lines"));
  if (is(m, message_issue_links, 0)) out += ", no issue named";
  return out;
}

std::string nesting_words(const Metrics& m, const Circumstances&) {
  if (!m.known(added_indentation_levels)) return "no line is added whose nesting could be measured";
  return fmt::format("added lines are nested {:.1f} levels deep on average, {:.0f} at most",
                     m[added_indentation_levels], m[added_indentation_deepest]);
}

std::string time_words(const Metrics& m, const Circumstances&) {
  constexpr std::array<const char*, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
  const auto day = static_cast<std::size_t>(std::clamp(m[author_weekday], 0.0, 6.0));
  return fmt::format("committed on a {} at {}:00 to {}:59 of the author's day", kDays[day], number(m, author_hour),
                     number(m, author_hour));
}

std::string revert_words(const Metrics& m, const Circumstances&) {
  if (!positive(m, revert)) return "takes nothing back";
  return m.known(revert_distance_days) ? "takes back a commit of " + days(m[revert_distance_days])
                                       : "takes another commit back";
}

std::string word_words(const Metrics&, const Circumstances& c) {
  return c.telling_words.empty() ? "the words of the changed lines and of the message"
                                 : "words of the change: " + quoted_list(c.telling_words, 5);
}

struct Group {
  const char* name;
  std::vector<Metric> metrics;
  std::string (*words)(const Metrics&, const Circumstances&);
};

const std::vector<Group>& groups() {
  static const std::vector<Group> kGroups = {
      {"size",
       {lines_added, lines_removed, added_per_line, removed_per_line, added_per_file, code_lines_added,
        code_lines_removed, hunks, significant_lines_added, significant_lines_removed, control_lines_added,
        modified_code_lines_added, largest_file_lines_added},
       size_words},
      {"spread", {subsystems, folders, files, entropy_bits, largest_file_share, code_files}, spread_words},
      {"partners", {missing_partners, partner_share}, partner_words},
      {"past of the files",
       {lines_before, lines_before_per_file, age_days, prior_changes, churn_180d_lines, churn_180d_per_line,
        changes_30d, youngest_file_days},
       past_words},
      {"fixes", {fixes_180d, fixes_ever, days_since_fix, reverts_ever}, fix_words},
      {"ownership", {developers, owners, top_owner_share}, owner_words},
      {"author",
       {author_changes, author_recent_changes, author_subsystem_changes, author_share, author_file_changes,
        author_days_since_change, author_tenure_days, author_changes_7d},
       author_words},
      {"tests", {test_files, test_lines_added}, test_words},
      {"kinds of files",
       {files_added, files_deleted, files_renamed, build_files, migration_files, configuration_files, manifest_files,
        documentation_files},
       kind_words},
      {"message", {fix, message_characters, message_lines, message_issue_links}, message_words},
      {"nesting",
       {added_indentation_levels, added_indentation_deepest, indentation_change_levels, added_indentation_sum},
       nesting_words},
      {"time", {author_hour, author_weekday}, time_words},
      {"revert", {revert, revert_distance_days}, revert_words},
  };
  return kGroups;
}

}  // namespace

std::vector<RiskReason> reasons_of(const Contributions& contributions, const Row& row,
                                   const Circumstances& circumstances, std::size_t most) {
  const double base = probability_of(contributions.bias), odds = contributions.log_odds();
  const double probability = probability_of(odds), distance = odds - contributions.bias;
  // A share of the way from the base to the probability; where they are one, what a small step would do.
  const double scale = std::abs(distance) > 1e-9 ? (probability - base) / distance : probability * (1.0 - probability);
  std::vector<RiskReason> reasons;
  for (const Group& group : groups()) {
    double sum = 0;
    for (const Metric metric : group.metrics) sum += contributions.metrics[static_cast<std::size_t>(metric)];
    if (sum != 0) reasons.push_back({group.name, sum * scale, group.words(row.metrics, circumstances)});
  }
  double words = 0;
  for (const auto& [id, amount] : contributions.tokens) words += amount;
  if (words != 0) reasons.push_back({"words", words * scale, word_words(row.metrics, circumstances)});
  std::ranges::sort(reasons, [](const RiskReason& a, const RiskReason& b) {
    const double left = std::abs(a.amount), right = std::abs(b.amount);
    return left != right ? left > right : a.measure < b.measure;
  });
  if (reasons.size() <= most) return reasons;
  RiskReason rest{"other", 0, fmt::format("{} smaller reasons together", reasons.size() - most)};
  for (std::size_t at = most; at < reasons.size(); ++at) rest.amount += reasons[at].amount;
  reasons.resize(most);
  reasons.push_back(std::move(rest));
  return reasons;
}

std::vector<std::string> unknown_measures(const Metrics& metrics) {
  // Those that are defined for every change; others are unknown because there is nothing to measure.
  constexpr std::array kAlways{lines_added, files, prior_changes, author_changes, fixes_ever, missing_partners};
  std::vector<std::string> out;
  for (const Metric metric : kAlways)
    if (!metrics.known(metric)) out.emplace_back(history::info(metric).name);
  return out;
}

}  // namespace gate::risk
