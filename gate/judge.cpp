#include "gate/judge.h"

#include <algorithm>
#include <set>

#include "gate/policy.h"

namespace gate {
namespace {

std::vector<Ruling> judge_one(const Policy& policy, const Facts& facts, const config::Config& config) {
  auto options = config.policies.find(policy.name);
  if (options == config.policies.end()) return {};
  return policy.judge(facts, options->second);
}

}  // namespace

Status worst(const std::vector<Ruling>& rulings) {
  Status outcome = Status::not_applicable;
  for (const auto& ruling : rulings) outcome = std::max(outcome, ruling.status);
  return outcome;
}

std::vector<Ruling> judge(const Facts& facts, const Configurations& configurations) {
  std::vector<Ruling> rulings;
  for (const auto& policy : all_policies()) {
    auto in_force = judge_one(policy, facts, configurations.policy);
    if (configurations.head) {
      auto proposed = judge_one(policy, facts, *configurations.head);
      if (!proposed.empty() && (in_force.empty() || worst(proposed) > worst(in_force))) {
        for (auto& ruling : proposed) ruling.reason += " (by the configuration that this change brings)";
        in_force = std::move(proposed);
      }
    }
    std::ranges::move(in_force, std::back_inserter(rulings));
  }
  if (rulings.empty()) {
    Ruling nothing;
    nothing.policy = "gate";
    nothing.condition = "at least one policy judges";
    nothing.value = "none";
    nothing.status = Status::error;
    nothing.reason = "every policy is switched off, so nothing was decided; enable one under `policies:`";
    rulings.push_back(std::move(nothing));
  }
  return rulings;
}

int exit_code(Status outcome, bool fail_on_warn) {
  switch (outcome) {
    case Status::not_applicable:
    case Status::pass: return 0;
    case Status::warn: return fail_on_warn ? 1 : 0;
    case Status::fail: return 1;
    case Status::no_data:
    case Status::error: return 3;
  }
  return 3;
}

Counts count(Facts& facts, const std::vector<Ruling>& rulings, std::uint32_t found) {
  std::set<std::string_view> blocked;
  for (const auto& ruling : rulings) blocked.insert(ruling.blocking.begin(), ruling.blocking.end());

  Counts counts;
  counts.found = found;
  for (auto& finding : facts.findings) {
    finding.blocking = blocked.contains(finding.fingerprint);
    counts.blocking += finding.blocking ? 1 : 0;
    if (finding.state == State::fixed) {
      ++counts.fixed;
    } else if (finding.suppressed) {
      ++counts.suppressed;
    } else if (finding.state == State::existing) {
      ++counts.existing;
    } else if (finding.level >= Level::warn) {
      ++counts.in_scope;
    }
  }
  for (const auto& run : facts.analyzers)
    if (run.state == RunState::not_checked || run.state == RunState::error)
      counts.not_checked += static_cast<std::uint32_t>(std::max<std::size_t>(1, run.not_checked.size()));
    else
      counts.not_checked += static_cast<std::uint32_t>(run.not_checked.size());
  return counts;
}

}  // namespace gate
