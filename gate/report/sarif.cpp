// SARIF 2.1.0 (OASIS, errata 01) as GitHub code scanning takes it: one run, its required fields, within its limits, no
// empty strings. Findings that the change fixed are not written: a result that is there would be taken for an alert.
#include <fmt/format.h>

#include <algorithm>

#include "gate/report/formats.h"
#include "gate/report/sarif_parts.h"
#include "gate/report/select.h"

namespace gate::report {
namespace {

// GitHub's limits: results of a run, and how many of them it shows.
constexpr std::size_t kMostResults = 25'000;
constexpr std::size_t kMostShown = 5'000;
constexpr std::size_t kMostNotifications = 200;
constexpr std::size_t kMostExtensions = 100;  // of which GitHub takes a run at all

struct Notification {
  std::string_view level;
  std::string text;
};

// Of notifications "error" means that the tool itself could not do its work (section 3.58.6): a change that is blocked
// is no such failure.
std::string_view level_of(Status status) {
  if (status == Status::error) return "error";
  return status >= Status::warn ? "warning" : "note";
}

void note_analyzers(const Verdict& verdict, std::vector<Notification>& notes) {
  for (const AnalyzerRun& run : verdict.facts.analyzers) {
    const std::string_view level = run.state == RunState::error ? "error" : "warning";
    if (run.state == RunState::error || run.state == RunState::not_checked) {
      notes.push_back({level, fmt::format("{}: {}: {}", run.name, to_string(run.state), run.reason)});
    }
    for (const std::string& left_out : run.not_checked) {
      notes.push_back({"warning", fmt::format("{}: not-checked: {}", run.name, left_out)});
    }
  }
}

std::vector<Notification> notifications(const Verdict& verdict, const Selection& selection) {
  std::vector<Notification> notes;
  const std::size_t kept = selection.kept.size();
  if (selection.left_out > 0) {
    notes.push_back({"warning", fmt::format("{} of {} results are left out: a run holds at most {}; the most important "
                                            "are here, the json report has all",
                                            selection.left_out, kept + selection.left_out, kMostResults)});
  }
  if (kept > kMostShown) {
    notes.push_back(
        {"note", fmt::format("GitHub code scanning shows the {} most severe of {} results", kMostShown, kept)});
  }
  for (const Ruling& ruling : verdict.rulings) {
    notes.push_back(
        {level_of(ruling.status), fmt::format("{}: {}: {} (seen: {}): {}", ruling.policy, to_string(ruling.status),
                                              ruling.condition, ruling.value, ruling.reason)});
  }
  note_analyzers(verdict, notes);
  if (notes.size() > kMostNotifications) {
    const std::size_t left_out = notes.size() - kMostNotifications;
    notes.resize(kMostNotifications);
    notes.push_back({"note", fmt::format("{} more notifications are left out", left_out)});
  }
  return notes;
}

void invocation(JsonWriter& json, const Verdict& verdict, const Selection& selection) {
  json.array("invocations");
  json.begin_object();
  const auto& runs = verdict.facts.analyzers;
  json.member("executionSuccessful", std::none_of(runs.begin(), runs.end(),
                                                  [](const AnalyzerRun& run) { return run.state == RunState::error; }));
  json.member("exitCode", verdict.exit_code);
  json.member("exitCodeDescription", to_string(verdict.outcome));
  json.array("toolExecutionNotifications");
  for (const Notification& note : notifications(verdict, selection)) {
    json.begin_object();
    json.member("level", note.level);
    write_message(json, "message", note.text, "-");
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_array();
}

Selection results_of(const Verdict& verdict) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : verdict.facts.findings) {
    if (finding.state != State::fixed && finding.level > Level::shadow) findings.push_back(&finding);
  }
  return keep_most_important(std::move(findings), kMostResults);
}

// Other tools whose findings are among the results; gate's own analyzers are part of the driver.
void extensions(JsonWriter& json, const Verdict& verdict) {
  const auto& runs = verdict.facts.analyzers;
  std::vector<const ToolVersion*> others;
  for (const ToolVersion& tool : verdict.tools) {
    const bool own =
        tool.name.empty() || tool.name == "gate" ||
        std::any_of(runs.begin(), runs.end(), [&](const AnalyzerRun& run) { return run.name == tool.name; });
    if (!own && others.size() < kMostExtensions) others.push_back(&tool);
  }
  if (others.empty()) return;
  json.array("extensions");
  for (const ToolVersion* tool : others) {
    json.begin_object();
    json.member("name", filled(tool->name, "-", 255));
    if (!tool->version.empty()) json.member("version", filled(tool->version, "-", 255));
    json.end_object();
  }
  json.end_array();
}

void tool(JsonWriter& json, const Verdict& verdict, const RuleTable& table) {
  json.object("tool");
  json.object("driver");
  json.member("name", "gate");
  json.member("version", GATE_VERSION);
  json.member("semanticVersion", GATE_VERSION);
  json.array("rules");
  for (const SarifRule& each : table.rules) write_rule(json, each);
  json.end_array();
  json.end_object();
  extensions(json, verdict);
  json.end_object();
}

void run_properties(JsonWriter& json, const Verdict& verdict) {
  const Change& change = verdict.facts.change;
  json.object("properties");
  json.member("outcome", to_string(verdict.outcome));
  json.member_unless_empty("base", change.base.oid);
  json.member_unless_empty("head", change.head.oid);
  json.member_unless_empty("policyCommit", change.policy.oid);
  json.end_object();
}

// What comes after "gate/" in the run's id: the ledger's id, else head.
std::string run_id(const Verdict& verdict) {
  if (!verdict.ledger_id.empty()) return verdict.ledger_id;
  return verdict.facts.change.head.oid.empty() ? "unrecorded" : verdict.facts.change.head.oid;
}

}  // namespace

std::string write_sarif(const Verdict& verdict, const Style&) {
  const Selection selection = results_of(verdict);
  const RuleTable table = rules_of(verdict, selection.kept);
  JsonWriter json(4);
  json.begin_object();
  json.member("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  json.member("version", "2.1.0");
  json.array("runs");
  json.begin_object();
  tool(json, verdict, table);
  json.object("automationDetails");
  json.member("id", "gate/" + run_id(verdict));
  json.end_object();
  invocation(json, verdict, selection);
  json.object("originalUriBaseIds");
  json.object("%SRCROOT%");
  write_message(json, "description", "The repository's root", "-");
  json.end_object();
  json.end_object();
  json.member("columnKind", "utf16CodeUnits");
  json.array("results");
  for (const Finding* finding : selection.kept) write_result(json, *finding, table.index.at(finding->rule));
  json.end_array();
  run_properties(json, verdict);
  json.end_object();
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace gate::report
