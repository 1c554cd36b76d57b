#include "gate/report/markdown_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gate/base/text.h"
#include "gate/report/escape.h"
#include "gate/report/frame.h"
#include "gate/report/next_steps.h"
#include "gate/report/risk.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostCell = 2'000;
constexpr unsigned kCodeWidth = 120;
constexpr unsigned kGutter = 5;

std::string revision(std::string_view label, const RevisionChoice& choice) {
  std::string out = fmt::format("{} {}", label, code(choice.oid.empty() ? "none" : choice.oid.substr(0, 10)));
  if (!choice.name.empty()) out += ' ' + cell(choice.name);
  if (!choice.source.empty()) out += " (" + cell(choice.source) + ')';
  return out;
}

std::string details_of(const Ruling& ruling, std::size_t most) {
  if (ruling.status < Status::warn || ruling.details.empty()) return {};
  std::string out = fmt::format("<details><summary>{}: {}</summary>\n\n", cell(ruling.policy), cell(ruling.condition));
  for (std::size_t i = 0; i < std::min(ruling.details.size(), most); ++i) out += "- " + prose(ruling.details[i]) + '\n';
  if (ruling.details.size() > most) out += fmt::format("- and {} more\n", ruling.details.size() - most);
  return out + "\n</details>\n\n";
}

// A browser would take such a path for another address than the file's.
bool leads_elsewhere(std::string_view path) {
  return std::ranges::any_of(split(path, '/'),
                             [](const std::string& part) { return part.empty() || part == "." || part == ".."; });
}

std::vector<std::string> not_checked_lines(const Verdict& verdict) {
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
  return lines;
}

}  // namespace

void Page::add(const std::string& block) {
  if (left_out_ > 0 || text_.size() + block.size() > most_bytes_) {
    ++left_out_;
  } else {
    text_ += block;
  }
}

std::string Page::take(std::string_view note) {
  if (left_out_ > 0) text_ += note;
  return std::move(text_);
}

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

std::string cell(std::string_view text) { return markdown(cut(text, kMostCell)); }

std::string code(std::string_view text) { return "<code>" + cell(text) + "</code>"; }

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

std::string heading(const Verdict& verdict) {
  std::string out =
      fmt::format("## {} gate: {}\n\n", unrecorded(verdict) ? icon_of(Status::error) : icon_of(verdict.outcome),
                  cell(outcome_line(verdict)));
  out += fmt::format("**{}**, in {}\n\n", counts_line(verdict.counts),
                     plural(verdict.facts.change.files.size(), "changed file"));
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

std::string place_of(std::string_view path, std::uint32_t line, const Links& links) {
  std::string place(path);
  if (line > 0) place += fmt::format(":{}", line);
  if (links.blob.empty() || leads_elsewhere(path)) return code(place);
  return fmt::format("<a href=\"{}{}{}\">{}</a>", links.blob, uri(path), line > 0 ? fmt::format("#L{}", line) : "",
                     code(place));
}

std::string finding_block(const Finding& finding, const Links& links) {
  std::string out = fmt::format(
      "{} **{}{}** {} {}", words_of(finding.severity).icon, to_string(finding.severity),
      finding.blocking ? ", blocking" : "",
      finding.place.path.empty() ? "the whole change:" : place_of(finding.place.path, finding.place.line, links),
      cell(finding.message));
  out += ' ' + code(finding.rule);
  if (finding.state == State::caused_elsewhere) out += " (caused elsewhere by this change)";
  out += "\n\n";
  const std::string frame = code_frame(finding, Paint(false), kCodeWidth, kGutter);
  return frame.empty() ? out : out + markdown_code(frame) + '\n';
}

void add_findings(const Verdict& verdict, std::size_t most, std::string_view rest, const Links& links, Page& page) {
  const Selection selection = keep_most_important(findings_in_scope(verdict), most, true);
  if (selection.kept.empty()) return;
  page.add("### Findings\n\n");
  for (const Finding* finding : selection.kept) page.add(finding_block(*finding, links));
  if (selection.left_out > 0) {
    page.add(fmt::format("… and {}; {}.\n\n", plural(selection.left_out, "more finding"), rest));
  }
}

void add_risk(const Verdict& verdict, std::size_t most, Page& page) {
  if (!was_asked(verdict.facts.history)) return;
  const RiskWords words = risk_words(verdict.facts.history, most);
  page.add("### Risk\n\n" + prose(words.headline) + "\n\n");
  for (const RiskList& list : words.lists) {
    std::string out = "**" + list.title + "**\n\n";
    for (const std::string& item : list.items) out += "- " + prose(item) + '\n';
    if (list.left_out > 0) out += fmt::format("- and {} more\n", list.left_out);
    page.add(out + '\n');
  }
  if (!words.model.empty()) page.add("<sub>" + prose(words.model) + "</sub>\n\n");
}

void add_details(const Verdict& verdict, std::size_t most, Page& page) {
  for (const Ruling& ruling : verdict.rulings) {
    if (const std::string details = details_of(ruling, most); !details.empty()) page.add(details);
  }
}

std::string not_checked(const Verdict& verdict, std::size_t most) {
  const std::vector<std::string> lines = not_checked_lines(verdict);
  std::string out;
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) out += lines[i];
  if (lines.size() > most) out += fmt::format("- and {} more\n", lines.size() - most);
  return out;
}

std::string decided_how(const Verdict& verdict) {
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

}  // namespace gate::report
