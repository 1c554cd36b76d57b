#include <fmt/format.h>

#include <array>

#include "gate/report/github_annotations.h"
#include "gate/report/next_steps.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

// Under --dry-run nothing blocks, and nothing may look as if it did.
bool harmless(const Verdict& verdict) { return verdict.exit_code == 0 && verdict.decided_exit_code != 0; }

std::string_view kind_of(const Finding& finding, const Verdict& verdict) {
  if (finding.blocking) return harmless(verdict) ? "warning" : "error";
  return finding.level == Level::warn && finding.severity > Severity::low ? "warning"
                                                                          : words_of(finding.severity).annotation;
}

}  // namespace

std::vector<Annotation> annotations_of(const Verdict& verdict) {
  std::vector<Annotation> out;
  if (unrecorded(verdict)) out.push_back({"error"});
  // Rulings that no finding speaks for: what is not covered, who has not approved, what could not be decided.
  for (const Ruling& ruling : verdict.rulings) {
    if (ruling.status < Status::warn || !ruling.blocking.empty()) continue;
    out.push_back({ruling.status > Status::warn && !harmless(verdict) ? "error" : "warning", nullptr, &ruling});
  }
  const std::vector<const Finding*> findings = findings_in_scope(verdict);
  for (const Finding* finding : keep_most_important(findings, findings.size(), true).kept) {
    out.push_back({kind_of(*finding, verdict), finding});
  }
  return out;
}

std::vector<Annotation> annotations_left_out(const Verdict& verdict) {
  std::vector<Annotation> out;
  // One notice says what was left out.
  std::array<std::pair<std::string_view, std::size_t>, 3> room{
      {{"error", kMostOfKind}, {"warning", kMostOfKind}, {"notice", kMostOfKind - 1}}};
  for (const Annotation& annotation : annotations_of(verdict)) {
    for (auto& [kind, left] : room) {
      if (kind != annotation.kind) continue;
      left > 0 ? static_cast<void>(--left) : out.push_back(annotation);
    }
  }
  return out;
}

std::string annotation_title(const Annotation& annotation) {
  if (annotation.finding != nullptr)
    return fmt::format("gate: {} ({})", annotation.finding->rule, to_string(annotation.finding->severity));
  if (annotation.ruling != nullptr)
    return fmt::format("gate: {}: {}", annotation.ruling->policy, to_string(annotation.ruling->status));
  return "gate: not recorded";
}

std::string annotation_message(const Annotation& annotation, const Verdict& verdict) {
  if (annotation.finding != nullptr) {
    const bool elsewhere = annotation.finding->state == State::caused_elsewhere;
    return annotation.finding->message + (elsewhere ? " (caused elsewhere by this change)" : "");
  }
  if (annotation.ruling == nullptr) return outcome_line(verdict) + ": " + verdict.ledger_note;
  const Ruling& ruling = *annotation.ruling;
  return fmt::format("{}: {}; {}", ruling.condition, ruling.value.empty() ? "nothing seen" : ruling.value,
                     ruling.reason);
}

}  // namespace gate::report
