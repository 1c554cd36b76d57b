// The policy `findings`: what the analyzers found new, held against thresholds of severity.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gate/base/text.h"
#include "policies/all.h"

namespace gate {
namespace {

constexpr std::string_view kDoc = R"(Asks that a change brings no finding at or above `block`, and warns from `warn` on.

**What counts.** Findings that the change introduced: on lines that it adds (`new`) and elsewhere because of it
(`caused-elsewhere`). What was there before, what is fixed, what a comment or the baseline suppresses and what is at
level `off` or `shadow` never counts. Only what a report shows can block.

**How it is decided.** Thresholds are `block` and `warn`; the last entry of `categories` that names the finding's
category overrides them, then the last of `paths` that matches its path. A finding at or above `block` blocks when its
confidence is at least `min_confidence`; one of medium confidence warns instead; one of low confidence is only shown.
A rule at level `warn` warns at most.

**Statuses.** `fail`: something blocks. `warn`: something warns, or analyzers should have looked and none could. `pass`:
neither. `not-applicable`: nothing that an analyzer looks at has changed.)";

// A threshold; none means never.
using Threshold = std::optional<Severity>;

struct Thresholds {
  Threshold block, warn;
};

const std::vector<std::string>& severity_words() {
  static const std::vector<std::string> words = {"never", "info", "low", "medium", "high", "critical"};
  return words;
}

OptionSpec threshold_option(const char* name, Json fallback, const char* doc) {
  return {name, OptionType::text, std::move(fallback), doc, severity_words()};
}

std::vector<OptionSpec> override_fields(OptionSpec selector) {
  return {std::move(selector),
          threshold_option("block", nullptr, "Lowest severity that blocks there; the general one when absent."),
          threshold_option("warn", nullptr, "Lowest severity that warns there; the general one when absent.")};
}

std::vector<OptionSpec> option_specs() {
  return {
      threshold_option("block", "high", "Lowest severity of a new finding that blocks the change, or `never`."),
      threshold_option("warn", "medium", "Lowest severity of a new finding that warns, or `never`."),
      {"min_confidence",
       OptionType::text,
       "high",
       "Lowest confidence with which a finding blocks.",
       {"low", "medium", "high"}},
      {"categories",
       OptionType::object_list,
       Json::array(),
       "Other thresholds for categories; the last match wins.",
       {},
       override_fields({"category", OptionType::text, nullptr, "Category: syntax, correctness, security, ..."})},
      {"paths",
       OptionType::object_list,
       Json::array(),
       "Other thresholds for files, over those of categories; the last match wins.",
       {},
       override_fields({"paths", OptionType::text_list, nullptr, "Globs of paths."})},
  };
}

Threshold threshold_from(const Json& word) { return severity_from(word.get<std::string>()); }

// Puts what an entry of `categories` or `paths` says over `thresholds`.
void override_by(const Json& entry, Thresholds& thresholds) {
  if (entry.contains("block") && !entry["block"].is_null()) thresholds.block = threshold_from(entry["block"]);
  if (entry.contains("warn") && !entry["warn"].is_null()) thresholds.warn = threshold_from(entry["warn"]);
}

// The thresholds that hold for a finding, remembered by category and path.
class ThresholdTable {
 public:
  explicit ThresholdTable(const Options& options)
      : values_(options.values()), general_{threshold_from(values_["block"]), threshold_from(values_["warn"])} {}

  const Thresholds& of(const Finding& finding) {
    const auto [known, missing] = known_.try_emplace({finding.category, finding.place.path}, general_);
    if (missing) apply_overrides(finding, known->second);
    return known->second;
  }

 private:
  void apply_overrides(const Finding& finding, Thresholds& thresholds) const {
    for (const Json& entry : values_["categories"]) {
      if (entry.value("category", Json()) == finding.category) override_by(entry, thresholds);
    }
    for (const Json& entry : values_["paths"]) {
      const Json patterns = entry.value("paths", Json::array());
      const bool matches = std::any_of(patterns.begin(), patterns.end(), [&](const Json& pattern) {
        return glob_match(pattern.get<std::string>(), finding.place.path);
      });
      if (matches) override_by(entry, thresholds);
    }
  }

