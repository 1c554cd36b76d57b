#include "gate/evidence/coverage/coverage.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <unordered_set>

#include "gate/base/text.h"
#include "gate/evidence/coverage/expected.h"
#include "gate/evidence/coverage/hints.h"
#include "gate/evidence/coverage/input.h"
#include "gate/evidence/coverage/moved.h"
#include "gate/evidence/coverage/paths.h"
#include "gate/evidence/report_files.h"

namespace gate::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kPastTheEnd = 2;  // lines past the end that tools write for the end of a file itself
constexpr std::uint64_t kBlobLimit = 64u << 20;
constexpr std::size_t kHinted = 100;  // unmatched files that are worth a search for what comes near

class Collector {
 public:
  Collector(const Change& change, const Source& source, const std::string& root, Deadline deadline)
      : change_(change),
        source_(source),
        root_(root.empty() ? "." : root),
        deadline_(deadline),
        wanted_(change),
        tree_(source, change) {
    for (const auto& file : change.files)
      if (has_added_lines(file)) changed_.emplace(file.path, &file);
  }

  void read(const CoverageInput& input) {
    auto found = find_report_files(input.files, root_, change_, "coverage", "run the tests with coverage before gate",
                                   deadline_);
    for (auto& problem : found.problems) add_problem(std::move(problem));
    for (const auto& file : found.files) read_file(file, input);
  }

  CoverageRead finish() {
    auto& coverage = out_.coverage;
    for (auto& [path, record] : merged_) add_file(path, record);
    coverage.files_in_reports = static_cast<std::uint32_t>(ids_.size());
    for (const auto& file : change_.files)
      if (!merged_.contains(file.path) && is_expected(file, measured_, source_)) add_unmatched(file.path);
    find_moved(change_, source_, coverage.files, deadline_);
    return std::move(out_);
  }

 private:
  void add_problem(EvidenceSource source) {
    out_.sources.push_back(std::move(source));
    measured_.incomplete = true;
  }

  void read_file(const ReportFile& file, const CoverageInput& input) {
    std::error_code code;
    if (!seen_.insert(fs::weakly_canonical(file.path, code).string()).second) return;
    auto report = read_report(file.path, file.name, wanted_, deadline_);
    if (!report)
      return add_problem(
          {"coverage", file.name, "", report.error().text(), 0, report.error().kind == ErrorKind::not_found});
    out_.sources.push_back({"coverage", file.name, report->format, "", report->modified, false});
    ++out_.coverage.reports_read;
    check_age(file.name, *report);
    merge(std::move(*report), {root_, file.folder, input.strip, input.prefix});
  }

  // The file's own time decides; a stamp inside the report may come from a fixed clock and is only mentioned.
  void check_age(const std::string& name, const Report& report) {
    if (auto reason = stale_reason(name, report.modified, change_, "the tests"); !reason.empty()) {
      out_.coverage.stale.push_back({"", std::move(reason)});
    } else if (report.made > 0 && !stale_reason(name, report.made, change_).empty()) {
      out_.coverage.notes.push_back(fmt::format(
          "{} says that it was made {}, before head was committed; its file is newer", name, utc_time(report.made)));
    }
  }

  void merge(Report report, const PathRules& rules) {
    auto mapping = map_paths(report, rules, changed_, tree_);
    for (const auto& [path, records] : mapping.files)
      for (auto index : records) {
        auto& record = report.records[index];
        if (auto known = merged_.find(path); known != merged_.end())
          known->second.merge(record);
        else
          merged_.emplace(path, std::move(record));
      }
    ambiguous_.merge(mapping.ambiguous);
    ids_.insert(report.ids.begin(), report.ids.end());
    measured_.extensions.insert(report.extensions.begin(), report.extensions.end());
    hints_.add(report.names);
  }

  void add_file(const std::string& path, const ReportRecord& record) {
    FileCoverage file;
    file.path = path;
    file.report_path = record.name();
    auto branches = record.branches();
    const auto& changed = *changed_.at(path);
    auto added = changed.added_ranges();
    for (const auto& range : added)
      for (auto at = record.hits().lower_bound(range.first); at != record.hits().end() && at->first <= range.last;
           ++at) {
        file.hits.insert(*at);
        if (auto branch = branches.find(at->first); branch != branches.end()) file.branches.insert(*branch);
      }
    check_end(changed, added, record);
    out_.coverage.files.push_back(std::move(file));
  }

  void check_end(const ChangedFile& file, const std::vector<LineRange>& added, const ReportRecord& record) {
    if (record.last_line() <= added.back().last + kPastTheEnd) return;
    auto text = source_.blob(file.after, kBlobLimit);
    if (!text) return;
    auto lines = split_lines(**text).size();
    if (record.last_line() <= lines + kPastTheEnd) return;
    out_.coverage.stale.push_back(
        {file.path, fmt::format("the report names line {}, the file ends at line {}: it is of another version; run the "
                                "tests again",
                                record.last_line(), lines)});
  }

  void add_unmatched(const std::string& path) {
    auto unmatched =
        out_.coverage.unmatched.size() < kHinted ? hints_.nearest(path) : Coverage::Unmatched{path, {}, {}, {}, {}};
    if (auto reason = ambiguous_.find(path); reason != ambiguous_.end()) unmatched.reason = reason->second;
    out_.coverage.unmatched.push_back(std::move(unmatched));
  }

  const Change& change_;
  const Source& source_;
  std::string root_;
  Deadline deadline_;
  Wanted wanted_;
  HeadTree tree_;
  std::map<std::string, const ChangedFile*> changed_;  // files with added lines
  std::set<std::string> seen_;                         // reports, so that two patterns do not count one twice
  std::map<std::string, ReportRecord> merged_;
  std::map<std::string, std::string> ambiguous_;
  std::unordered_set<std::uint64_t> ids_;
  Measured measured_;
  Hints hints_;
  CoverageRead out_;
};

}  // namespace

CoverageRead read_coverage(const std::vector<CoverageInput>& inputs, const std::string& root, const Change& change,
                           const Source& source, Deadline deadline) {
  Collector collector(change, source, root, deadline);
  for (const auto& input : inputs) collector.read(input);
  auto out = collector.finish();
  out.coverage.configured = !inputs.empty();
  return out;
}

}  // namespace gate::evidence
