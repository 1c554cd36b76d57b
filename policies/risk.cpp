// How risky a change may be, and what it must meet the riskier it is.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "gate/model/history_words.h"
#include "gate/model/words.h"
#include "policies/all.h"
#include "policies/risk/demands.h"

namespace gate {
namespace {

using bands::Position;

constexpr std::size_t kMostReasons = 10;

constexpr const char* kDoc = R"(Asks that a change is not too risky, and more of a change the riskier it is.

The analyzer `risk` says how probable it is that a later commit must mend this change, and how that compares with this
repository's own recent changes. A **band** is a threshold of it: a percentile (`p90`: riskier than nine of ten changes)
or a probability (`0.6`, `"60%"`). It is reached at its value and above.

- `warn`, `block`: the band whose changes are warned of, or not let through.
- `review`: approvals that a band asks for: `{ p95: 2 }`. They are counted as the policy `review` counts them: people who
  wrote a part of the change, or who cannot write to the repository, do not count.
- `reviewers`: people and teams who must each approve: `{ p95: ["@shop/payments"] }`; of a team one member is enough.
- `max_review_lines`: lines added and removed that a band allows: `{ p90: 400 }`.
- `max_uncovered_lines`: changed lines that no test executes: `{ p90: 0 }`, by the reports of `evidence.coverage`.
- `max_findings`: new findings of medium severity or above that other analyzers reported: `{ p90: 0 }`.

Of several bands that ask for the same number the strictest counts. `on_exceeded` is the status of an exceeded maximum.

Two things make a change count as riskier than the model says, by points of percentile and by as many hundredths of
probability: a changed path that `critical` names (`critical_shift`), and a commit that says it was written with an
assistant (`ai_assisted`), by a trailer such as `Co-authored-by:`, `Assisted-by:` or `Generated-by:` or by its author.
The ruling shows which path or trailer it was.

One ruling tells where the change stands; one more for each demand of a band that it reaches. Statuses:

- `pass`, `warn`, `fail`: what the bands say, and whether each demand is met;
- `not-applicable`: nothing changed; in the hook, where approvals, coverage, and a risk that is not known within its
  budget are decided in the pipeline;
- `no-data`: the risk is not known (too short a history, missing objects, the analyzer is off), or a percentile is asked
  and too few changes of this repository are known to compare with; bands of probability still judge then. Also when
  nobody can say who approved, or which lines are covered. `on_no_data` maps it to another status;
- `error`: a coverage report is broken.

Each ruling on the bands carries the reasons, the model with its version, and how it was calibrated.
)";

struct Threshold {
  Band band;
  Status status;
};

// The bands that warn and block, in the order of the scale.
std::vector<Threshold> thresholds(const Options& options) {
  std::vector<Threshold> out;
  for (const auto& [name, status] : {std::pair("warn", Status::warn), std::pair("block", Status::fail)})
    if (options.has(name))
      if (const auto band = band_from(options.values().at(name))) out.push_back({*band, status});
  if (out.size() == 2 && bands::comes_before(out[1].band, out[0].band)) std::swap(out[0], out[1]);
  return out;
}

// "below p90 (warn), p99 (block)".
std::string condition_of(const std::vector<Threshold>& thresholds) {
  std::string out;
  for (const auto& each : thresholds)
    out += fmt::format("{}{} ({})", out.empty() ? "below " : ", ", to_string(each.band),
                       each.status == Status::fail ? "block" : "warn");
  return out.empty() ? "the risk is known" : out;
}

Ruling ruling(std::string condition, std::string value, Status status, std::string reason) {
  return {"risk", std::move(condition), std::move(value), status, std::move(reason), {}, {}};
}

std::string value_of(const RiskScore& risk, const Position& position) {
  auto out = risk_text(risk);
  if (position.points > 0) out += fmt::format(", +{:g} points", position.points);
  return out;
}

// What the score is made of, and what it rests on.
std::vector<std::string> account(const RiskScore& risk, const Position& position) {
  auto out = position.reasons;
  const auto shown = std::min(kMostReasons, risk.reasons.size());
  for (std::size_t i = 0; i < shown; ++i)
    out.push_back(amount_text(risk.reasons[i].amount) + "  " + risk.reasons[i].words);
  if (risk.reasons.size() > shown) out.push_back(fmt::format("and {} more reasons", risk.reasons.size() - shown));
  out.push_back("an average change of this repository: " + probability_text(risk.base));
  for (const auto& unknown : risk.unknown) out.push_back("not known: " + unknown);
  out.push_back(model_text(risk));
  return out;
}

// Why the band is reached: by what was put on top, or by the reason that moved the probability most.
std::string why_reached(const RiskScore& risk, const Position& position, const Band& band) {
  const Position unshifted{.probability = risk.probability, .percentile = risk.percentile};
  auto out = to_string(band) + " is reached";
  if (!unshifted.reaches(band).value_or(false)) {
    for (const auto& reason : position.reasons) out += (&reason == &position.reasons.front() ? " by " : ", ") + reason;
    return out;
  }
  const auto most = std::ranges::max_element(risk.reasons, {}, &RiskReason::amount);
  return most == risk.reasons.end() || most->amount <= 0 ? out : out + "; most of it: " + most->words;
}

// Which of the demands are reached: each of those has a ruling of its own.
std::vector<std::string> demands_reached(const Options& options, const Position& position) {
  std::vector<std::string> out;
  for (const auto& demand : bands::demands(options))
    if (const auto reached = position.reaches(demand.band))
      out.push_back((*reached ? "reached: " : "not reached: ") + demand.words);
  return out;
}

Ruling judge_bands(const RiskScore& risk, const Options& options, const Position& position,
                   const std::vector<Threshold>& thresholds) {
  auto out = ruling(condition_of(thresholds), value_of(risk, position), Status::pass, "");
  const Threshold* worst = nullptr;
  for (const auto& each : thresholds)
    if (position.reaches(each.band).value_or(false) && (worst == nullptr || each.status > worst->status)) worst = &each;
  if (worst != nullptr) {
    out.status = worst->status;
    out.reason = why_reached(risk, position, worst->band);
  } else {
    out.reason = thresholds.empty() ? "no band warns or blocks" : "below " + to_string(thresholds.front().band);
  }
  out.details = demands_reached(options, position);
  std::ranges::move(account(risk, position), std::back_inserter(out.details));
  return out;
}

// What cannot be decided without the risk, or without its percentile.
std::vector<std::string> undecided(const Options& options, bool percentiles_only) {
  std::vector<std::string> out;
  for (const auto& demand : bands::demands(options))
    if (demand.band.percentile || !percentiles_only) out.push_back("not decided: " + demand.words);
  return out;
}

std::vector<Ruling> judge_unknown(const Facts& facts, const Options& options) {
  const auto& risk = facts.history.risk;
  const auto why =
      risk.unavailable.empty() ? "it was not measured; is the analyzer `risk` switched off?" : risk.unavailable;
  auto out = ruling(condition_of(thresholds(options)), "unknown", Status::no_data, "no-data: " + why);
  if (facts.hook) {
    out.status = Status::not_applicable;
    out.reason = "decided in the pipeline; here: " + why;
  }
  out.details = undecided(options, false);
  return {out};
}

// Without a percentile the bands of probability judge, and a ruling of its own says what the others could not.
std::vector<Ruling> judge_without_percentile(const RiskScore& risk, const Options& options, const Position& position) {
  auto known = thresholds(options);
  std::vector<Threshold> open;
  std::ranges::copy_if(known, std::back_inserter(open), &Band::percentile, &Threshold::band);
  std::erase_if(known, [](const Threshold& each) { return each.band.percentile; });
  auto details = undecided(options, true);
  std::vector<Ruling> out;
  if (!known.empty() || (open.empty() && details.empty())) out.push_back(judge_bands(risk, options, position, known));
  if (open.empty() && details.empty()) return out;
  out.push_back(ruling(open.empty() ? "the percentile is known" : condition_of(open),
                       risk_text(risk) + ", percentile unknown", Status::no_data,
                       fmt::format("no-data: {} are too few to compare with; a band of probability (60%) needs none",
                                   counted_text(risk.commits, "earlier commit"))));
  out.back().details = std::move(details);
  if (known.empty()) std::ranges::copy(account(risk, position), std::back_inserter(out.back().details));
  return out;
}

std::vector<Ruling> judge_all(const Facts& facts, const Options& options) {
  const auto& risk = facts.history.risk;
  if (facts.change.files.empty())
    return {ruling(condition_of(thresholds(options)), "nothing changed", Status::not_applicable, "nothing changed")};
  if (!risk.available) return judge_unknown(facts, options);
  const auto position = bands::position(facts, options);
  auto out = position.percentile ? std::vector{judge_bands(risk, options, position, thresholds(options))}
                                 : judge_without_percentile(risk, options, position);
  std::ranges::move(bands::judge_demands(facts, options, position), std::back_inserter(out));
  return out;
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  auto rulings = judge_all(facts, options);
  const auto word = options.text("on_no_data");
  for (auto& ruling : rulings) {
    if (ruling.status != Status::no_data || word == "no-data") continue;
    ruling.status = from_word<Status>(word).value_or(Status::no_data);
    ruling.reason += " (on_no_data: " + word + ")";
  }
  return rulings;
}

OptionSpec numbers_by_band(const char* name, const char* doc, const char* value_doc) {
  return {name, OptionType::by_band, Json::object(), doc, {}, {{"BAND", OptionType::integer, nullptr, value_doc}}};
}

}  // namespace

