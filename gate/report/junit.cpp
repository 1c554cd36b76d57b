// JUnit XML: a test suite for each condition that a policy asked. A condition that blocks on findings has a test case
// for each file that they are in, any other has one.
// Sources: the schema of Jenkins' JUnit plugin (order of elements, attributes) and GitLab Docs, "Unit test reports":
// GitLab tells test cases apart by suite, class and name, so no measured value stands in a name.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/next_steps.h"
#include "gate/report/xml.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostLines = 200;  // of one element's text

struct Case {
  std::string name;
  std::string path;  // of the repository; empty: none
  Status status = Status::pass;
  std::string message;
  std::vector<std::string> lines;
};

struct Suite {
  std::string name;
  std::string class_name;
  std::vector<Case> cases;
};

std::string reason_of(const Ruling& ruling) {
  return ruling.value.empty() ? ruling.reason : ruling.value + "; " + ruling.reason;
}

std::string line_of(const Finding& finding) {
  const Place& place = finding.place;
  const std::string where = place.line == 0 ? place.path : fmt::format("{}:{}", place.path, place.line);
  return fmt::format("{}: {}: {} [{}]", where, to_string(finding.severity), finding.message, finding.rule);
}

// By file, in the order of paths; nothing when the ruling names no finding that is known.
std::vector<Case> cases_by_file(const Ruling& ruling, const Verdict& verdict) {
  const std::set<std::string> blocking(ruling.blocking.begin(), ruling.blocking.end());
  std::map<std::string, Case> by_path;
  for (const Finding& finding : verdict.facts.findings) {
    if (!blocking.contains(finding.fingerprint)) continue;
    Case& each = by_path[finding.place.path];
    each.name = each.path = finding.place.path;
    each.status = ruling.status;
    each.lines.push_back(line_of(finding));
  }
  std::vector<Case> cases;
  for (auto& [path, each] : by_path) {
    each.message = plural(each.lines.size(), "blocking finding");
    if (each.name.empty()) each.name = "the change";
    cases.push_back(std::move(each));
  }
  return cases;
}

Suite suite_of(const Ruling& ruling, const Verdict& verdict) {
  Suite suite{ruling.policy + ": " + ruling.condition, "gate." + ruling.policy, cases_by_file(ruling, verdict)};
  if (suite.cases.empty()) {
    suite.cases.push_back({ruling.condition, "", ruling.status, reason_of(ruling), ruling.details});
  }
  return suite;
}

// Rulings of the same condition, as under two configurations, must not share a name.
void make_unique(std::vector<Suite>& suites) {
  std::map<std::string, int> seen;
  for (Suite& suite : suites) {
    if (const int times = ++seen[suite.name]; times > 1) suite.name += fmt::format(" ({})", times);
  }
}

std::vector<Suite> suites_of(const Verdict& verdict) {
  std::vector<Suite> suites;
  for (const Ruling& ruling : verdict.rulings) suites.push_back(suite_of(ruling, verdict));
  if (suites.empty()) suites.push_back({"gate", "gate", {{"a policy judges", "", Status::error, "none did", {}}}});
  if (unrecorded(verdict)) {
    suites.push_back(
        {"gate: recorded", "gate", {{"the verdict is recorded", "", Status::error, verdict.ledger_note, {}}}});
  }
  make_unique(suites);
  return suites;
}

std::string_view element_of(Status status) {
  switch (status) {
    case Status::fail: return "failure";
    case Status::error:
    case Status::no_data: return "error";
    case Status::not_applicable: return "skipped";
    default: return {};
  }
}

std::string text_lines(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) out += xml_line(lines[i]) + '\n';
  if (lines.size() > kMostLines) out += fmt::format("and {} more\n", lines.size() - kMostLines);
  return out;
}

std::string case_element(const Case& each, const std::string& class_name) {
  std::string out =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", xml_line(class_name), xml_line(each.name));
  if (!each.path.empty()) out += fmt::format(" file=\"{}\"", xml_line(each.path));
  const std::string_view element = element_of(each.status);
  const std::string message = xml_line(each.message), lines = text_lines(each.lines);
  out += ">\n";
  if (element.empty()) {
    out += fmt::format("      <system-out>{}: {}\n{}</system-out>\n", to_string(each.status), message, lines);
  } else if (element == "skipped") {
    out += fmt::format("      <skipped message=\"{}\"/>\n", message);
  } else {
    out += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{2}\n{3}</{0}>\n", element, to_string(each.status),
                       message, lines);
  }
  return out + "    </testcase>\n";
}

std::string totals(const std::vector<Suite>& suites) {
  std::map<std::string_view, std::size_t> count;
  std::size_t tests = 0;
  for (const Suite& suite : suites) {
    tests += suite.cases.size();
    for (const Case& each : suite.cases) ++count[element_of(each.status)];
  }
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", tests, count["failure"],
                     count["error"], count["skipped"]);
}

// ISO 8601 in UTC without a zone, as the schema wants it.
std::string timestamp(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace

std::string write_junit(const Verdict& verdict, const Style&) {
  const std::vector<Suite> suites = suites_of(verdict);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"gate\" {} time=\"{:.3f}\">\n", totals(suites), verdict.milliseconds / 1000.0);
  for (const Suite& suite : suites) {
    out += fmt::format("  <testsuite name=\"{}\" {} time=\"0\" timestamp=\"{}\">\n", xml_line(suite.name),
                       totals({suite}), timestamp(verdict.facts.now));
    for (const Case& each : suite.cases) out += case_element(each, suite.class_name);
    out += "  </testsuite>\n";
  }
  return without_commands(out) + "</testsuites>\n";
}

}  // namespace gate::report
