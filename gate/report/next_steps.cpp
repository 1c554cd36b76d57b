#include "gate/report/next_steps.h"

#include <fmt/format.h>

#include <algorithm>

namespace gate::report {
namespace {

constexpr std::size_t kMostSteps = 5;

void mend_findings(const Verdict& verdict, std::vector<std::string>& steps) {
  const auto& findings = verdict.facts.findings;
  const auto first = std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.blocking; });
  if (first == findings.end()) return;
  const std::string what = verdict.counts.blocking == 1
                               ? "the blocking finding"
                               : fmt::format("the {} blocking findings", verdict.counts.blocking);
  steps.push_back(fmt::format("mend {}; `gate explain {}` says why it matters", what, first->rule));
}

void meet_conditions(const Verdict& verdict, std::vector<std::string>& steps) {
  for (const Ruling& ruling : verdict.rulings) {
    if (ruling.status == Status::fail && ruling.blocking.empty()) {
      steps.push_back(fmt::format("{}: meet \"{}\" (seen: {})", ruling.policy, ruling.condition,
                                  ruling.value.empty() ? "nothing" : ruling.value));
    }
  }
}

void find_data(const Verdict& verdict, std::vector<std::string>& steps) {
  const auto undecided = std::count_if(verdict.rulings.begin(), verdict.rulings.end(), [](const Ruling& ruling) {
    return ruling.status == Status::error || ruling.status == Status::no_data;
  });
  if (undecided == 0) return;
  steps.push_back(fmt::format("{} could not be decided; `gate doctor` says what is missing here",
                              plural(static_cast<std::uint64_t>(undecided), "ruling")));
}

}  // namespace

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::vector<std::string> next_steps(const Verdict& verdict) {
  std::vector<std::string> steps;
  mend_findings(verdict, steps);
  meet_conditions(verdict, steps);
  find_data(verdict, steps);
  if (unrecorded(verdict)) steps.push_back("make the ledger writable, or set `ledger: none` in .gate.yml");
  if (steps.size() > kMostSteps) steps.resize(kMostSteps);
  return steps;
}

bool unrecorded(const Verdict& verdict) { return verdict.exit_code != 0 && verdict.decided_exit_code == 0; }

std::string outcome_line(const Verdict& verdict) {
  std::string line = fmt::format("{}, exit {}", to_string(verdict.outcome), verdict.exit_code);
  if (!verdict.exit_reason.empty()) {
    line += fmt::format(" ({})", verdict.exit_reason);
  } else if (verdict.exit_code != verdict.decided_exit_code) {
    line += fmt::format(" (the outcome's own is {})", verdict.decided_exit_code);
  }
  return line;
}

std::string counts_line(const Counts& counts) {
  std::string line = fmt::format("{} found, {} in scope, {} blocking", counts.found, counts.in_scope, counts.blocking);
  std::string rest;
  const auto add = [&](std::uint32_t count, std::string_view word) {
    if (count > 0) rest += fmt::format("{}{} {}", rest.empty() ? "; " : ", ", count, word);
  };
  add(counts.suppressed, "suppressed");
  add(counts.existing, "existing");
  add(counts.fixed, "fixed");
  add(counts.not_checked, "not checked");
  return line + rest;
}

}  // namespace gate::report
