// For people on a terminal: what was found with its code, what was ruled, what was not checked, and the outcome last.
#include <fmt/format.h>

#include <algorithm>

#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/next_steps.h"
#include "gate/report/paint.h"
#include "gate/report/risk.h"
#include "gate/report/text_findings.h"

namespace gate::report {
namespace {

constexpr std::size_t kMostDetails = 10;
constexpr std::size_t kMostLeftOut = 10;
constexpr std::size_t kMostRunNotes = 5;
constexpr std::size_t kMostOfRisk = 5;
constexpr std::size_t kOidDigits = 10;

std::string revision_line(std::string_view label, const RevisionChoice& revision, const Paint& paint) {
  const std::string oid = revision.oid.empty() ? "none" : plain(revision.oid).substr(0, kOidDigits);
  std::string line = fmt::format("  {:<7} {}", label, oid);
  if (!revision.name.empty()) line += ' ' + plain(revision.name);
  if (!revision.source.empty()) line += " (" + plain(revision.source) + ')';
  return paint(Ink::dim, line) + '\n';
}

std::string header(const Verdict& verdict, const Paint& paint) {
  const Change& change = verdict.facts.change;
  std::uint64_t added = 0, removed = 0;
  for (const ChangedFile& file : change.files) added += file.added_lines(), removed += file.removed_lines();
  std::string out = paint(Ink::bold, "gate") + ": " + plural(change.files.size(), "changed file");
  if (added + removed > 0) out += fmt::format(", +{} -{} lines", added, removed);
  out += '\n' + revision_line("base", change.base, paint) + revision_line("head", change.head, paint);
  out += revision_line("policy", change.policy, paint);
  if (!verdict.config_source.empty()) {
    out += paint(Ink::dim, fmt::format("  {:<7} {}", "config", plain(verdict.config_source))) + '\n';
  }
  return out + '\n';
}

std::string risk(const Verdict& verdict, const Style& style, const Paint& paint) {
  if (!was_asked(verdict.facts.history)) return {};
  const RiskWords words = risk_words(verdict.facts.history, style.verbose ? SIZE_MAX : kMostOfRisk);
  std::string out = paint(Ink::bold, "Risk") + "\n  " + plain(words.headline) + '\n';
  for (const RiskList& list : words.lists) {
    out += "  " + paint(Ink::dim, list.title) + '\n';
    for (const std::string& item : list.items) out += "    " + plain(item) + '\n';
    if (list.left_out > 0) out += fmt::format("    … and {} more\n", list.left_out);
  }
  if (!words.model.empty()) out += paint(Ink::dim, "  " + plain(words.model)) + '\n';
  return out + '\n';
}

// Texts that are not empty, joined as "condition: value; reason".
std::string ruling_words(const Ruling& ruling, const Paint& paint) {
  std::string out = plain(ruling.condition);
  if (!ruling.value.empty()) out += (out.empty() ? "" : ": ") + paint(Ink::bold, plain(ruling.value));
  if (!ruling.reason.empty()) out += (out.empty() ? "" : "; ") + plain(ruling.reason);
  return out;
}

std::string rulings(const Verdict& verdict, const Style& style, const Paint& paint) {
  std::size_t name_width = 0, status_width = 0;
  for (const Ruling& ruling : verdict.rulings) {
    name_width = std::max(name_width, plain(ruling.policy).size());
    status_width = std::max(status_width, to_string(ruling.status).size());
  }
  std::string out = paint(Ink::bold, "Rulings") + '\n';
  for (const Ruling& ruling : verdict.rulings) {
    const std::string status = fmt::format("{:<{}}", to_string(ruling.status), status_width);
    out += fmt::format("  {}  {:<{}}  {}\n", paint(ink_of(ruling.status), status, ruling.status >= Status::warn),
                       plain(ruling.policy), name_width, ruling_words(ruling, paint));
    if (ruling.status < Status::warn && !style.verbose) continue;
    const std::size_t most = style.verbose ? ruling.details.size() : kMostDetails;
    for (std::size_t i = 0; i < std::min(most, ruling.details.size()); ++i) {
      out += fmt::format("  {:{}}{}\n", "", status_width + name_width + 4, plain(ruling.details[i]));
    }
    if (ruling.details.size() > most) {
      out += fmt::format("  {:{}}… and {} more\n", "", status_width + name_width + 4, ruling.details.size() - most);
    }
  }
  if (verdict.rulings.empty()) out += "  none: no policy judged\n";
  return out + '\n';
}

std::string ran_line(const Verdict& verdict, const Style& style, const Paint& paint) {
  std::string out;
  for (const AnalyzerRun& run : verdict.facts.analyzers) {
    if (run.state != RunState::ran) continue;
    out += fmt::format("{}{} ({}, {} ms)", out.empty() ? "" : ", ", plain(run.name), plural(run.files, "file"),
                       run.milliseconds);
  }
  if (out.empty()) return {};
  out = paint(Ink::dim, "Ran " + out) + '\n';
  for (const ToolVersion& tool : verdict.tools) {
    if (style.verbose) out += paint(Ink::dim, "  " + plain(tool.name) + ' ' + plain(tool.version)) + '\n';
  }
  return out + '\n';
}

std::string left_out(const AnalyzerRun& run, const Style& style, const Paint& paint) {
  std::string out;
  const bool silent = run.state == RunState::ran || (run.state == RunState::not_applicable && !style.verbose);
  if (!silent) {
    const Ink ink = run.state == RunState::error ? Ink::red : Ink::yellow;
    out += fmt::format("  {} {}: {}\n", paint(Ink::bold, plain(run.name)), paint(ink, to_string(run.state)),
                       plain(run.reason));
  }
  const std::size_t most = style.verbose ? run.not_checked.size() : kMostLeftOut;
  for (std::size_t i = 0; i < std::min(most, run.not_checked.size()); ++i) {
    out += fmt::format("  {} {}\n", paint(Ink::bold, plain(run.name)), plain(run.not_checked[i]));
  }
  if (run.not_checked.size() > most) {
    out += fmt::format("  {} … and {} more\n", paint(Ink::bold, plain(run.name)), run.not_checked.size() - most);
  }
  return out;
}

std::string not_checked(const Verdict& verdict, const Style& style, const Paint& paint) {
  std::string out;
  for (const AnalyzerRun& run : verdict.facts.analyzers) out += left_out(run, style, paint);
  for (const EvidenceSource& source : verdict.facts.evidence.sources) {
    if (source.problem.empty()) continue;
    out += fmt::format("  {} {}: {}\n", paint(Ink::bold, plain(source.kind)), plain_path(source.name),
                       plain(source.problem));
  }
  return out.empty() ? out : paint(Ink::bold, "Not checked") + '\n' + out + '\n';
}

// What a plugin ran within, and what its host has to say of it.
std::string plugin_notes(const AnalyzerRun& run, const Style& style, const Paint& paint) {
  std::string out;
  if (!run.sandbox.empty())
    out += fmt::format("  {} sandbox: {}\n", paint(Ink::bold, plain(run.name)), plain(run.sandbox));
  const std::size_t most = style.verbose ? run.notes.size() : kMostRunNotes;
  for (std::size_t i = 0; i < std::min(most, run.notes.size()); ++i)
    out += fmt::format("  {} {}\n", paint(Ink::bold, plain(run.name)), plain(run.notes[i]));
  if (run.notes.size() > most)
    out += fmt::format("  {} … and {} more\n", paint(Ink::bold, plain(run.name)), run.notes.size() - most);
  return out;
}

std::string notes(const Verdict& verdict, const Style& style, const Paint& paint) {
  std::string out;
  for (const AnalyzerRun& run : verdict.facts.analyzers) out += plugin_notes(run, style, paint);
  for (const std::string& note : verdict.facts.change.notes) out += "  " + plain(note) + '\n';
  for (const std::string& note : verdict.notes) out += "  " + plain(note) + '\n';
  return out.empty() ? out : paint(Ink::bold, "Notes") + '\n' + out + '\n';
}

std::string closing(const Verdict& verdict, const Paint& paint) {
  std::string out = counts_line(verdict.counts) + '\n';
  for (const std::string& step : next_steps(verdict)) out += paint(Ink::cyan, "next") + ": " + plain(step) + '\n';
  const std::string record =
      verdict.ledger_id.empty() ? plain(verdict.ledger_note) : "recorded as " + plain(verdict.ledger_id);
  out += paint(unrecorded(verdict) ? Ink::red : ink_of(verdict.outcome), plain(outcome_line(verdict)), true);
  out += paint(Ink::dim, fmt::format("  {}{}{} ms", record, record.empty() ? "" : ", ", verdict.milliseconds));
  return out + '\n';
}

}  // namespace

std::string write_text(const Verdict& verdict, const Style& style) {
  const Paint paint(style.colour);
  return without_commands(header(verdict, paint) + text_findings(verdict, style, paint) + risk(verdict, style, paint) +
                          rulings(verdict, style, paint) + ran_line(verdict, style, paint) +
                          not_checked(verdict, style, paint) + notes(verdict, style, paint) + closing(verdict, paint));
}

}  // namespace gate::report
