#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <tuple>
#include <unordered_set>

#include "gate/scope/baseline.h"
#include "gate/scope/context.h"
#include "gate/scope/filter.h"
#include "gate/scope/fingerprint.h"
#include "gate/scope/match.h"
#include "gate/scope/reading.h"
#include "gate/scope/scope.h"
#include "gate/scope/suppress.h"

namespace gate::scope {
namespace {

constexpr std::size_t kNamedInNote = 5;

// Findings of both sides on their way into the result, each with its context.
struct Collected {
  std::vector<Finding> findings;
  std::vector<std::string> contexts;

  void add(Finding finding, std::string context) {
    findings.push_back(std::move(finding));
    contexts.push_back(std::move(context));
  }
};

State state_by_match(const Finding& finding, bool matched, const FileIndex& files) {
  if (matched) return State::existing;
  return finding.about_change || files.touches(finding.place) ? State::fresh : State::caused_elsewhere;
}

// Without a look at the side before, only the changed lines tell what is new; what the tool itself knows comes first.
State state_alone(const Finding& finding, const FileIndex& files) {
  if (finding.state == State::existing) return State::existing;
  const ChangedFile* file = files.find(Side::after, finding.place.path);
  const bool added = file != nullptr && file->before.mode == FileMode::absent;
  if (finding.place.line == 0 ? added : files.touches(finding.place)) return State::fresh;
  return finding.state == State::caused_elsewhere ? State::caused_elsewhere : State::existing;
}

// `alone`: index of the first finding that was not matched.
void add_after(Collected& out, std::vector<Finding>& after, std::vector<std::string>& contexts, const Matches& matches,
               std::size_t alone, const FileIndex& files, bool whole_tree) {
  for (std::size_t i = 0; i < after.size(); ++i) {
    after[i].state = whole_tree  ? State::fresh
                     : i < alone ? state_by_match(after[i], matches.after[i], files)
                                 : state_alone(after[i], files);
    out.add(std::move(after[i]), std::move(contexts[i]));
  }
}

void add_fixed(Collected& out, std::vector<Finding>& before, std::vector<std::string>& contexts,
               const Matches& matches) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (matches.before[i] || before[i].about_change) continue;
    before[i].state = State::fixed;
    out.add(std::move(before[i]), std::move(contexts[i]));
  }
}

void add_reports(Collected& out, std::vector<Finding> reports, bool whole_tree) {
  for (Finding& report : reports) {
    if (whole_tree) report.state = State::fresh;
    std::string context = normalised(report.message);
    out.add(std::move(report), std::move(context));
  }
}

auto order(const Finding& f) {
  return std::tie(f.place.path, f.place.line, f.place.column, f.rule, f.message, f.state);
}

Collected sorted(Collected collected) {
  std::vector<std::size_t> index(collected.findings.size());
  std::iota(index.begin(), index.end(), std::size_t{0});
  std::sort(index.begin(), index.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple_cat(order(collected.findings[a]), std::tie(a)) <
           std::tuple_cat(order(collected.findings[b]), std::tie(b));
  });
  Collected out;
  out.findings.reserve(index.size());
  out.contexts.reserve(index.size());
  for (std::size_t i : index) out.add(std::move(collected.findings[i]), std::move(collected.contexts[i]));
  return out;
}

// On lines that the change wrote in a file that existed before, a finding is a new copy of an accepted mistake.
bool is_new_copy(const Finding& finding, const FileIndex& files) {
  const ChangedFile* file = files.find(Side::after, finding.place.path);
  return finding.state == State::fresh && file != nullptr && file->before.mode != FileMode::absent;
}

void accept_baseline(std::vector<Finding>& findings, const std::vector<std::string>& baseline, const FileIndex& files) {
  const std::unordered_set<std::string_view> accepted(baseline.begin(), baseline.end());
  if (accepted.empty()) return;
  for (Finding& finding : findings) {
    const bool open = finding.state != State::fixed && !finding.suppressed && suppressible(finding.rule);
    if (!open || !accepted.contains(finding.fingerprint) || is_new_copy(finding, files)) continue;
    finding.suppressed = true;
    finding.suppression = kBaselineReason;
  }
}

std::vector<std::string> notes_of(const std::vector<Finding>& reports) {
  std::vector<std::string> places;
  for (const Finding& report : reports) {
    if (report.rule == "gate/suppression-added") {
      places.push_back(fmt::format("{}:{}", report.place.path, report.place.line));
    }
  }
  if (places.empty()) return {};
  const std::size_t named = std::min(places.size(), kNamedInNote);
  const std::string more = places.size() > named ? fmt::format(" and {} more", places.size() - named) : "";
  return {fmt::format("{} suppression{} added by this change: {}{}", places.size(), places.size() == 1 ? "" : "s",
                      fmt::join(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(named), ", "), more)};
}

}  // namespace

Scoped settle(const Change& change, const Source& source, Sides sides, const Settings& settings) {
  Scoped out;
  out.found = static_cast<std::uint32_t>(sides.after.size() + sides.after_alone.size());
  const FileIndex files(change);
  Filter filter(settings);
  if (settings.whole_tree) sides.before.clear();
  filter.apply(sides.before);
  filter.apply(sides.after);
  filter.apply(sides.after_alone);
  // One list from here on: a suppression covers findings of every tool.
  const std::size_t alone = sides.after.size();
  std::move(sides.after_alone.begin(), sides.after_alone.end(), std::back_inserter(sides.after));

  Reading before = read_texts(sides.before, Side::before, files, source, settings.file_limit);
  Reading after = read_texts(sides.after, Side::after, files, source, settings.file_limit);
  out.found += static_cast<std::uint32_t>(after.reports.size());
  filter.apply(after.reports);
  out.notes = notes_of(after.reports);

  const MatchSide measured{std::span(sides.after).first(alone), std::span(after.contexts).first(alone)};
  const Matches matches = match(files, {sides.before, before.contexts}, measured);
  Collected collected;
  add_after(collected, sides.after, after.contexts, matches, alone, files, settings.whole_tree);
  add_fixed(collected, sides.before, before.contexts, matches);
  add_reports(collected, std::move(after.reports), settings.whole_tree);

  collected = sorted(std::move(collected));
  set_fingerprints(collected.findings, collected.contexts);
  accept_baseline(collected.findings, settings.baseline, files);
  out.findings = std::move(collected.findings);
  return out;
}

}  // namespace gate::scope
