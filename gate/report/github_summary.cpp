// Markdown for $GITHUB_STEP_SUMMARY: the outcome, what to do next, every ruling, the findings that matter most with
// their code, what was not checked. GitHub refuses a summary over 1 MiB whole, so this one ends before.
#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/frame.h"
#include "gate/report/next_steps.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostBytes = 900 << 10;
constexpr std::size_t kMostCell = 2'000;
constexpr std::size_t kMostFindings = 50;
constexpr std::size_t kMostRows = 200;
constexpr unsigned kCodeWidth = 120;
constexpr unsigned kGutter = 5;

std::string_view icon_of(Status status) {
  switch (status) {
    case Status::not_applicable: return "➖";
    case Status::pass: return "✅";
    case Status::warn: return "⚠️";
    case Status::no_data: return "❔";
    case Status::error: return "💥";
    case Status::fail: return "❌";
  }
  return "";
}

// Takes blocks of whole markdown as long as they fit.
class Page {
 public:
  void add(const std::string& block) {
    if (left_out_ > 0 || text_.size() + block.size() > kMostBytes) {
      ++left_out_;
    } else {
      text_ += block;
    }
  }
  std::string take() {
    if (left_out_ > 0) text_ += "\n_The page is full; the json report has the rest._\n";
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t left_out_ = 0;
};

std::string cell(std::string_view text) { return markdown(cut(text, kMostCell)); }

// A sentence of which what stands between backticks is code.
std::string prose(std::string_view text) {
  const std::vector<std::string> parts = split(cut(text, kMostCell), '`');
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_code = i % 2 == 1 && i + 1 < parts.size();
    if (i % 2 == 1 && !is_code) out += markdown("`");
    out += is_code ? "<code>" + markdown(parts[i]) + "</code>" : markdown(parts[i]);
  }
  return out;
}

std::string code(std::string_view text) { return "<code>" + cell(text) + "</code>"; }

std::string revision(std::string_view label, const RevisionChoice& choice) {
  std::string out = fmt::format("{} {}", label, code(choice.oid.empty() ? "none" : choice.oid.substr(0, 10)));
  if (!choice.name.empty()) out += ' ' + cell(choice.name);
  if (!choice.source.empty()) out += " (" + cell(choice.source) + ')';
  return out;
}

std::string head(const Verdict& verdict) {
  const Change& change = verdict.facts.change;
  std::string out =
      fmt::format("## {} gate: {}\n\n", unrecorded(verdict) ? icon_of(Status::error) : icon_of(verdict.outcome),
                  cell(outcome_line(verdict)));
  out += fmt::format("**{}**, in {}\n\n", counts_line(verdict.counts), plural(change.files.size(), "changed file"));
  for (const std::string& step : next_steps(verdict)) out += "- **next:** " + prose(step) + '\n';
  return out + '\n';
}

void add_rulings(const Verdict& verdict, Page& page) {
  if (verdict.rulings.empty()) return page.add("No policy judged.\n\n");
  page.add("| | policy | asked | seen | why |\n| --- | --- | --- | --- | --- |\n");
  for (const Ruling& ruling : verdict.rulings) {
    page.add(fmt::format("| {} {} | {} | {} | {} | {} |\n", icon_of(ruling.status), to_string(ruling.status),
                         cell(ruling.policy), cell(ruling.condition), cell(ruling.value), prose(ruling.reason)));
  }
  page.add("\n");
}

std::string details(const Ruling& ruling) {
  if (ruling.status < Status::warn || ruling.details.empty()) return {};
  std::string out = fmt::format("<details><summary>{}: {}</summary>\n\n", cell(ruling.policy), cell(ruling.condition));
  for (std::size_t i = 0; i < std::min(ruling.details.size(), kMostRows); ++i) {
    out += "- " + prose(ruling.details[i]) + '\n';
  }
  if (ruling.details.size() > kMostRows) out += fmt::format("- and {} more\n", ruling.details.size() - kMostRows);
  return out + "\n</details>\n\n";
}

std::string one_finding(const Finding& finding) {
  std::string place = finding.place.path;
  if (finding.place.line > 0) place += fmt::format(":{}", finding.place.line);
  std::string out = fmt::format("{} **{}{}** {} {}", words_of(finding.severity).icon, to_string(finding.severity),
                                finding.blocking ? ", blocking" : "", code(place), cell(finding.message));
  out += ' ' + code(finding.rule);
  if (finding.state == State::caused_elsewhere) out += " (caused elsewhere by this change)";
  out += "\n\n";
  const std::string frame = code_frame(finding, Paint(false), kCodeWidth, kGutter);
  return frame.empty() ? out : out + markdown_code(frame) + '\n';
}

void add_findings(const Verdict& verdict, Page& page) {
  const Selection selection = keep_most_important(findings_in_scope(verdict), kMostFindings, true);
  if (selection.kept.empty()) return;
  page.add("### Findings\n\n");
  for (const Finding* finding : selection.kept) page.add(one_finding(*finding));
  if (selection.left_out > 0) {
    page.add(fmt::format("… and {}; the json report has all of them.\n\n", plural(selection.left_out, "more finding")));
  }
}

void add_not_checked(const Verdict& verdict, Page& page) {
  std::vector<std::string> lines;
  for (const AnalyzerRun& run : verdict.facts.analyzers) {
    if (run.state == RunState::error || run.state == RunState::not_checked) {
      lines.push_back(fmt::format("- **{}** {}: {}\n", cell(run.name), to_string(run.state), prose(run.reason)));
    }
    for (const std::string& left_out : run.not_checked) {
      lines.push_back(fmt::format("- **{}** {}\n", cell(run.name), prose(left_out)));
    }
  }
  for (const EvidenceSource& source : verdict.facts.evidence.sources) {
    if (source.problem.empty()) continue;
    lines.push_back(fmt::format("- **{}** {}: {}\n", cell(source.kind), code(source.name), prose(source.problem)));
  }
  if (lines.empty()) return;
  page.add("### Not checked\n\n");
  for (std::size_t i = 0; i < std::min(lines.size(), kMostRows); ++i) page.add(lines[i]);
  if (lines.size() > kMostRows) page.add(fmt::format("- and {} more\n", lines.size() - kMostRows));
  page.add("\n");
}

std::string foot(const Verdict& verdict) {
  const Change& change = verdict.facts.change;
  std::string out =
      fmt::format("<details><summary>How this was decided</summary>\n\n- {}\n- {}\n- {}\n",
                  revision("base", change.base), revision("head", change.head), revision("policy", change.policy));
  if (!verdict.config_source.empty()) out += "- configuration: " + cell(verdict.config_source) + '\n';
  for (const std::string& note : change.notes) out += "- " + prose(note) + '\n';
  for (const std::string& note : verdict.notes) out += "- " + prose(note) + '\n';
  const std::string record =
      verdict.ledger_id.empty() ? cell(verdict.ledger_note) : "recorded as " + code(verdict.ledger_id);
  if (!record.empty()) out += "- " + record + '\n';
  return out + "\n</details>\n";
}

}  // namespace

std::string write_github_summary(const Verdict& verdict, const Style&) {
  Page page;
  page.add(head(verdict));
  add_rulings(verdict, page);
  add_findings(verdict, page);
  for (const Ruling& ruling : verdict.rulings) page.add(details(ruling));
  add_not_checked(verdict, page);
  page.add(foot(verdict));
  return without_commands(page.take());
}

}  // namespace gate::report
