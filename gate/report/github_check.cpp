#include "gate/report/github_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/report/columns.h"
#include "gate/report/escape.h"
#include "gate/report/markdown_blocks.h"
#include "gate/report/next_steps.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostBytes = 65'000;  // GitHub takes 65,535 characters
constexpr std::size_t kMostAnnotations = 500;
constexpr std::size_t kMostFindings = 50;
constexpr std::size_t kMostOfRisk = 20;
constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostTitle = 200, kMostMessage = 4'000;
constexpr std::string_view kFull = "\n_The page is full; the json report has the rest._\n";

std::string conclusion(const Verdict& verdict) {
  if (verdict.exit_code != 0) return "failure";
  const bool nothing = verdict.outcome == Status::not_applicable || verdict.decided_exit_code != 0;
  return nothing ? "neutral" : "success";
}

std::string_view level_of(std::string_view kind) {
  return kind == "error" ? "failure" : kind == "warning" ? "warning" : "notice";
}

// Columns only where the place is on one line: the API refuses them for others.
void add_columns(const Finding& finding, Json& json) {
  const Place& place = finding.place;
  if (place.line == 0 || place.column == 0 || (place.end_line != 0 && place.end_line != place.line)) return;
  const auto first = utf16_column(finding.snippet, place.line, place.column);
  const auto end = utf16_column(finding.snippet, place.line, place.end_column);
  json["start_column"] = first;
  json["end_column"] = std::max(first, end > 0 ? end - 1 : 0);
}

Json annotation_json(const Annotation& annotation, const Verdict& verdict) {
  const Place& place = annotation.finding->place;
  const auto line = std::max<std::uint32_t>(1, place.line);
  Json json = {{"path", place.path},
               {"start_line", line},
               {"end_line", std::max(line, place.end_line)},
               {"annotation_level", level_of(annotation.kind)},
               {"title", plain(cut(annotation_title(annotation), kMostTitle))},
               {"message", plain(cut(annotation_message(annotation, verdict), kMostMessage))}};
  add_columns(*annotation.finding, json);
  return json;
}

bool can_be_shown(const Annotation& annotation) {
  return annotation.finding != nullptr && !annotation.finding->place.path.empty() &&
         is_utf8(annotation.finding->place.path);
}

}  // namespace

CheckRun check_run(const Verdict& verdict, const std::vector<Annotation>& annotations) {
  CheckRun run;
  run.conclusion = conclusion(verdict);
  run.title = plain(cut(outcome_line(verdict) + ": " + counts_line(verdict.counts), kMostTitle));
  run.annotations = Json::array();
  std::size_t left_out = 0;
  for (const Annotation& annotation : annotations) {
    // The summary has every ruling, and the text what is about the change as a whole.
    if (annotation.finding == nullptr || annotation.finding->place.path.empty()) continue;
    if (run.annotations.size() < kMostAnnotations && can_be_shown(annotation)) {
      run.annotations.push_back(annotation_json(annotation, verdict));
    } else {
      ++left_out;
    }
  }
  Page summary(kMostBytes - 500);
  summary.add(heading(verdict));
  if (left_out > 0) summary.add(plural(left_out, "finding") + " could not be annotated.\n\n");
  add_rulings(verdict, summary);
  run.summary = summary.take(kFull);
  Page text(kMostBytes - 500);
  add_findings(verdict, kMostFindings, "the json report has all of them", {}, text);
  add_risk(verdict, kMostOfRisk, text);
  add_details(verdict, kMostRows, text);
  if (const std::string lines = not_checked(verdict, kMostRows); !lines.empty()) {
    text.add("### Not checked\n\n" + lines + '\n');
  }
  text.add(decided_how(verdict));
  run.text = text.take(kFull);
  return run;
}

}  // namespace gate::report
