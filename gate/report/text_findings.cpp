#include "gate/report/text_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/escape.h"
#include "gate/report/frame.h"
#include "gate/report/next_steps.h"
#include "gate/report/select.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostFindings = 50;
constexpr std::size_t kMostListed = 200;
constexpr std::size_t kMostRelated = 5;

// "path:12:3", the form that editors and terminals make a link of.
std::string place_text(const Place& place) {
  std::string text = plain_path(place.path);
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

unsigned gutter_of(const Finding& finding) {
  return static_cast<unsigned>(std::to_string(finding.snippet.first_line + finding.snippet.lines.size()).size() + 1);
}

std::string quoted(std::string_view text) { return fmt::format("`{}`", plain(cut(text, 60))); }

std::string fix_text(const Finding& finding) {
  if (finding.fix.size() > 1) return plural(finding.fix.size(), "edit") + " offered";
  const Edit& edit = finding.fix.front();
  const Place& place = edit.place;
  const bool empty = place.line == place.end_line && place.column == place.end_column;
  const std::string where = fmt::format("{}:{}", place.line, place.column);
  if (empty) return fmt::format("insert {} at {}", quoted(edit.text), where);
  if (edit.text.empty()) return fmt::format("delete from {} to {}:{}", where, place.end_line, place.end_column);
  return fmt::format("replace from {} to {}:{} by {}", where, place.end_line, place.end_column, quoted(edit.text));
}

// What sets a finding apart from one that merely is there.
std::string tags(const Finding& finding, const Paint& paint) {
  std::string out;
  const auto tag = [&](const std::string& painted) { out += (out.empty() ? " " : ", ") + painted; };
  if (finding.blocking) tag(paint(Ink::red, "blocking", true));
  if (finding.level == Level::warn) tag(paint(Ink::dim, "warns only"));
  if (finding.state == State::caused_elsewhere) tag(paint(Ink::yellow, "caused elsewhere"));
  if (finding.confidence != Confidence::high) {
    tag(paint(Ink::dim, fmt::format("{} confidence", to_string(finding.confidence))));
  }
  return out;
}

std::string headline(const Finding& finding, const Paint& paint) {
  return paint(ink_of(finding.severity), to_string(finding.severity), true) +
         paint(Ink::bold, ": " + plain(finding.message)) + paint(Ink::dim, " [" + plain(finding.rule) + "]") +
         tags(finding, paint) + '\n';
}

std::string one_finding(const Finding& finding, const Style& style, const Paint& paint) {
  const unsigned gutter = gutter_of(finding);
  std::string out = headline(finding, paint);
  if (!finding.place.path.empty()) {
    out += fmt::format("{:>{}}{} {}\n", "", gutter - 1, paint(Ink::blue, "-->"), place_text(finding.place));
  }
  out += code_frame(finding, paint, style.width, gutter);
  const auto note = [&](std::string_view label, const std::string& text) {
    out += fmt::format("{:>{}} {} {}: {}\n", "", gutter, paint(Ink::blue, "="), paint(Ink::bold, label), text);
  };
  for (std::size_t i = 0; i < std::min(finding.related.size(), kMostRelated); ++i) {
    const RelatedPlace& related = finding.related[i];
    note("note", fmt::format("{} ({})", plain(related.message), place_text(related.place)));
  }
  if (!finding.fix.empty()) note("fix", fix_text(finding));
  return out;
}

std::string heading(const std::vector<const Finding*>& findings, std::size_t at, const Paint& paint) {
  const std::string& path = findings[at]->place.path;
  std::size_t count = 0, blocking = 0;
  for (; at < findings.size() && findings[at]->place.path == path; ++at, ++count) blocking += findings[at]->blocking;
  const std::string name = path.empty() ? "the whole change" : plain_path(path);
  std::string line = paint(Ink::cyan, name, true) + paint(Ink::dim, "  " + plural(count, "finding"));
  if (blocking > 0) line += paint(Ink::dim, fmt::format(", {} blocking", blocking));
  return line + '\n';
}

// Why a finding is not among those shown with their code.
std::string aside(const Finding& finding) {
  if (finding.state == State::fixed || finding.state == State::existing) return std::string(to_string(finding.state));
  if (finding.suppressed) return "suppressed: " + plain(finding.suppression);
  return std::string(to_string(finding.level));
}

std::string other_findings(const Verdict& verdict, const Paint& paint) {
  std::string out;
  std::size_t count = 0;
  for (const Finding& finding : verdict.facts.findings) {
    if (in_scope(finding) || ++count > kMostListed) continue;
    out += fmt::format(
        "  {}: {}: {} [{}] {}\n", finding.place.path.empty() ? "the whole change" : place_text(finding.place),
        to_string(finding.severity), plain(finding.message), plain(finding.rule), paint(Ink::dim, aside(finding)));
  }
  if (count == 0) return {};
  if (count > kMostListed) out += fmt::format("  … and {} more; see --report json\n", count - kMostListed);
  return paint(Ink::bold, "Not counted against the change") + '\n' + out + '\n';
}

}  // namespace

std::string text_findings(const Verdict& verdict, const Style& style, const Paint& paint) {
  const Selection selection = keep_most_important(findings_in_scope(verdict), kMostFindings);
  std::string out;
  for (std::size_t i = 0; i < selection.kept.size(); ++i) {
    const Finding& finding = *selection.kept[i];
    if (i == 0 || selection.kept[i - 1]->place.path != finding.place.path) {
      out += heading(selection.kept, i, paint) + '\n';
    }
    out += one_finding(finding, style, paint) + '\n';
  }
  if (selection.left_out > 0) {
    out += fmt::format("… and {} more findings; see --report json\n\n", selection.left_out);
  }
  if (style.verbose) out += other_findings(verdict, paint);
  return out;
}

}  // namespace gate::report
