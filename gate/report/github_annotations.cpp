// Workflow commands that mark lines of a pull request. GitHub shows at most ten errors, ten warnings and ten notices of
// a step and drops the rest without a word, so the most important are written and the last notice says what was left
// out.
#include "gate/report/github_annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gate/report/columns.h"
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/next_steps.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kMostMessage = 4'000;

// Commands of one kind, as many as are shown; the rest is only counted.
struct Shown {
  std::string_view kind;
  std::size_t most;
  std::size_t count = 0;
  std::string commands = {};
};

std::string command(std::string_view kind, const std::string& properties, std::string_view title,
                    std::string_view message) {
  return fmt::format("::{} {}{}title={}::{}\n", kind, properties, properties.empty() ? "" : ",",
                     command_property(cut(title, kMostTitle)), command_data(cut(message, kMostMessage)));
}

// Columns are given for places on one line only: GitHub refuses them for others.
std::string place_properties(const Finding& finding) {
  const Place& place = finding.place;
  if (place.path.empty()) return {};  // about the change as a whole
  std::string out = "file=" + command_property(place.path);
  if (place.line == 0) return out;
  const std::uint32_t end_line = std::max(place.line, place.end_line);
  out += fmt::format(",line={},endLine={}", place.line, end_line);
  if (place.column == 0 || end_line != place.line) return out;
  const std::uint32_t first = utf16_column(finding.snippet, place.line, place.column);
  const std::uint32_t end = utf16_column(finding.snippet, place.line, place.end_column);
  return out + fmt::format(",col={},endColumn={}", first, std::max(first, end > 0 ? end - 1 : 0));
}

std::string command_of(const Annotation& annotation, const Verdict& verdict) {
  return command(annotation.kind, annotation.finding == nullptr ? "" : place_properties(*annotation.finding),
                 annotation_title(annotation), annotation_message(annotation, verdict));
}

// "3 errors, 12 warnings", or "".
std::string left_out(const std::array<Shown, 3>& shown) {
  std::string out;
  for (const Shown& each : shown) {
    if (each.count > each.most) out += (out.empty() ? "" : ", ") + plural(each.count - each.most, each.kind);
  }
  return out;
}

}  // namespace

std::string write_github_annotations(const Verdict& verdict, const Style&) {
  std::array<Shown, 3> shown{{{"error", kMostOfKind}, {"warning", kMostOfKind}, {"notice", kMostOfKind - 1}}};
  for (const Annotation& annotation : annotations_of(verdict)) {
    for (Shown& each : shown) {
      if (each.kind == annotation.kind && ++each.count <= each.most) each.commands += command_of(annotation, verdict);
    }
  }
  const std::string commands = shown[0].commands + shown[1].commands + shown[2].commands;
  const std::string rest = left_out(shown);
  if (rest.empty()) return commands;
  return commands + command("notice", "", "gate: more was found",
                            fmt::format("{} not annotated: GitHub shows {} of a kind in a step; the step summary and "
                                        "the json report have more",
                                        rest, kMostOfKind));
}

}  // namespace gate::report
