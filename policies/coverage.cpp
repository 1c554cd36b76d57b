#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "gate/base/text.h"
#include "gate/model/coverage_lines.h"
#include "policies/all.h"
#include "policies/coverage/picture.h"

namespace gate {
namespace {

constexpr std::size_t kListed = 50;  // files that a ruling lists

constexpr const char* kDoc = R"(Asks whether tests reach what the change added.

Only **coverable changed lines** are counted: lines that the change added, that a coverage report (LCOV or Cobertura)
knows as executable, and that are new. Lines of renamed files that did not change, blocks that were moved and lines that
were only indented anew are not new; how many were left out is said. A line is covered when any report saw it executed.

Each condition that is configured gives a ruling of its own, and one more asks whether there is data to judge by:

- `patch`: percent of all coverable changed lines that are covered;
- `file`: the same for each changed file, so that a well-tested file cannot make up for an untested one;
- `max_uncovered_lines`: a number of lines, whatever the percentage;
- `branches`: percent of the branches on coverable changed lines that were taken;
- `min_lines`: percentages of fewer coverable lines than this are not judged, and the ruling says so.

What the statuses mean:

- `not-applicable`: no changed line is coverable, or this is the hook, where coverage is decided in the pipeline;
- `no-data`: a source file changed and the reports are silent about it (mostly a mismatch of paths: the details show the
  nearest paths and what to strip), no report was found, or the data is *stale*: written before head was committed, or
  about lines past the end of a file. `on_no_data` maps it to another status;
- `error`: a report is malformed or cut off;
- `fail`: data is there and the condition does not hold.
)";

using coverage::look;
using coverage::Picture;
using Files = std::vector<UncoveredFile>;

std::string percent(double value) { return fmt::format("{:g}%", value); }

// Rounded down, so that 79.96% is not shown as the 80% that it is not.
std::string share(std::uint64_t part, std::uint64_t whole) {
  return percent(std::floor(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10);
}

bool reaches(std::uint64_t part, std::uint64_t whole, double asked) {
  return 100.0 * static_cast<double>(part) >= asked * static_cast<double>(whole) - 1e-9;
}

std::string counted(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

Status no_data_status(const Options& options) {
  auto word = options.text("on_no_data");
  if (word == "pass") return Status::pass;
  if (word == "warn") return Status::warn;
  if (word == "error") return Status::error;
  return word == "fail" ? Status::fail : Status::no_data;
}

// The first kListed of `lines`, and how many more there are.
std::vector<std::string> capped(std::vector<std::string> lines) {
  if (lines.size() <= kListed) return lines;
  auto more = lines.size() - kListed;
  lines.resize(kListed);
  lines.push_back(fmt::format("and {} more", more));
  return lines;
}

Ruling ruling(std::string condition, std::string value, Status status, std::string reason) {
  return {"coverage", std::move(condition), std::move(value), status, std::move(reason), {}, {}};
}

std::string describe(const Coverage::Unmatched& unmatched) {
  std::string out = unmatched.path + ": " + (unmatched.reason.empty() ? "in no report" : unmatched.reason);
  for (std::size_t at = 0; at < unmatched.nearest.size(); ++at)
    out += (at == 0 ? "; nearest: " : ", ") + unmatched.nearest[at];
  if (!unmatched.suggested_strip.empty() || !unmatched.suggested_prefix.empty()) {
    out += "; if the first is it, set in evidence.coverage";
    if (!unmatched.suggested_strip.empty()) out += " strip: " + unmatched.suggested_strip;
    if (!unmatched.suggested_prefix.empty()) out += " prefix: " + unmatched.suggested_prefix;
  }
  return out;
}

// "a, b, c and 4 more"
std::string some(const std::vector<std::string>& paths) {
  constexpr std::size_t kNamed = 5;
  std::string out;
  for (std::size_t at = 0; at < std::min(kNamed, paths.size()); ++at) out += (at == 0 ? "" : ", ") + paths[at];
  return paths.size() > kNamed ? fmt::format("{} and {} more", out, paths.size() - kNamed) : out;
}

// What was left out, and why; every line of it stands below the ruling on the data.
std::vector<std::string> left_out(const Picture& picture) {
  std::vector<std::string> out;
  if (!picture.unmeasured.empty()) out.push_back("not measured by the reports: " + some(picture.unmeasured));
  if (!picture.excluded.empty()) out.push_back("excluded by the policy: " + some(picture.excluded));
  if (picture.moved > 0) out.push_back(fmt::format("moved code, not counted: {}", counted(picture.moved, "line")));
  for (const auto& note : picture.facts.evidence.coverage.notes) out.push_back(note);
  return out;
}

// Without any report, the names of the changed files are all there is to go by.
Ruling judge_unconfigured(const Picture& picture, const std::string& condition) {
  auto sources = picture.unmeasured;
  std::erase_if(sources, [](const std::string& path) { return !is_source_code(path); });
  if (sources.empty()) return ruling(condition, "none needed", Status::not_applicable, "no source file changed");
  return ruling(condition, "no report", no_data_status(picture.options),
                fmt::format("no-data: {} changed ({}) and no coverage report is configured; name the reports under "
                            "evidence.coverage",
                            counted(sources.size(), "source file"), some(sources)));
}

std::string no_data_reason(const Picture& picture) {
  if (!picture.malformed.empty()) return picture.malformed.front();
  if (!picture.stale.empty()) return "no-data: stale: " + picture.stale.front();
  if (!picture.missing.empty()) return "no-data: " + picture.missing.front();
  return fmt::format("no-data: the reports are silent about {} with coverable lines",
                     counted(picture.unmatched.size(), "changed file"));
}

Ruling judge_data(const Picture& picture) {
  const std::string condition = "coverage data of head for every changed source file";
  if (!picture.facts.evidence.coverage.configured) return judge_unconfigured(picture, condition);
  auto all = picture.files.size() + picture.unmatched.size();
  Ruling out = ruling(condition, fmt::format("{} of {}", picture.files.size(), counted(all, "file")), Status::pass,
                      "the reports know every changed source file");
  if (!picture.concerned()) {
    out.status = Status::not_applicable;
    out.value = "no coverable line";
    out.reason = "no changed line is coverable";
  } else if (picture.incomplete()) {
    out.status = picture.malformed.empty() ? no_data_status(picture.options) : Status::error;
    if (!picture.stale.empty()) out.value = "stale";
    out.reason = no_data_reason(picture);
  }
  for (const auto* list : {&picture.malformed, &picture.stale, &picture.missing})
    out.details.insert(out.details.end(), list->begin(), list->end());
  for (const auto* unmatched : picture.unmatched) out.details.push_back(describe(*unmatched));
  out.details = capped(std::move(out.details));
  std::ranges::move(left_out(picture), std::back_inserter(out.details));
  return out;
}

// The ruling of a condition that there is nothing to judge by; nullopt when there is.
std::optional<Ruling> undecided(const Picture& picture, const std::string& condition) {
  if (!picture.facts.evidence.coverage.configured) return judge_unconfigured(picture, condition);
  if (!picture.concerned())
    return ruling(condition, "no coverable line", Status::not_applicable, "no changed line is coverable");
  if (picture.coverable > 0 && !picture.all_stale) return std::nullopt;
  auto status = picture.malformed.empty() ? no_data_status(picture.options) : Status::error;
  return ruling(condition, picture.stale.empty() ? "no data" : "stale", status, no_data_reason(picture));
}

// Percentages of few lines say little; where the policy asks for a minimum, the ruling says that it was not judged.
std::optional<Ruling> too_few(const Picture& picture, const std::string& condition) {
  auto least = picture.options.integer("min_lines");
  if (static_cast<std::int64_t>(picture.coverable) >= least) return std::nullopt;
  auto skipped = fmt::format("skipped: {} < {}", picture.coverable, least);
  return ruling(condition, skipped, Status::not_applicable,
                skipped + " coverable changed lines, as min_lines of the policy says");
}

std::vector<std::string> uncovered_details(const Files& files) {
  std::vector<std::string> out;
  for (const auto& file : files)
    if (!file.lines.empty()) out.push_back(file.path + ": " + line_list(file.lines));
  return capped(std::move(out));
}

std::size_t files_with_gaps(const Picture& picture) {
  return static_cast<std::size_t>(
      std::ranges::count_if(picture.files, [](const UncoveredFile& file) { return !file.lines.empty(); }));
}

std::string gaps(const Picture& picture) {
  if (picture.uncovered == 0) return "every coverable changed line is executed by a test";
  return fmt::format("{} in {} executed by no test", counted(picture.uncovered, "changed line"),
                     counted(files_with_gaps(picture), "file"));
}

Ruling judge_patch(const Picture& picture) {
  double asked = picture.options.number("patch");
  auto condition = "patch coverage >= " + percent(asked);
  if (auto early = undecided(picture, condition)) return *early;
  if (auto early = too_few(picture, condition)) return *early;
  auto covered = picture.coverable - picture.uncovered;
  Ruling out = ruling(
      condition,
      fmt::format("{} ({} of {})", share(covered, picture.coverable), covered, counted(picture.coverable, "line")),
      reaches(covered, picture.coverable, asked) ? Status::pass : Status::fail, gaps(picture));
  out.details = uncovered_details(picture.files);
  return out;
}

std::string file_share(const UncoveredFile& file) {
  auto covered = file.coverable - file.lines.size();
  return fmt::format("{} {} ({} of {})", file.path, share(covered, file.coverable), covered,
                     counted(file.coverable, "line"));
}

Ruling judge_files(const Picture& picture) {
  double asked = picture.options.number("file");
  auto least = picture.options.integer("min_lines");
  auto condition = "coverage of each changed file >= " + percent(asked);
  if (auto early = undecided(picture, condition)) return *early;
  const UncoveredFile* lowest = nullptr;
  std::vector<std::string> below, skipped;
  auto rate = [](const UncoveredFile& file) { return static_cast<double>(file.lines.size()) / file.coverable; };
  for (const auto& file : picture.files) {
    if (static_cast<std::int64_t>(file.coverable) < least) {
      skipped.push_back(fmt::format("{}: skipped: {} < {} coverable changed lines", file.path, file.coverable, least));
      continue;
    }
    if (lowest == nullptr || rate(file) > rate(*lowest)) lowest = &file;
    if (!reaches(file.coverable - file.lines.size(), file.coverable, asked))
      below.push_back(file_share(file) + ": " + line_list(file.lines));
  }
  Ruling out =
      ruling(condition, "skipped", Status::not_applicable, "every changed file has fewer lines than min_lines");
  if (lowest != nullptr) {
    out.value = "lowest: " + file_share(*lowest);
    out.status = below.empty() ? Status::pass : Status::fail;
    out.reason = below.empty() ? "no changed file is below it"
                               : fmt::format("{} below it", counted(below.size(), "changed file"));
  }
  out.details = capped(std::move(below));
  std::ranges::move(capped(std::move(skipped)), std::back_inserter(out.details));
  return out;
}

Ruling judge_number(const Picture& picture) {
  auto most = picture.options.integer("max_uncovered_lines");
  auto condition = fmt::format("uncovered changed lines <= {}", most);
  if (auto early = undecided(picture, condition)) return *early;
  bool holds = static_cast<std::int64_t>(picture.uncovered) <= most;
  Ruling out = ruling(condition, fmt::format("{} of {}", picture.uncovered, counted(picture.coverable, "line")),
                      holds ? Status::pass : Status::fail, gaps(picture));
  out.details = uncovered_details(picture.files);
  return out;
}

Ruling judge_branches(const Picture& picture) {
  double asked = picture.options.number("branches");
  auto condition = "branch coverage of changed lines >= " + percent(asked);
  if (auto early = undecided(picture, condition)) return *early;
  if (auto early = too_few(picture, condition)) return *early;
  const auto& branches = picture.branches;
  if (branches.total == 0)
    return ruling(
        condition, "no branch", Status::not_applicable,
        "the reports name no branch on a changed line; if there should be one, record branches with the tests");
  auto open = branches.total - branches.covered;
  Ruling out = ruling(
      condition,
      fmt::format("{} ({} of {} branches)", share(branches.covered, branches.total), branches.covered, branches.total),
      reaches(branches.covered, branches.total, asked) ? Status::pass : Status::fail,
      open == 0 ? "every branch was taken" : fmt::format("{} of {} branches never taken", open, branches.total));
  for (const auto& file : picture.files)
    if (!file.partial.empty()) out.details.push_back(file.path + ": " + line_list(file.partial));
  out.details = capped(std::move(out.details));
  return out;
}

std::vector<Ruling> judge(const Facts& facts, const Options& options) {
  if (facts.hook)
    return {ruling("coverage of the change", "not looked at", Status::not_applicable, "decided in the pipeline")};
  auto picture = look(facts, options);
  std::vector<Ruling> out;
  if (options.has("patch")) out.push_back(judge_patch(picture));
  if (options.has("file")) out.push_back(judge_files(picture));
  if (options.has("max_uncovered_lines")) out.push_back(judge_number(picture));
  if (options.has("branches")) out.push_back(judge_branches(picture));
  auto data = judge_data(picture);
  if (out.empty()) data.details.push_back("no condition is set: add patch, file, max_uncovered_lines or branches");
  out.push_back(std::move(data));
  return out;
}

std::vector<OptionSpec> specs() {
  return {
      {"patch", OptionType::percent, nullptr,
       "Percent of all coverable changed lines that must be covered; unset: not asked."},
      {"file", OptionType::percent, nullptr, "Percent of the coverable changed lines of each file; unset: not asked."},
      {"max_uncovered_lines", OptionType::integer, nullptr, "Most uncovered changed lines allowed; unset: not asked."},
      {"branches", OptionType::percent, nullptr,
       "Percent of branches on changed lines that must be taken; unset: not asked."},
      {"min_lines", OptionType::integer, 0, "Percentages of fewer coverable changed lines than this are not judged."},
      {"on_no_data",
       OptionType::text,
       "no-data",
       "Status when the reports cannot answer.",
       {"no-data", "pass", "warn", "error", "fail"}},
      {"exclude", OptionType::text_list, Json::array(), "Globs of paths that this policy leaves out."},
  };
}

}  // namespace

Policy coverage_policy() {
  return {"coverage", "1", "Tests reach the lines that the change added.", kDoc, specs(), false, judge};
}

}  // namespace gate
