#include "gate/evidence/tests/report.h"

#include <algorithm>
#include <tuple>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kMostRuns = 500'000;
constexpr std::size_t kNameBytes = 400;
constexpr std::size_t kMessageBytes = 300;
constexpr std::size_t kMessageLines = 3;

// Not within a UTF-8 sequence.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

std::string fitting_name(std::string name) {
  name = to_utf8(name);
  if (name.size() <= kNameBytes) return name;
  return std::string(cut(name, kNameBytes)) + "…" + sha256_hex(name).substr(0, 8);
}

bool is_retry_series(const std::vector<const TestRun*>& runs) {
  if (runs.back()->status != TestStatus::passed) return false;
  return std::all_of(runs.begin(), runs.end() - 1,
                     [](const TestRun* run) { return run->status == TestStatus::failed; });
}

TestOutcome outcome_of(const TestRun& run) { return {run.status, run.flaky, run.message, run.file, run.line}; }

TestOutcome settle_runs(const std::vector<const TestRun*>& runs) {
  auto failed = std::ranges::find(runs, TestStatus::failed, [](const TestRun* run) { return run->status; });
  if (failed == runs.end()) {
    auto passed = std::ranges::find(runs, TestStatus::passed, [](const TestRun* run) { return run->status; });
    auto outcome = outcome_of(passed == runs.end() ? *runs.back() : **passed);
    for (const auto* run : runs) outcome.flaky = outcome.flaky || run->flaky;
    return outcome;
  }
  auto outcome = outcome_of(**failed);
  if (is_retry_series(runs)) outcome.status = TestStatus::passed, outcome.flaky = true;
  return outcome;
}

int rank(TestStatus status) { return status == TestStatus::failed ? 2 : status == TestStatus::passed ? 1 : 0; }

bool is_retry(const TestOutcomes& all, const TestOutcomes& later) {
  std::size_t shared = 0;
  for (const auto& [name, outcome] : later) {
    auto known = all.find(name);
    if (known == all.end()) continue;
    if (known->second.status != TestStatus::failed) return false;
    ++shared;
  }
  return shared > 0 && shared < all.size();
}

}  // namespace

std::string first_lines(std::string_view text) {
  std::string out;
  std::size_t lines = 0;
  for (auto line : split_lines(text.substr(0, 16 * kMessageBytes))) {
    line = trim(line);
    if (line.empty()) continue;
    std::string clean;
    for (std::size_t at = 0; at < line.size(); ++at) {
      // Colours of a terminal: ESC [ ... letter.
      if (line[at] == '\x1B' && at + 1 < line.size() && line[at + 1] == '[') {
        auto end = line.find_first_not_of("0123456789;", at + 2);
        at = end == std::string_view::npos ? line.size() : end;
      } else {
        clean += line[at];
      }
    }
    out += (out.empty() ? "" : "\n") + clean;
    if (++lines == kMessageLines || out.size() >= kMessageBytes) break;
  }
  return std::string(cut(to_utf8(out), kMessageBytes));
}

void TestReport::add(TestRun run) {
  if (runs_.size() >= kMostRuns) {
    overfull_ = true;
    return;
  }
  run.name = fitting_name(std::move(run.name));
  run.scope = fitting_name(std::move(run.scope));
  run.file = std::string(cut(to_utf8(run.file), kNameBytes));
  run.message = first_lines(run.message);
  runs_.push_back(std::move(run));
}

TestOutcomes TestReport::settle() const {
  std::vector<const TestRun*> order;
  order.reserve(runs_.size());
  for (const auto& run : runs_) order.push_back(&run);
  // Runs of one test stay in the order of the report: they lie in one array.
  std::ranges::sort(order, [](const TestRun* a, const TestRun* b) {
    return std::tie(a->name, a->scope, a) < std::tie(b->name, b->scope, b);
  });
  TestOutcomes out;
  std::vector<const TestRun*> same;
  for (std::size_t at = 0; at < order.size();) {
    auto end = at;
    while (end < order.size() && order[end]->name == order[at]->name) ++end;
    const bool apart = order[at]->scope != order[end - 1]->scope;
    while (at < end) {
      const auto& first = *order[at];
      same.clear();
      for (; at < end && order[at]->scope == first.scope; ++at) same.push_back(order[at]);
      auto name = apart && !first.scope.empty() ? fitting_name(first.name + " (" + first.scope + ")") : first.name;
      auto outcome = settle_runs(same);
      auto place = out.emplace_hint(out.end(), std::move(name), outcome);
      // Somebody may call a test "t (a.js)": the worse of both stands.
      if (rank(outcome.status) > rank(place->second.status)) place->second = std::move(outcome);
    }
  }
  return out;
}

void merge_outcomes(TestOutcomes& all, TestOutcomes later) {
  const bool retry = is_retry(all, later);
  for (auto& [name, outcome] : later) {
    auto [known, added] = all.try_emplace(name, outcome);
    if (added) continue;
    auto& before = known->second;
    const bool flaky = before.flaky || outcome.flaky;
    if (retry && outcome.status == TestStatus::passed) {
      before.status = TestStatus::passed, before.flaky = true;  // the first failure's message tells more
    } else if (!retry && rank(outcome.status) > rank(before.status)) {
      before = std::move(outcome);
      before.flaky = flaky;
    } else {
      before.flaky = flaky;
    }
  }
}

}  // namespace gate::evidence
