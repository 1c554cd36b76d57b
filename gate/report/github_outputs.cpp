// Lines for $GITHUB_OUTPUT, read by later steps of the job.
#include <fmt/format.h>

#include <random>

#include "gate/report/escape.h"
#include "gate/report/formats.h"

namespace gate::report {
namespace {

// Cannot be foreseen by who wrote the value, which therefore cannot end it early and add outputs of its own.
std::string random_delimiter() {
  std::random_device random;
  return fmt::format("gate_{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

// "name=value", or the form with a delimiter for a value of several lines.
std::string output(std::string_view name, std::string_view value) {
  if (value.find('\n') == std::string_view::npos) return fmt::format("{}={}\n", name, plain(value));
  const std::string delimiter = random_delimiter();
  return fmt::format("{0}<<{1}\n{2}\n{1}\n", name, delimiter, value);
}

// One line for each ruling that stands in the way: "coverage: fail: ...".
std::string reasons(const Verdict& verdict) {
  std::string out;
  for (const Ruling& ruling : verdict.rulings) {
    if (ruling.status < Status::warn) continue;
    out += fmt::format("{}{}: {}: {}", out.empty() ? "" : "\n", plain(ruling.policy), to_string(ruling.status),
                       plain(ruling.reason.empty() ? ruling.condition : ruling.reason));
  }
  return out;
}

}  // namespace

std::string write_github_outputs(const Verdict& verdict, const Style&) {
  return output("verdict", to_string(verdict.outcome)) + output("exit-code", std::to_string(verdict.exit_code)) +
         output("blocking-count", std::to_string(verdict.counts.blocking)) +
         output("in-scope-count", std::to_string(verdict.counts.in_scope)) + output("run-id", verdict.ledger_id) +
         output("reasons", reasons(verdict));
}

}  // namespace gate::report
