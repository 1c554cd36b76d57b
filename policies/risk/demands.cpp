#include "policies/risk/demands.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "gate/base/text.h"
#include "gate/model/approvals.h"
#include "gate/model/coverage_lines.h"
#include "gate/model/history_words.h"
#include "gate/model/words.h"

namespace gate::bands {
namespace {

constexpr std::size_t kListed = 50;  // lines of details

Ruling ruling(std::string condition, std::string value, Status status, std::string reason) {
  return {"risk", std::move(condition), std::move(value), status, std::move(reason), {}, {}};
}

std::int64_t number_of(const Step& step) { return std::max<std::int64_t>(0, step.asked.get<std::int64_t>()); }

// As CODEOWNERS writes people and teams; YAML wants quotes around an '@', so it may be left out.
std::vector<std::string> names_of(const Step& step) {
  auto names = step.asked.get<std::vector<std::string>>();
  for (auto& name : names)
    if (!name.contains('@')) name.insert(0, "@");
  return names;
}

void cut(std::vector<std::string>& details) {
  if (details.size() <= kListed) return;
  const auto more = details.size() - kListed;
  details.resize(kListed);
  details.push_back(fmt::format("and {} more", more));
}

std::string approval_of(const std::vector<std::string>& names) {
  return (names.size() > 1 ? "an approval of each of " : "an approval of ") + review::list_of(names);
}

std::string at(const Band& band) { return " at " + to_string(band) + " of risk"; }

// Approvals. What counts is decided in one place for all policies (gate/model/approvals.h).

Ruling judge_reviewers(const Step& step, const review::Panel& panel, const ReviewEvidence& review) {
  const auto names = names_of(step);
  auto out = ruling(approval_of(names) + at(step.band), "", Status::pass, "every required reviewer approved");
  std::vector<std::string> open;
  bool unknown = false;
  for (const auto& name : names) {
    const auto standing = review::standing({name}, 1, panel, review);
    if (standing.answer == review::Answer::met) {
      out.details.push_back(name + ": approved by " + review::list_of(standing.approvers));
      continue;
    }
    open.push_back(name);
    const bool author = lower(name) == "@" + lower(review.author);
    const bool open_question = standing.answer == review::Answer::unknown;
    out.details.push_back(name + (author          ? ": is the author; name a team instead, or somebody else"
                                  : open_question ? ": whether one of them approved is not known"
                                                  : ": has not approved"));
    for (const auto& why : standing.unresolved) out.details.push_back("  " + why);
    unknown = unknown || open_question;
    if (!open_question) out.status = Status::fail;
  }
  out.value = fmt::format("{} of {} approved", names.size() - open.size(), names.size());
  if (out.status == Status::fail) {
    out.reason = "an approval is missing of " + review::list_of(open);
  } else if (unknown) {
    out.status = Status::no_data;
    out.reason = "whether " + review::list_of(open) + " approved cannot be decided";
  }
  const auto words = panel.words();
  out.details.insert(out.details.end(), words.begin(), words.end());
  cut(out.details);
  return out;
}

void judge_people(const Facts& facts, const Options& options, const Position& position, std::vector<Ruling>& out) {
  auto numbers = reached(position, options, "review");
  auto reviewers = reached(position, options, "reviewers");
  std::erase_if(numbers, [](const Step& step) { return number_of(step) == 0; });
  std::erase_if(reviewers, [](const Step& step) { return step.asked.empty(); });
  if (numbers.empty() && reviewers.empty()) return;
  if (auto unheard = review::unheard(facts)) {
    out.push_back(ruling("approvals" + at(numbers.empty() ? reviewers.back().band : numbers.back().band),
                         unheard->value, unheard->status, unheard->reason));
    return;
  }
  const auto panel = review::hear(facts, options.texts("trust"));
  if (!numbers.empty()) {
    const auto most = std::ranges::max_element(numbers, {}, number_of);
    out.push_back(review::judge_approvals(panel, static_cast<std::size_t>(number_of(*most)), at(most->band)));
    out.back().policy = "risk";
    cut(out.back().details);
  }
  for (const auto& step : reviewers) out.push_back(judge_reviewers(step, panel, facts.evidence.review));
}

// Maxima.

// The smallest number that the reached bands allow; nullopt when none says one.
std::optional<Step> least(const Position& position, const Options& options, const char* name) {
  const auto all = reached(position, options, name);
  const auto found = std::ranges::min_element(all, {}, number_of);
  if (found == all.end()) return std::nullopt;
  return *found;
}

Status exceeded(const Options& options) {
  return from_word<Status>(options.text("on_exceeded")).value_or(Status::fail);
}

Ruling judge_lines(const Facts& facts, const Options& options, const Step& step) {
  const auto most = static_cast<std::uint64_t>(number_of(step));
  std::uint64_t lines = 0;
  std::vector<std::pair<std::uint64_t, std::string>> files;
  for (const auto& file : facts.change.files) {
    const auto here = file.added_lines() + file.removed_lines();
    lines += here;
    if (here > 0) files.emplace_back(here, file.path);
  }
  auto out = ruling("at most " + counted_text(most, "line") + " to review" + at(step.band), counted_text(lines, "line"),
                    Status::pass, "few enough to be read with care");
  if (lines <= most) return out;
  out.status = exceeded(options);
  out.reason = counted_text(lines - most, "line") + " too many for a change of this risk; split it";
  std::ranges::sort(
      files, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (const auto& [count, path] : files) out.details.push_back(path + ": " + counted_text(count, "line"));
  cut(out.details);
  return out;
}

// Why the coverage of the changed lines is not wholly known: no data, or a report that is broken. nullopt: it is known.
std::optional<std::pair<Status, std::string>> coverage_gap(const Evidence& evidence) {
  const auto& coverage = evidence.coverage;
  std::string missing;
  for (const auto& source : evidence.sources) {
    if (source.kind != "coverage" || source.problem.empty()) continue;
    if (!source.missing) return std::pair(Status::error, source.problem);
    missing = source.problem;
  }
  if (!coverage.configured) missing = "no report is configured; name them under evidence.coverage";
  if (missing.empty() && !coverage.stale.empty()) missing = "stale: " + coverage.stale.front().reason;
  if (missing.empty() && !coverage.unmatched.empty())
    missing = "the reports are silent about " + coverage.unmatched.front().path;
  if (missing.empty()) return std::nullopt;
  return std::pair(Status::no_data, "no-data: " + missing);
}

bool changes_source(const Change& change) {
  return std::ranges::any_of(change.files, [](const ChangedFile& file) {
    return file.status != FileStatus::deleted && is_source_code(file.path);
  });
}

Ruling judge_uncovered(const Facts& facts, const Options& options, const Step& step) {
  const auto most = static_cast<std::uint64_t>(number_of(step));
  auto out = ruling("at most " + counted_text(most, "uncovered changed line") + at(step.band), "not looked at",
                    Status::not_applicable, "decided in the pipeline");
  if (facts.hook) return out;
  std::uint64_t lines = 0;
  for (const auto& file : uncovered_lines(facts)) {
    lines += file.lines.size();
    if (!file.lines.empty()) out.details.push_back(file.path + ": " + line_list(file.lines));
  }
  cut(out.details);
  const bool configured = facts.evidence.coverage.configured;
  const auto gap = coverage_gap(facts.evidence);
  out.value = configured ? counted_text(lines, "line") : "no report";
  if (lines > most) {
    out.status = exceeded(options);
    out.reason = counted_text(lines, "changed line") + " executed by no test, in a change of this risk";
  } else if (!configured && !changes_source(facts.change)) {
    out.value = "none needed";
    out.reason = "no source file changed";
  } else if (gap) {
    out.status = gap->first;
    out.reason = gap->second;
  } else {
    out.status = Status::pass;
    out.reason = "tests execute the rest";
  }
  return out;
}

Ruling judge_findings(const Facts& facts, const Options& options, const Step& step) {
  const auto most = static_cast<std::uint64_t>(number_of(step));
  std::uint64_t count = 0;
  std::vector<std::string> details;
  for (const auto& finding : facts.findings) {
    const bool fresh = finding.state == State::fresh || finding.state == State::caused_elsewhere;
    if (!fresh || finding.suppressed || finding.level < Level::warn || finding.severity < Severity::medium) continue;
    ++count;
    details.push_back(
        fmt::format("{}:{}: {} [{}]", finding.place.path, finding.place.line, finding.message, finding.rule));
  }
  auto out = ruling("at most " + counted_text(most, "new finding") + " of medium severity or above" + at(step.band),
                    counted_text(count, "finding"), Status::pass, "few enough for a change of this risk");
  if (count <= most) return out;
  out.status = exceeded(options);
  out.reason = "mend " + counted_text(count - most, "finding") + ", or lower the risk";
  out.details = std::move(details);
  cut(out.details);
  return out;
}

struct Maximum {
  const char* option;
  const char* noun;
  Ruling (*judge)(const Facts&, const Options&, const Step&);
};
constexpr Maximum kMaxima[] = {{"max_review_lines", "line", judge_lines},
                               {"max_uncovered_lines", "uncovered line", judge_uncovered},
                               {"max_findings", "finding", judge_findings}};

}  // namespace

std::vector<Demand> demands(const Options& options) {
  std::vector<Demand> out;
  const auto add = [&](const Step& step, const std::string& words) {
    out.push_back({to_string(step.band) + ": " + words, step.band});
  };
  for (const auto& step : steps(options, "review"))
    add(step, counted_text(static_cast<std::uint64_t>(number_of(step)), "approval"));
  for (const auto& step : steps(options, "reviewers")) add(step, approval_of(names_of(step)));
  for (const auto& maximum : kMaxima)
    for (const auto& step : steps(options, maximum.option))
      add(step, "at most " + counted_text(static_cast<std::uint64_t>(number_of(step)), maximum.noun));
  return out;
}

std::vector<Ruling> judge_demands(const Facts& facts, const Options& options, const Position& position) {
  std::vector<Ruling> out;
  judge_people(facts, options, position, out);
  for (const auto& maximum : kMaxima)
    if (const auto step = least(position, options, maximum.option)) out.push_back(maximum.judge(facts, options, *step));
  return out;
}

bool asks_for_approvals(const Options& options) {
  const auto approvals = steps(options, "review");
  return !asked_reviewers(options).empty() ||
         std::ranges::any_of(approvals, [](const Step& step) { return number_of(step) > 0; });
}

std::vector<std::string> asked_reviewers(const Options& options) {
  std::set<std::string> names;
  for (const auto& step : steps(options, "reviewers"))
    for (auto& name : names_of(step)) names.insert(std::move(name));
  return {names.begin(), names.end()};
}

}  // namespace gate::bands
