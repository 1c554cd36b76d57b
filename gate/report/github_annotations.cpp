// Workflow commands that mark lines of a pull request. GitHub shows at most ten errors, ten warnings and ten notices of
// a step and drops the rest without a word, so the most important are written and the last notice says what was left
// out.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "gate/report/columns.h"
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/next_steps.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostOfKind = 10;
constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kMostMessage = 4'000;

// Commands of one kind, as many as are shown; the rest is only counted.
struct Shown {
  std::string_view kind;
  std::size_t most;
  std::size_t count = 0;
  std::string commands = {};
};

class Annotations {
 public:
  // `command` writes the annotation; it is not called for one that would not be shown.
  void add(std::string_view kind, const std::function<std::string()>& command) {
    for (Shown& each : shown_) {
      if (each.kind == kind && ++each.count <= each.most) each.commands += command();
    }
  }
  std::string commands() const { return shown_[0].commands + shown_[1].commands + shown_[2].commands; }
  // "3 errors, 12 warnings", or "".
  std::string left_out() const {
    std::string out;
    for (const Shown& each : shown_) {
      if (each.count > each.most) out += (out.empty() ? "" : ", ") + plural(each.count - each.most, each.kind);
    }
    return out;
  }

 private:
  std::array<Shown, 3> shown_{{{"error", kMostOfKind}, {"warning", kMostOfKind}, {"notice", kMostOfKind - 1}}};
};

// Under --dry-run nothing blocks, and nothing may look as if it did.
bool harmless(const Verdict& verdict) { return verdict.exit_code == 0 && verdict.decided_exit_code != 0; }

std::string command(std::string_view kind, const std::string& properties, std::string_view title,
                    std::string_view message) {
  return fmt::format("::{} {}{}title={}::{}\n", kind, properties, properties.empty() ? "" : ",",
                     command_property(cut(title, kMostTitle)), command_data(cut(message, kMostMessage)));
}

// Columns are given for places on one line only: GitHub refuses them for others.
std::string place_properties(const Finding& finding) {
  const Place& place = finding.place;
  std::string out = "file=" + command_property(place.path);
  if (place.line == 0) return out;
  const std::uint32_t end_line = std::max(place.line, place.end_line);
  out += fmt::format(",line={},endLine={}", place.line, end_line);
  if (place.column == 0 || end_line != place.line) return out;
  const std::uint32_t first = utf16_column(finding.snippet, place.line, place.column);
  const std::uint32_t end = utf16_column(finding.snippet, place.line, place.end_column);
  return out + fmt::format(",col={},endColumn={}", first, std::max(first, end > 0 ? end - 1 : 0));
}

std::string_view kind_of(const Finding& finding, const Verdict& verdict) {
  if (finding.blocking) return harmless(verdict) ? "warning" : "error";
  return finding.level == Level::warn && finding.severity > Severity::low ? "warning"
                                                                          : words_of(finding.severity).annotation;
}

std::string ruling_command(const Ruling& ruling, std::string_view kind) {
  const std::string title = fmt::format("gate: {}: {}", ruling.policy, to_string(ruling.status));
  const std::string_view value = ruling.value.empty() ? "nothing seen" : std::string_view(ruling.value);
  return command(kind, "", title, fmt::format("{}: {}; {}", ruling.condition, value, ruling.reason));
}

std::string finding_command(const Finding& finding, std::string_view kind) {
  std::string message = finding.message;
  if (finding.state == State::caused_elsewhere) message += " (caused elsewhere by this change)";
  const std::string title = fmt::format("gate: {} ({})", finding.rule, to_string(finding.severity));
  return command(kind, place_properties(finding), title, message);
}

// Rulings that no finding speaks for: what is not covered, who has not approved, what could not be decided.
void annotate_rulings(const Verdict& verdict, Annotations& out) {
  if (unrecorded(verdict)) {
    out.add("error", [&] {
      return command("error", "", "gate: not recorded", outcome_line(verdict) + ": " + verdict.ledger_note);
    });
  }
  for (const Ruling& ruling : verdict.rulings) {
    if (ruling.status < Status::warn || !ruling.blocking.empty()) continue;
    const std::string_view kind = ruling.status > Status::warn && !harmless(verdict) ? "error" : "warning";
    out.add(kind, [&] { return ruling_command(ruling, kind); });
  }
}

void annotate_findings(const Verdict& verdict, Annotations& out) {
  const std::vector<const Finding*> findings = findings_in_scope(verdict);
  for (const Finding* finding : keep_most_important(findings, findings.size(), true).kept) {
    const std::string_view kind = kind_of(*finding, verdict);
    out.add(kind, [&] { return finding_command(*finding, kind); });
  }
}

}  // namespace

std::string write_github_annotations(const Verdict& verdict, const Style&) {
  Annotations annotations;
  annotate_rulings(verdict, annotations);
  annotate_findings(verdict, annotations);
  const std::string left_out = annotations.left_out();
  if (left_out.empty()) return annotations.commands();
  return annotations.commands() +
         command("notice", "", "gate: more was found",
                 fmt::format("{} not annotated: GitHub shows {} of a kind in a step; the step summary and the json "
                             "report have more",
                             left_out, kMostOfKind));
}

}  // namespace gate::report
