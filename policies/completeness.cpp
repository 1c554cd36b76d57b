// The policy `completeness`: a verdict is worth what was looked at.
#include <fmt/format.h>

#include <algorithm>

#include "policies/all.h"

namespace gate {
namespace {

constexpr std::string_view kDoc = R"(Asks that every analyzer that took part did its work.

**What counts.** An analyzer in state `error` could not do what it tried: `on_error` applies. An analyzer named in
`required` must also not be `not-checked`, nor leave files out: `on_error` applies as well. Another analyzer that ran but
left files or units out: `on_left_out` applies. Another analyzer that is `not-checked` as a whole (no compilation database,
say) is listed and does no harm; name it in `required` if it should. A report of findings that `evidence.sarif` names but
that is missing, cannot be read, holds no run, is older than the head commit, is part of the change or whose tool says
that it failed: `on_no_data` applies, since no findings in it prove nothing.

**Statuses.** `pass`: all that should be looked at was. `warn`: some files were left out. `no-data`: a report of findings is
of no use. `error`: an analyzer failed, or a required one did not look. `not-applicable`: no analyzer took part. The options
map `error`, `warn` and `no-data` to other statuses.)";

constexpr std::size_t kMostListed = 20;  // lines of what was not checked, for each analyzer

std::vector<OptionSpec> option_specs() {
  const std::vector<std::string> words = {"pass", "warn", "no-data", "error", "fail"};
  return {
      {"required", OptionType::text_list, Json::array(), "Analyzers that must look at all that concerns them."},
      {"on_error", OptionType::text, "error", "Status when an analyzer fails or a required one did not look.", words},
      {"on_left_out", OptionType::text, "warn", "Status when an analyzer leaves files or units out.", words},
      {"on_no_data", OptionType::text, "no-data", "Status when a SARIF report is missing, stale, broken or empty.",
       words},
  };
}

Status status_from(const std::string& word) {
  for (Status status : {Status::pass, Status::warn, Status::no_data, Status::fail}) {
    if (word == to_string(status)) return status;
  }
  return Status::error;
}

struct Tally {
  std::size_t ran = 0, failed = 0, not_checked = 0, left_out = 0;
  std::size_t reports = 0, useless_reports = 0;
  Status status = Status::pass;
  std::string reason;  // of the worst so far
  std::vector<std::string> details;

  void worsen(Status to, std::string why) {
    if (reason.empty() || to > status) reason = std::move(why);
    status = std::max(status, to);
  }
};

class Weigher {
 public:
  explicit Weigher(const Options& options)
      : required_(options.texts("required")),
        on_error_(status_from(options.text("on_error"))),
        on_left_out_(status_from(options.text("on_left_out"))),
        on_no_data_(status_from(options.text("on_no_data"))) {}

  void weigh(const AnalyzerRun& run, Tally& tally) const {
    switch (run.state) {
      case RunState::ran: tally.ran += 1; break;
      case RunState::not_applicable: return;
      case RunState::error:
        tally.failed += 1;
        tally.details.push_back(fmt::format("{}: error: {}", run.name, run.reason));
        tally.worsen(on_error_, fmt::format("{} failed: {}", run.name, run.reason));
        break;
      case RunState::not_checked:
        tally.not_checked += 1;
        tally.details.push_back(fmt::format("{}: not checked: {}", run.name, run.reason));
        if (required(run.name)) tally.worsen(on_error_, fmt::format("{} is required: {}", run.name, run.reason));
        break;
    }
    weigh_left_out(run, tally);
  }

  // Reports of other tools' findings; other evidence has policies of its own.
  void weigh(const EvidenceSource& source, Tally& tally) const {
    if (source.kind != "sarif") return;
    tally.reports += 1;
    if (source.problem.empty()) return;
    tally.useless_reports += 1;
    tally.details.push_back(fmt::format("{}: no-data: {}", source.name, source.problem));
    tally.worsen(on_no_data_, fmt::format("{}: {}", source.name, source.problem));
  }

  void ask_for_absent(const std::vector<AnalyzerRun>& runs, Tally& tally) const {
    for (const std::string& name : required_) {
      const bool there =
          std::any_of(runs.begin(), runs.end(), [&](const AnalyzerRun& run) { return run.name == name; });
      if (there) continue;
      tally.not_checked += 1;
      tally.details.push_back(name + ": not checked: it did not take part");
      tally.worsen(on_error_, name + " is required and did not take part: turn it on, or take it out of `required`");
    }
  }

 private:
  bool required(const std::string& name) const {
    return std::find(required_.begin(), required_.end(), name) != required_.end();
  }

  void weigh_left_out(const AnalyzerRun& run, Tally& tally) const {
    if (run.not_checked.empty()) return;
    tally.left_out += run.not_checked.size();
    const std::size_t listed = std::min(run.not_checked.size(), kMostListed);
    for (std::size_t i = 0; i < listed; ++i) tally.details.push_back(run.name + ": left out: " + run.not_checked[i]);
    if (run.not_checked.size() > listed) {
      tally.details.push_back(fmt::format("{}: left out: {} more", run.name, run.not_checked.size() - listed));
    }
    if (run.state == RunState::error) return;  // told already
    tally.worsen(required(run.name) ? on_error_ : on_left_out_,
                 fmt::format("{} left out {} of its files or units: {}", run.name, run.not_checked.size(),
                             run.not_checked.front()));
  }

  std::vector<std::string> required_;
  Status on_error_, on_left_out_, on_no_data_;
};

std::string condition_of(const std::vector<std::string>& required, const Tally& tally) {
  std::string out = "no analyzer failed";
  if (!required.empty()) out += fmt::format(", and all looked that are required ({})", fmt::join(required, ", "));
  return tally.reports == 0 ? out : out + ", and every SARIF report is of use";
}

std::string value_of(const Tally& tally) {
  auto out = fmt::format("{} ran, {} failed, {} not checked; {} files or units left out", tally.ran, tally.failed,
                         tally.not_checked, tally.left_out);
  if (tally.reports == 0) return out;
  return out + fmt::format("; {} of {} SARIF reports read", tally.reports - tally.useless_reports, tally.reports);
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  const Weigher weigher(options);
  Tally tally;
  for (const AnalyzerRun& run : facts.analyzers) weigher.weigh(run, tally);
  weigher.ask_for_absent(facts.analyzers, tally);
  for (const EvidenceSource& source : facts.evidence.sources) weigher.weigh(source, tally);
  Ruling ruling;
  ruling.policy = "completeness";
  ruling.condition = condition_of(options.texts("required"), tally);
  ruling.value = value_of(tally);
  ruling.status = tally.status;
  ruling.reason = tally.reason;
  ruling.details = std::move(tally.details);
  if (tally.ran + tally.failed + tally.not_checked + tally.reports == 0) {
    ruling.status = Status::not_applicable;
    ruling.reason = facts.analyzers.empty() ? "no analyzer is turned on" : "no analyzer looks at what changed";
  } else if (ruling.reason.empty()) {
    ruling.reason = tally.not_checked == 0 ? "every analyzer did its work"
                                           : "every analyzer that took part did its work; the others are optional";
  }
  return {std::move(ruling)};
}

}  // namespace

Policy completeness_policy() {
  return {.name = "completeness",
          .version = "2",
          .summary = "What should be looked at was looked at.",
          .doc = std::string(kDoc),
          .options = option_specs(),
          .by_default = true,
          .judge = judge};
}

}  // namespace gate