Policy risk_policy() {
  Policy policy;
  policy.name = "risk";
  policy.version = "1";
  policy.summary = "how risky the change may be, and what it must meet the riskier it is";
  policy.doc = kDoc;
  policy.options = {
      {"warn", OptionType::band, nullptr, "The band from which on a change is warned of: p90, 0.6 or \"60%\"."},
      {"block", OptionType::band, nullptr, "The band from which on a change is blocked."},
      numbers_by_band("review", "Approvals that a band asks for.", "Number of people who must approve."),
      {"reviewers",
       OptionType::by_band,
       Json::object(),
       "People and teams whose approval a band asks for.",
       {},
       {{"BAND", OptionType::text_list, nullptr, "\"@user\" or \"@org/team\"; each must approve."}}},
      numbers_by_band("max_review_lines", "Lines added and removed that a band allows.", "Number of lines."),
      numbers_by_band("max_uncovered_lines", "Changed lines that no test executes, as many as a band allows.",
                      "Number of lines."),
      numbers_by_band("max_findings", "New findings of medium severity or above that a band allows.",
                      "Number of findings."),
      {"on_exceeded", OptionType::text, "fail", "The status when a maximum is exceeded.", {"warn", "fail"}},
      {"critical", OptionType::text_list, Json::array(), "Globs of paths whose changes count as riskier."},
      {"critical_shift", OptionType::percent, 5,
       "By how much: points of percentile, and as many hundredths of probability."},
      {"ai_assisted", OptionType::percent, 5,
       "By how much a change counts as riskier that names an assistant; 0: not."},
      {"trust",
       OptionType::text_list,
       Json::array({"github", "gitlab", "file"}),
       "Where approvals may come from; what a trailer says is typed by the author.",
       {"github", "gitlab", "file", "trailers"}},
      {"on_no_data",
       OptionType::text,
       "no-data",
       "The status when the risk, who approved, or what is covered is not known.",
       {"pass", "warn", "no-data", "error", "fail"}},
  };
  policy.judge = judge;
  return policy;
}

}  // namespace gate
