#include "gate/evidence/report_files.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <set>

#include "gate/evidence/find_reports.h"

namespace gate::evidence {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kClockSkew = 60;  // seconds between the clocks of committer and pipeline

class Finder {
 public:
  Finder(const std::string& root, const Change& change, const std::string& kind, const std::string& remedy)
      : root_(root.empty() ? "." : root), change_(change), kind_(kind), remedy_(remedy) {}

  void find(const std::string& pattern, Deadline deadline) {
    auto found = find_reports(root_, pattern, deadline);
    if (!found) return problem(pattern, found.error().text(), false);
    if (found->empty()) return problem(pattern, "no file matches; " + remedy_ + ", or mend the pattern", true);
    for (const auto& path : *found) add(path);
  }

  ReportFiles take() { return std::move(out_); }

 private:
  void problem(const std::string& name, std::string text, bool missing) {
    out_.problems.push_back({kind_, name, "", std::move(text), 0, missing});
  }

  void add(const fs::path& path) {
    std::error_code code;
    auto canonical = fs::weakly_canonical(path, code);
    if (!seen_.insert(canonical.string()).second) return;
    auto below = canonical.lexically_relative(fs::weakly_canonical(root_, code)).generic_string();
    bool outside = below.empty() || below.starts_with("..");
    ReportFile file{path, outside ? path.generic_string() : below,
                    outside ? "" : fs::path(below).parent_path().generic_string(), 0};
    if (is_changed(below))
      return problem(file.name, "the report is part of the change, so it proves nothing about it", true);
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return problem(file.name, "does not exist; " + remedy_, true);
    if (!S_ISREG(status.st_mode)) return problem(file.name, "is not a regular file", false);
    file.modified = status.st_mtime;
    out_.files.push_back(std::move(file));
  }

  bool is_changed(const std::string& path) const {
    return std::ranges::any_of(change_.files, [&](const ChangedFile& file) { return file.path == path; });
  }

  fs::path root_;
  const Change& change_;
  const std::string& kind_;
  const std::string& remedy_;
  std::set<std::string> seen_;
  ReportFiles out_;
};

}  // namespace

std::string utc_time(std::int64_t time) {
  constexpr std::int64_t kYear9999 = 253'402'300'799;  // what the calendar's functions surely know
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::clamp<std::int64_t>(time, 0, kYear9999)));
}

ReportFiles find_report_files(const std::vector<std::string>& patterns, const std::string& root, const Change& change,
                              const std::string& kind, const std::string& remedy, Deadline deadline) {
  Finder finder(root, change, kind, remedy);
  for (const auto& pattern : patterns) finder.find(pattern, deadline);
  return finder.take();
}

std::string stale_reason(const std::string& name, std::int64_t modified, const Change& change,
                         const std::string& again) {
  auto head = std::ranges::find(change.commits, change.head.oid, &Commit::oid);
  // A committer's clock that was ahead of ours tells nothing.
  if (head == change.commits.end() || head->time > std::time(nullptr)) return {};
  if (modified + kClockSkew >= head->time) return {};
  return fmt::format("{} was written {}, before head was committed ({}); run {} again", name, utc_time(modified),
                     utc_time(head->time), again);
}

}  // namespace gate::evidence
