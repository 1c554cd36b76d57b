#include "gate/cli/scan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "gate/model/words.h"
#include "gate/report/escape.h"
#include "gate/report/next_steps.h"
#include "gate/report/paint.h"
#include "gate/report/select.h"
#include "gate/report/text_findings.h"

namespace gate::cli {
namespace {

using report::Ink;
using report::Paint;
using report::plain;
using report::plural;

constexpr std::size_t kMostLines = 10;
constexpr std::size_t kMostRules = 20;
constexpr std::size_t kOidDigits = 10;

void add_section(std::string& out, std::string_view title, const std::vector<std::string>& lines, bool verbose,
                 const Paint& paint) {
  if (lines.empty()) return;
  out += paint(Ink::bold, title) + '\n';
  const std::size_t most = verbose ? lines.size() : std::min(lines.size(), kMostLines);
  for (std::size_t i = 0; i < most; ++i) out += "  " + lines[i] + '\n';
  if (lines.size() > most) out += fmt::format("  … and {} more (-v lists them)\n", lines.size() - most);
  out += '\n';
}

std::vector<std::string> not_checked(const Verdict& verdict, bool verbose) {
  std::vector<std::string> lines;
  for (const AnalyzerRun& run : verdict.facts.analyzers) {
    const bool told = run.state == RunState::error || (verbose && run.state != RunState::ran);
    if (told) lines.push_back(fmt::format("{} {}: {}", plain(run.name), to_string(run.state), plain(run.reason)));
    for (const std::string& what : run.not_checked) lines.push_back(plain(run.name) + ' ' + plain(what));
  }
  return lines;
}

std::vector<std::string> notes(const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const AnalyzerRun& run : verdict.facts.analyzers)
    for (const std::string& note : run.notes) lines.push_back(plain(run.name) + ' ' + plain(note));
  for (const std::string& note : verdict.notes) lines.push_back(plain(note));
  return lines;
}

// The rules that found most, first.
std::string by_rule(const std::vector<const Finding*>& findings, const Paint& paint) {
  std::map<std::string_view, std::size_t> counts;
  for (const Finding* finding : findings) ++counts[finding->rule];
  std::vector<std::pair<std::string_view, std::size_t>> ranked(counts.begin(), counts.end());
  std::ranges::sort(
      ranked, [](const auto& a, const auto& b) { return std::pair(b.second, a.first) < std::pair(a.second, b.first); });
  std::string out;
  for (std::size_t i = 0; i < std::min(ranked.size(), kMostRules); ++i)
    out += fmt::format("  {:>7}  {}\n", ranked[i].second, plain(ranked[i].first));
  if (ranked.size() > kMostRules) out += fmt::format("  … and {} more rules\n", ranked.size() - kMostRules);
  return out.empty() ? out : paint(Ink::bold, "Findings by rule") + '\n' + out + '\n';
}

std::string totals(const Verdict& verdict, const std::vector<const Finding*>& findings, std::size_t files,
                   const Paint& paint) {
  std::map<Severity, std::size_t, std::greater<>> counts;
  for (const Finding* finding : findings) ++counts[finding->severity];
  std::string severities;
  for (const auto& [severity, count] : counts)
    severities += fmt::format("{}{} {}", severities.empty() ? " (" : ", ", count,
                              paint(report::ink_of(severity), to_string(severity)));
  if (!severities.empty()) severities += ')';
  const auto stopped = std::ranges::count(verdict.facts.findings, "patterns/rule-stopped", &Finding::rule);
  std::string out = fmt::format("{}, {}{}", plural(files, "file"), plural(findings.size(), "finding"), severities);
  if (verdict.counts.suppressed > 0) out += fmt::format(", {} suppressed", verdict.counts.suppressed);
  if (stopped > 0) out += fmt::format(", {} stopped", plural(static_cast<std::uint64_t>(stopped), "rule"));
  if (verdict.counts.not_checked > 0) out += fmt::format(", {} not checked", verdict.counts.not_checked);
  return out + fmt::format(", {:.1f} s\n", verdict.milliseconds / 1000.0);
}

std::string closing(const Verdict& verdict, const Paint& paint) {
  const Ruling& ruling = verdict.rulings.front();
  return paint(report::ink_of(verdict.outcome),
               fmt::format("{}, exit {}", to_string(verdict.outcome), verdict.exit_code), true) +
         ": " + plain(ruling.reason) + '\n';
}

}  // namespace

std::string scan_text(const Verdict& verdict, std::size_t files, const report::Style& style) {
  const Paint paint(style.colour);
  const RevisionChoice& head = verdict.facts.change.head;
  const std::string what = head.oid.empty() ? "the files as they lie" : "HEAD " + head.oid.substr(0, kOidDigits);
  std::string out =
      paint(Ink::bold, "gate scan") + ": " + report::plain_path(verdict.facts.change.repository) + ", " + what + "\n\n";
  const auto findings = report::findings_in_scope(verdict);
  out += report::text_findings(verdict, style, paint);
  add_section(out, "Not checked", not_checked(verdict, style.verbose), style.verbose, paint);
  add_section(out, "Notes", notes(verdict), style.verbose, paint);
  out += by_rule(findings, paint) + totals(verdict, findings, files, paint) + closing(verdict, paint);
  return report::without_commands(out);
}

}  // namespace gate::cli
