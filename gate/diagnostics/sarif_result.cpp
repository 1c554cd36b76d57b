#include "gate/diagnostics/sarif_result.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/diagnostics/json_stream.h"
#include "gate/diagnostics/sarif_message.h"
#include "gate/diagnostics/words.h"

namespace gate::diagnostics {
namespace {

constexpr std::size_t kMostMessage = 2'000, kMostRelated = 20, kMostEdits = 100, kMostFix = 64u << 10;

// What a kind means (section 3.27.9); an unknown word is taken for a failure.
bool says_nothing_wrong(std::string_view kind) {
  return kind == "pass" || kind == "notApplicable" || kind == "informational";
}
bool is_open(std::string_view kind) { return kind == "open" || kind == "review"; }

std::string tool_words(const Json& driver) {
  auto version = text_of(driver, "semanticVersion");
  if (version.empty()) version = text_of(driver, "version");
  auto name = text_of(driver, "name");
  return one_line(fmt::format("{} {}", name.empty() ? "a tool without a name" : name, version), 200);
}

State state_of(std::string_view baseline) {
  if (baseline == "unchanged" || baseline == "updated") return State::existing;
  return baseline == "new" ? State::caused_elsewhere : State::fresh;
}

// Section 3.27.23: suppressed when there are suppressions and each of them is accepted, or says no status.
void suppress(const Json& result, Finding& finding) {
  const Json& all = elements_of(result, "suppressions");
  const bool accepted = std::ranges::all_of(all, [](const Json& one) {
    const Json& status = member(one, "status");
    return one.is_object() && (status.is_null() || text_of(one, "status") == "accepted");
  });
  if (all.empty() || !accepted) return;
  finding.suppressed = true;
  for (const Json& one : all)
    if (finding.suppression.empty()) finding.suppression = one_line(text_of(one, "justification"), 240);
  if (finding.suppression.empty())
    finding.suppression = text_of(all.front(), "kind") == "external" ? "suppressed outside of the source, by its tool"
                                                                     : "suppressed in the source, by its tool";
}

}  // namespace

SarifRun::SarifRun(const Json& run, Collector& out, Regions& regions)
    : run_(run),
      out_(out),
      regions_(regions),
      rules_(run),
      paths_(run),
      name_(tool_words(member(member(run, "tool"), "driver"))),
      tool_(out.tool(text_of(member(member(run, "tool"), "driver"), "name"))),
      unit_(text_of(run, "columnKind") == "unicodeCodePoints" ? ColumnUnit::code_point : ColumnUnit::utf16) {
  out_.add_tool(name_);
  tell_failures();
}

void SarifRun::tell_failures() const {
  for (const Json& invocation : elements_of(run_, "invocations")) {
    for (const char* key : {"toolExecutionNotifications", "toolConfigurationNotifications"})
      for (const Json& notification : elements_of(invocation, key)) {
        if (text_of(notification, "level") != "error") continue;
        const auto words = message_of(member(notification, "message"), rules_.find(Json()), 500);
        out_.failed(fmt::format("{} reports an error: {}", name_, words.empty() ? "it says nothing more" : words));
      }
    if (member(invocation, "executionSuccessful") != Json(false)) continue;
    auto why = text_of(invocation, "exitCodeDescription");
    if (why.empty()) why = text_of(invocation, "processStartFailureMessage");
    if (why.empty()) why = text_of(invocation, "exitSignalName");
    out_.failed(fmt::format("{} says that its run failed{}{}", name_, why.empty() ? "" : ": ", one_line(why, 500)));
  }
}

void SarifRun::finish() {
  const Json& elsewhere = elements_of(member(run_, "externalPropertyFileReferences"), "results");
  if (!elsewhere.empty()) {
    out_.failed(fmt::format("the results of {} stand in other files, which are not read: write one file", name_));
  } else if (!has_results_) {
    out_.failed(fmt::format("the run of {} has no \"results\", not even empty ones: it did not look", name_));
  }
}

void SarifRun::read(const Json& result) {
  out_.count();
  if (!result.is_object()) return out_.note("left out: no objects");
  const auto kind = text_of(result, "kind");
  if (says_nothing_wrong(kind)) return out_.note(fmt::format("of kind {}: nothing is wrong there", kind));
  if (text_of(result, "baselineState") == "absent") return out_.note("that the tool's own baseline knows as gone");
  const SarifRule rule = rules_.find(result);
  Finding finding = finding_of(result, rule, kind);
  const Json& location = element_at(elements_of(result, "locations"), 0);
  if (!paths_.find(member(member(location, "physicalLocation"), "artifactLocation")))
    return out_.note("without a place in a file");
  if (!place(location, finding.place)) return out_.leave_outside();
  if (!out_.full()) {
    add_related(result, rule, finding);
    add_fix(result, finding);
    if (!out_.knows(finding.rule)) out_.add_rule(rule_info(rule, finding.rule, rules_.default_level(rule)));
  }
  out_.add(std::move(finding));
}

Finding SarifRun::finding_of(const Json& result, const SarifRule& rule, std::string_view kind) const {
  Finding finding;
  finding.rule = tool_ + "/" + rule_name(rule.id);
  const auto own = security_severity(result);
  const auto score = own ? own : security_severity(*rule.words);
  // A result of another kind has no level of its own (section 3.27.10).
  auto level = is_open(kind) ? std::string_view() : text_of(result, "level");
  if (level.empty()) level = rules_.default_level(rule);
  finding.severity = score ? severity_of_score(*score) : severity_of_level(level);
  finding.category = category_of(*rule.words, score.has_value());
  finding.confidence = confidence_of(*rule.words);
  if (is_open(kind)) finding.confidence = std::min(finding.confidence, Confidence::medium);
  finding.message = message_of(member(result, "message"), rule, kMostMessage);
  if (finding.message.empty())
    finding.message = one_line(text_of(member(*rule.words, "shortDescription"), "text"), kMostMessage);
  if (finding.message.empty()) finding.message = finding.rule;
  finding.state = state_of(text_of(result, "baselineState"));
  suppress(result, finding);
  return finding;
}

bool SarifRun::place(const Json& location, Place& place) {
  const Json& physical = member(location, "physicalLocation");
  const auto found = paths_.find(member(physical, "artifactLocation"));
  if (!found) return false;
  const auto path = out_.path(found->path, found->relative);
  if (path) place = regions_.find(*path, member(physical, "region"), unit_).place;
  return path.has_value();
}

void SarifRun::add_related(const Json& result, const SarifRule& rule, Finding& finding) {
  for (const Json& location : elements_of(result, "relatedLocations")) {
    if (finding.related.size() == kMostRelated) return;
    RelatedPlace related;
    if (!place(location, related.place)) continue;
    related.message = message_of(member(location, "message"), rule, kMostMessage);
    finding.related.push_back(std::move(related));
  }
}

// The first fix alone: others are alternatives to it. All of it, or nothing.
void SarifRun::add_fix(const Json& result, Finding& finding) {
  std::vector<Edit> fix;
  for (const Json& change : elements_of(element_at(elements_of(result, "fixes"), 0), "artifactChanges"))
    if (!add_edits(change, fix)) return;
  std::size_t bytes = 0;
  for (const Edit& edit : fix) bytes += edit.text.size();
  if (bytes <= kMostFix) finding.fix = std::move(fix);
}

bool SarifRun::add_edits(const Json& change, std::vector<Edit>& fix) {
  const auto found = paths_.find(member(change, "artifactLocation"));
  const auto path = found ? out_.path(found->path, found->relative) : std::nullopt;
  if (!path) return false;
  for (const Json& replacement : elements_of(change, "replacements")) {
    const Region region = regions_.find(*path, member(replacement, "deletedRegion"), unit_);
    const Json& content = member(replacement, "insertedContent");
    if (!region.exact || fix.size() == kMostEdits || !member(content, "binary").is_null()) return false;
    fix.push_back({region.place, std::string(text_of(content, "text"))});
  }
  return true;
}

}  // namespace gate::diagnostics