  const Json& values_;
  Thresholds general_;
  std::map<std::pair<std::string, std::string>, Thresholds> known_;
};

bool counts(const Finding& f) {
  const bool introduced = f.state == State::fresh || f.state == State::caused_elsewhere;
  return introduced && !f.suppressed && f.level > Level::shadow;
}

bool reaches(Severity severity, const Threshold& threshold) { return threshold && severity >= *threshold; }

struct Tally {
  std::vector<const Finding*> blocking, warning;
  std::size_t in_scope = 0;
  std::size_t doubtful = 0;  // at or above `block`, not sure enough to block
  std::size_t capped = 0;    // at or above `block`, of a rule that warns at most
};

void weigh(const Finding& finding, const Thresholds& thresholds, Confidence least, Tally& tally) {
  const bool grave = reaches(finding.severity, thresholds.block);
  const bool sure = finding.confidence >= least;
  const bool capped = finding.level == Level::warn;
  if (grave && sure && !capped) {
    tally.blocking.push_back(&finding);
    return;
  }
  tally.doubtful += grave && !sure;
  tally.capped += grave && sure && capped;
  const bool likely = finding.confidence >= std::min(least, Confidence::medium);
  if ((grave || reaches(finding.severity, thresholds.warn)) && likely) tally.warning.push_back(&finding);
}

Tally tally_of(const std::vector<Finding>& findings, const Options& options) {
  ThresholdTable thresholds(options);
  const Confidence least = confidence_from(options.text("min_confidence")).value_or(Confidence::high);
  Tally tally;
  for (const Finding& finding : findings) {
    if (!counts(finding)) continue;
    ++tally.in_scope;
    weigh(finding, thresholds.of(finding), least, tally);
  }
  return tally;
}

std::string describe(const Finding& f) {
  const std::string place = f.place.line == 0 ? f.place.path : fmt::format("{}:{}", f.place.path, f.place.line);
  return fmt::format("{} ({}) at {}: {}", f.rule, to_string(f.severity), place, f.message);
}

const Finding& worst(const std::vector<const Finding*>& findings) {
  return **std::max_element(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    return std::pair(a->severity, a->confidence) < std::pair(b->severity, b->confidence);
  });
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string condition_of(const Options& options) {
  const std::string block = options.text("block");
  std::string out = block == "never" ? "new findings never block" : fmt::format("no new finding at or above {}", block);
  const std::size_t overrides = options.values()["categories"].size() + options.values()["paths"].size();
  return overrides == 0 ? out : out + fmt::format(" ({})", plural(overrides, "override"));
}

// Who looked, so that "nothing found" and "nothing looked at" stay apart.
struct Looked {
  std::size_t ran = 0, failed = 0;
  std::uint32_t files = 0;

  explicit Looked(const std::vector<AnalyzerRun>& runs) {
    for (const AnalyzerRun& run : runs) {
      ran += run.state == RunState::ran;
      failed += run.state == RunState::error || run.state == RunState::not_checked;
      if (run.state == RunState::ran) files = std::max(files, run.files);
    }
  }
  std::string words() const { return plural(ran, "analyzer") + " looked at " + plural(files, "file"); }
};

void rule_without_findings(const Facts& facts, const Looked& looked, Ruling& ruling) {
  if (looked.ran > 0) {
    ruling.status = Status::pass;
    ruling.reason = looked.words() + " and found nothing new";
  } else if (looked.failed > 0) {
    ruling.status = Status::warn;
    ruling.reason = plural(looked.failed, "analyzer") + " should have looked and none could; see completeness";
  } else {
    ruling.status = Status::not_applicable;
    ruling.reason = facts.change.files.empty() ? "nothing changed"
                                               : fmt::format("no analyzer looks at what changed ({})",
                                                             plural(facts.change.files.size(), "file"));
  }
}

std::vector<std::string> details_of(const Tally& tally, const Options& options) {
  std::vector<std::string> out;
  if (tally.doubtful > 0) {
    out.push_back(fmt::format("{} not blocking: confidence below {}", plural(tally.doubtful, "grave finding"),
                              options.text("min_confidence")));
  }
  if (tally.capped > 0) {
    out.push_back(fmt::format("{} not blocking: the rule's level is warn", plural(tally.capped, "grave finding")));
  }
  return out;
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  const Tally tally = tally_of(facts.findings, options);
  const Looked looked(facts.analyzers);
  Ruling ruling;
  ruling.policy = "findings";
  ruling.condition = condition_of(options);
  ruling.value = fmt::format("{} blocking, {} of {} in scope", tally.blocking.size(),
                             plural(tally.warning.size(), "warning"), tally.in_scope);
  ruling.details = details_of(tally, options);
  if (!tally.blocking.empty()) {
    ruling.status = Status::fail;
    ruling.reason = describe(worst(tally.blocking));
    for (const Finding* finding : tally.blocking) ruling.blocking.push_back(finding->fingerprint);
  } else if (!tally.warning.empty()) {
    ruling.status = Status::warn;
    ruling.reason = describe(worst(tally.warning));
  } else if (tally.in_scope > 0 && (looked.ran > 0 || looked.failed == 0)) {
    ruling.status = Status::pass;
    ruling.reason = fmt::format("0 of {} warn or block; {}", plural(tally.in_scope, "new finding"), looked.words());
  } else {
    rule_without_findings(facts, looked, ruling);
  }
  return {std::move(ruling)};
}

}  // namespace

Policy findings_policy() {
  return {.name = "findings",
          .version = "1",
          .summary = "No new finding at or above a severity.",
          .doc = std::string(kDoc),
          .options = option_specs(),
          .by_default = true,
          .judge = judge};
}

}  // namespace gate
