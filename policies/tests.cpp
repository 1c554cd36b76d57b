#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "gate/model/words.h"
#include "policies/all.h"

namespace gate {
namespace {

constexpr std::size_t kListed = 50;  // lines below a ruling

constexpr const char* kDoc = R"(Asks whether the tests pass, and whether the change leaves them as strong as they were.

It judges wherever test reports are named (`evidence.tests`, `--tests`), unless `tests: off` says otherwise. JUnit XML,
CTest's XML, `go test -json` and TAP are read and merged; the data itself has a ruling, and each condition its own:

- `pass_rate`: percent of the tests that ran which passed; skipped tests did not run;
- no new failing test (`on_new_failure`): new is what failed now and did not fail in the last recorded run of what the
  change is built on. Where none is recorded every failure is new. Earlier runs of this change never count: their
  failures would excuse themselves;
- no test removed or skipped by the change (`on_weakened`), by its text: deleted tests, added skips, `.only`. A test that
  was moved or renamed is none of these;
- no test missing (`on_absent`): in the last recorded run, not in the reports now, and the change does not explain it; or
  skipped now and run then;
- no flaky test (`on_flaky`): one that failed and then passed counts as passed, and is said.

What the statuses mean:

- `no-data`: no report, an empty one, one without a single test, every test skipped, or reports that are *stale*: written
  before head was committed. `on_no_data` maps it to another status;
- `error`: a report is malformed or cut off;
- `not-applicable`: this is the hook, where tests are judged in the pipeline.
)";

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

Status chosen(const Options& options, const char* name) {
  return from_word<Status>(options.text(name)).value_or(Status::no_data);
}

Ruling ruling(std::string condition, std::string value, Status status, std::string reason) {
  return {"tests", std::move(condition), std::move(value), status, std::move(reason), {}, {}};
}

std::vector<std::string> capped(std::vector<std::string> lines) {
  if (lines.size() <= kListed) return lines;
  auto more = lines.size() - kListed;
  lines.resize(kListed);
  lines.push_back(fmt::format("and {} more", more));
  return lines;
}

std::size_t total(const Tests& tests) { return std::size_t{tests.passed} + tests.failed + tests.skipped; }

// Sources of test reports that tell nothing: those that are not there, or those that are wrong.
std::vector<std::string> problems(const Facts& facts, bool missing) {
  std::vector<std::string> out;
  for (const auto& source : facts.evidence.sources) {
    if (source.kind != "tests" || source.problem.empty() || source.missing != missing) continue;
    out.push_back(source.problem.starts_with(source.name) ? source.problem : source.name + ": " + source.problem);
  }
  return out;
}

// Why the reports do not answer for head; empty when they do.
struct Gap {
  Status status = Status::pass;
  std::string value, reason;
};

std::optional<Gap> find_gap(const Facts& facts, const Options& options) {
  const auto& tests = facts.evidence.tests;
  const auto no_data = chosen(options, "on_no_data");
  if (!tests.configured)
    return Gap{no_data, "no report",
               "no-data: no test report is configured; name the reports under evidence.tests, or with --tests"};
  if (auto broken = problems(facts, false); !broken.empty()) return Gap{Status::error, "unreadable", broken.front()};
  if (!tests.stale.empty()) return Gap{no_data, "stale", "no-data: stale: " + tests.stale.front()};
  if (auto missing = problems(facts, true); !missing.empty())
    return Gap{no_data, "missing", "no-data: " + missing.front()};
  if (total(tests) == 0)
    return Gap{no_data, "no test", "no-data: the reports hold no test; let the tests run before gate"};
  return std::nullopt;
}

Ruling judge_data(const Facts& facts, const std::optional<Gap>& gap) {
  const auto& tests = facts.evidence.tests;
  auto out =
      ruling("test reports of head", counted(tests.reports_read, "report") + ", " + counted(total(tests), "test"),
             Status::pass, "every report was read, and none is older than head");
  if (gap) {
    out.status = gap->status;
    out.value = gap->value;
    out.reason = gap->reason;
    for (auto&& list : {problems(facts, false), tests.stale, problems(facts, true)})
      out.details.insert(out.details.end(), list.begin(), list.end());
    out.details = capped(std::move(out.details));
  }
  out.details.insert(out.details.end(), tests.notes.begin(), tests.notes.end());
  return out;
}

// Rounded down, so that 94.96% is not shown as the 95% that it is not.
std::string share(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{:g}%", std::floor(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10);
}

std::string describe(const TestCase& test) {
  std::string out = test.name;
  if (!test.file.empty())
    out += fmt::format(" ({}{})", test.file, test.line > 0 ? ":" + std::to_string(test.line) : "");
  auto message = test.message;
  std::ranges::replace(message, '\n', ' ');
  return message.empty() ? out : out + ": " + message;
}

Ruling judge_rate(const Facts& facts, const Options& options, const std::optional<Gap>& gap) {
  const auto& tests = facts.evidence.tests;
  const double asked = options.number("pass_rate");
  auto condition = fmt::format("pass rate >= {:g}%", asked);
  if (gap) return ruling(condition, gap->value, gap->status, gap->reason);
  const std::uint64_t ran = std::uint64_t{tests.passed} + tests.failed;
  if (ran == 0)
    return ruling(condition, "nothing ran", chosen(options, "on_no_data"),
                  fmt::format("no-data: {}, and every one was skipped", counted(total(tests), "test")));
  const bool holds = 100.0 * tests.passed >= asked * static_cast<double>(ran) - 1e-9;
  return ruling(condition, fmt::format("{} ({} of {})", share(tests.passed, ran), tests.passed, counted(ran, "test")),
                holds ? Status::pass : Status::fail, fmt::format("{} failed, {} skipped", tests.failed, tests.skipped));
}

std::string previous_run(const Tests& tests) {
  return fmt::format("the last recorded run ({:.10} on {:%Y-%m-%d}, record {})", tests.previous.head,
                     fmt::gmtime(static_cast<std::time_t>(tests.previous.time)), tests.previous.id);
}

std::string new_failure_reason(const Tests& tests) {
  if (tests.failed == 0) return "no test fails";
  if (tests.previous.id.empty())
    return "no earlier run of the base or of what is before it is recorded, so every failure counts as new";
  if (tests.new_failures.empty()) return "what fails had failed in " + previous_run(tests);
  return "compared with " + previous_run(tests);
}

Ruling judge_new(const Facts& facts, const Options& options, const std::optional<Gap>& gap) {
  const auto& tests = facts.evidence.tests;
  const char* condition = "no new failing test";
  if (gap) return ruling(condition, gap->value, gap->status, gap->reason);
  auto out =
      ruling(condition, fmt::format("{} new of {} failing", tests.new_failures.size(), tests.failed),
             tests.new_failures.empty() ? Status::pass : chosen(options, "on_new_failure"), new_failure_reason(tests));
  for (const auto& name : tests.new_failures) {
    if (out.details.size() > kListed) break;
    auto known = std::ranges::find(tests.failures, name, &TestCase::name);
    out.details.push_back(known == tests.failures.end() ? name : describe(*known));
  }
  if (tests.new_failures.size() > kListed) {
    out.details.resize(kListed);
    out.details.push_back(fmt::format("and {} more", tests.new_failures.size() - kListed));
  }
  return out;
}

Ruling judge_weakened(const Facts& facts, const Options& options) {
  const auto& weakened = facts.evidence.tests.weakened;
  auto out =
      ruling("no test removed or skipped by the change", weakened.empty() ? "none" : std::to_string(weakened.size()),
             Status::pass, "the change deletes no test and adds no skip");
  if (weakened.empty()) return out;
  out.status = chosen(options, "on_weakened");
  const auto deleted = static_cast<std::size_t>(
      std::ranges::count_if(weakened, [](const Tests::Weakened& one) { return one.what.starts_with("deleted "); }));
  out.reason = fmt::format("the change deletes {} and adds {}", counted(deleted, "test"),
                           counted(weakened.size() - deleted, "skip"));
  for (const auto& one : weakened) out.details.push_back(fmt::format("{}:{}: {}", one.path, one.line, one.what));
  out.details = capped(std::move(out.details));
  return out;
}

// Skipped now, and not by a skip that the change adds, which has a ruling of its own.
std::vector<std::string> skipped_elsewhere(const Tests& tests) {
  std::vector<std::string> out;
  for (const auto& name : tests.newly_skipped) {
    const bool said = std::ranges::any_of(tests.weakened, [&](const Tests::Weakened& one) {
      if (!one.what.starts_with("skips ")) return false;
      auto word = one.what.substr(6, one.what.rfind(": ") - 6);
      return name.find(word) != std::string::npos;
    });
    if (!said) out.push_back(name);
  }
  return out;
}

Ruling judge_absent(const Facts& facts, const Options& options, const std::optional<Gap>& gap) {
  const auto& tests = facts.evidence.tests;
  const char* condition = "no test missing that ran before";
  if (gap) return ruling(condition, gap->value, Status::not_applicable, "there is nothing to compare");
  if (tests.previous.id.empty())
    return ruling(condition, "not known", Status::not_applicable, "no earlier run is recorded to compare with");
  auto skipped = skipped_elsewhere(tests);
  auto out = ruling(condition, fmt::format("{} absent, {} newly skipped", tests.absent.size(), skipped.size()),
                    Status::pass, "every test of " + previous_run(tests) + " ran, or the change removes it");
  if (tests.absent.empty() && skipped.empty()) return out;
  out.status = chosen(options, "on_absent");
  out.reason = "compared with " + previous_run(tests) + "; the change does not explain it";
  for (const auto& name : tests.absent) out.details.push_back("absent: " + name);
  for (const auto& name : skipped) out.details.push_back("skipped: " + name);
  out.details = capped(std::move(out.details));
  return out;
}

std::optional<Ruling> judge_flaky(const Facts& facts, const Options& options) {
  std::vector<std::string> flaky;
  for (const auto& test : facts.evidence.tests.failures)
    if (test.flaky) flaky.push_back(describe(test));
  if (flaky.empty()) return std::nullopt;
  auto out = ruling("no flaky test", std::to_string(flaky.size()), chosen(options, "on_flaky"),
                    "failed first and passed when it was run again");
  out.details = capped(std::move(flaky));
  return out;
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  if (facts.hook)
    return {ruling("test results of the change", "not looked at", Status::not_applicable, "decided in the pipeline")};
  const auto gap = find_gap(facts, options);
  // A report that is missing excuses no failure that another one tells of.
  const auto& tests = facts.evidence.tests;
  const auto nothing = tests.configured && tests.stale.empty() && total(tests) > 0 ? std::nullopt : gap;
  std::vector<Ruling> out{judge_data(facts, gap), judge_rate(facts, options, nothing),
                          judge_new(facts, options, nothing), judge_weakened(facts, options),
                          judge_absent(facts, options, gap)};
  if (auto flaky = judge_flaky(facts, options)) out.push_back(std::move(*flaky));
  return out;
}

std::vector<OptionSpec> specs() {
  return {
      {"pass_rate", OptionType::percent, 95.0, "Percent of the tests that ran which must pass."},
      {"on_new_failure",
       OptionType::text,
       "fail",
       "Status when a test fails that did not before.",
       {"fail", "warn", "pass"}},
      {"on_weakened",
       OptionType::text,
       "warn",
       "Status when the change deletes tests or adds skips.",
       {"warn", "fail", "pass"}},
      {"on_absent",
       OptionType::text,
       "warn",
       "Status when tests of the last run are missing or skipped and the change does not explain it.",
       {"warn", "fail", "pass"}},
      {"on_flaky",
       OptionType::text,
       "warn",
       "Status when a test failed first and passed when it was run again.",
       {"warn", "fail", "pass"}},
      {"on_no_data",
       OptionType::text,
       "no-data",
       "Status when the reports are missing, empty or stale.",
       {"no-data", "pass", "warn", "error", "fail"}},
  };
}

}  // namespace

Policy tests_policy() {
  return {"tests", "1", "Tests pass, and the change leaves them as strong as they were.", kDoc, specs(), false, judge};
}

}  // namespace gate
