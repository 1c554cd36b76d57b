#include <algorithm>
#include <cmath>
#include <set>

#include "gate/history/past_state.h"

namespace gate::history {
namespace {

constexpr double kOwnerShare = 0.05;  // B: a major contributor
constexpr std::int64_t kDay = 86'400;

double count(std::size_t number) { return static_cast<double>(number); }

double lines_of(const Touch& touch) { return static_cast<double>(touch.added) + static_cast<double>(touch.removed); }

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

void measure_lines(const CommitRecord& change, Metrics& out) {
  if (!change.complete && change.touches.empty()) return;
  double added = 0, removed = 0, before = 0, most = 0;
  std::size_t old_files = 0;
  for (const Touch& touch : change.touches) {
    if (touch.missing) return;
    added += touch.added;
    removed += touch.removed;
    before += touch.lines_before;
    most = std::max(most, lines_of(touch));
    old_files += touch.status != FileStatus::added;
  }
  double entropy = 0;
  const double lines = added + removed;
  for (const Touch& touch : change.touches) {
    const double share = lines > 0 ? (lines_of(touch)) / lines : 0;
    if (share > 0) entropy -= share * std::log2(share);
  }
  const double files = std::max<double>(1, count(change.touches.size()));
  out[Metric::entropy_bits] = std::max(0.0, entropy);
  out[Metric::lines_added] = added;
  out[Metric::lines_removed] = removed;
  out[Metric::lines_before] = before;
  out[Metric::added_per_line] = added / std::max(1.0, before);
  out[Metric::removed_per_line] = removed / std::max(1.0, before);
  out[Metric::added_per_file] = added / files;
  out[Metric::lines_before_per_file] = before / std::max<double>(1, count(old_files));
  out[Metric::largest_file_share] = lines > 0 ? most / lines : 1.0;
  out[Metric::hunks] = change.hunks;
}

void measure_kinds(const CommitRecord& change, Metrics& out) {
  std::array<double, 8> files{};
  double most_added = 0, modified_added = 0, code_added = 0, code_removed = 0, test_added = 0, added = 0, deleted = 0,
         renamed = 0;
  bool missing = false;
  for (const Touch& touch : change.touches) {
    ++files[static_cast<std::size_t>(touch.kind)];
    added += touch.status == FileStatus::added;
    deleted += touch.status == FileStatus::deleted;
    renamed += touch.status == FileStatus::renamed;
    missing = missing || touch.missing;
    if (touch.kind == FileKind::test) test_added += touch.added;
    most_added = std::max(most_added, static_cast<double>(touch.added));
    if (touch.kind != FileKind::code) continue;
    if (touch.status != FileStatus::added) modified_added += touch.added;
    code_added += touch.added;
    code_removed += touch.removed;
  }
  const auto of = [&](FileKind kind) { return files[static_cast<std::size_t>(kind)]; };
  out[Metric::files_added] = added;
  out[Metric::files_deleted] = deleted;
  out[Metric::files_renamed] = renamed;
  out[Metric::code_files] = of(FileKind::code);
  out[Metric::test_files] = of(FileKind::test);
  out[Metric::build_files] = of(FileKind::build);
  out[Metric::migration_files] = of(FileKind::migration);
  out[Metric::configuration_files] = of(FileKind::configuration);
  out[Metric::manifest_files] = of(FileKind::manifest);
  out[Metric::documentation_files] = of(FileKind::documentation);
  if (missing) return;
  out[Metric::code_lines_added] = code_added;
  out[Metric::code_lines_removed] = code_removed;
  out[Metric::test_lines_added] = test_added;
  out[Metric::modified_code_lines_added] = modified_added;
  out[Metric::largest_file_lines_added] = most_added;
  out[Metric::significant_lines_added] = change.code_lines.added;
  out[Metric::significant_lines_removed] = change.code_lines.removed;
  out[Metric::control_lines_added] = change.code_lines.control_added;
  out[Metric::added_indentation_sum] = change.indentation.added_mean * change.indentation.added_lines;
}

void measure_message(const CommitRecord& change, Metrics& out) {
  out[Metric::fix] = change.fix;
  out[Metric::message_characters] = change.message_characters;
  out[Metric::message_lines] = change.message_lines;
  out[Metric::message_issue_links] = change.issue_links;
  out[Metric::revert] = !change.reverts.empty();
  if (change.reverted_time != 0) out[Metric::revert_distance_days] = days_between(change.reverted_time, change.time);
  // Seconds of the author's local time since a Thursday.
  const std::int64_t local = change.time + std::int64_t{60} * change.offset_minutes;
  const std::int64_t day = local >= 0 ? local / kDay : (local - kDay + 1) / kDay;
  out[Metric::author_hour] = static_cast<double>((local - day * kDay) / 3'600);
  out[Metric::author_weekday] = static_cast<double>(((day + 3) % 7 + 7) % 7);
}

void measure_indentation(const Indentation& indentation, Metrics& out) {
  if (indentation.added_lines > 0) {
    out[Metric::added_indentation_levels] = indentation.added_mean;
    out[Metric::added_indentation_deepest] = indentation.added_deepest;
  }
  if (indentation.added_lines > 0 && indentation.removed_lines > 0)
    out[Metric::indentation_change_levels] = indentation.added_mean - indentation.removed_mean;
}

void measure_diffusion(const CommitRecord& change, Metrics& out) {
  std::set<std::string> folders;
  for (const Touch& touch : change.touches) folders.insert(folder_of(touch.path));
  out[Metric::subsystems] = count(subsystems_of(change).size());
  out[Metric::folders] = count(folders.size());
  out[Metric::files] = count(change.touches.size());
}

// Of one file's past.
struct Ownership {
  double top = 0, author = 0;
  std::size_t owners = 0;
};

// Counts by number, emptied in the time that filling it took.
class Tally {
 public:
  explicit Tally(std::size_t size) : counts_(size) {}
  void add(std::uint32_t number) {
    if (counts_[number]++ == 0) used_.push_back(number);
  }
  Ownership ownership(std::size_t all, std::uint32_t author) const {
    Ownership out;
    for (const auto who : used_) {
      const double share = count(counts_[who]) / count(all);
      out.top = std::max(out.top, share);
      out.owners += share >= kOwnerShare;
      if (who == author) out.author = share;
    }
    return out;
  }
  const std::vector<std::uint32_t>& used() const { return used_; }
  void clear() {
    for (const auto number : used_) counts_[number] = 0;
    used_.clear();
  }

 private:
  std::vector<std::uint32_t> counts_, used_;
};

}  // namespace

void Past::State::measure_files(const CommitRecord& change, Metrics& out) const {
  const auto known = author_ids.find(change.author);
  const auto author = known == author_ids.end() ? kNoName : known->second;
  Tally developers(author_ids.size()), by_author(author_ids.size()), seen(changes.size());
  double churn = 0, lines = 0, age = 0, youngest = kUnknown, top = 0, own = 0;
  std::size_t with_past = 0, owners = 0;
  for (const Touch& touch : change.touches) {
    lines += touch.lines_before;
    const FilePast* file = known_file(touch.old_path.empty() ? touch.path : touch.old_path);
    if (file == nullptr || file->touches.empty()) continue;
    by_author.clear();
    std::int64_t last = INT64_MIN;
    for (const FileTouch& past : file->touches) {
      const PastChange& then = changes[past.change];
      by_author.add(then.author);
      seen.add(past.change);
      last = std::max(last, then.time);
      if (days_between(then.time, change.time) <= 180) churn += past.churn;
    }
    for (const auto who : by_author.used()) developers.add(who);
    const auto shares = by_author.ownership(file->touches.size(), author);
    top += shares.top;
    own += shares.author;
    owners = std::max(owners, shares.owners);
    const double days = days_between(last, change.time);
    age += days;
    youngest = std::isnan(youngest) ? days : std::min(youngest, days);
    ++with_past;
  }
  double recent = 0, fixes = 0, recent_fixes = 0, reverts = 0, by_self = 0, since_fix = kUnknown;
  for (const auto number : seen.used()) {
    const PastChange& then = changes[number];
    const double days = days_between(then.time, change.time);
    recent += days <= 30;
    reverts += then.revert;
    by_self += then.author == author;
    if (!then.fix) continue;
    ++fixes;
    recent_fixes += days <= 180;
    since_fix = std::isnan(since_fix) ? days : std::min(since_fix, days);
  }
  const double files = std::max<double>(1, count(with_past));
  out[Metric::developers] = count(developers.used().size());
  out[Metric::age_days] = age / files;
  out[Metric::prior_changes] = count(seen.used().size());
  out[Metric::churn_180d_lines] = churn;
  out[Metric::churn_180d_per_line] = churn / std::max(1.0, lines);
  out[Metric::changes_30d] = recent;
  out[Metric::fixes_180d] = recent_fixes;
  out[Metric::fixes_ever] = fixes;
  out[Metric::days_since_fix] = since_fix;
  out[Metric::reverts_ever] = reverts;
  out[Metric::owners] = count(owners);
  out[Metric::top_owner_share] = top / files;
  out[Metric::author_share] = own / files;
  out[Metric::author_file_changes] = by_self;
  out[Metric::youngest_file_days] = youngest;
}

void Past::State::measure_author(const CommitRecord& change, Metrics& out) const {
  for (const auto metric : {Metric::author_changes, Metric::author_recent_changes, Metric::author_subsystem_changes,
                            Metric::author_tenure_days, Metric::author_changes_7d})
    out[metric] = 0;
  const auto found = authors.find(change.author);
  if (found == authors.end() || found->second.times.empty()) return;
  const AuthorPast& past = found->second;
  double weighted = 0, week = 0;
  // Kamei's REXP: whole years. Times ascend, so each year is a range.
  auto upper = past.times.end();
  for (std::int64_t year = 0; upper != past.times.begin(); ++year) {
    const auto limit = change.time - (year + 1) * 365 * kDay;
    const auto lower = year > 80 ? past.times.begin() : std::upper_bound(past.times.begin(), upper, limit);
    weighted += static_cast<double>(upper - lower) / static_cast<double>(year + 1);
    upper = lower;
  }
  week = static_cast<double>(past.times.end() - std::ranges::upper_bound(past.times, change.time - 7 * kDay));
  Tally there(past.times.size());
  for (const auto& subsystem : subsystems_of(change)) {
    const auto commits = past.subsystems.find(subsystem);
    if (commits == past.subsystems.end()) continue;
    for (const auto number : commits->second) there.add(number);
  }
  out[Metric::author_changes] = count(past.times.size());
  out[Metric::author_recent_changes] = weighted;
  out[Metric::author_subsystem_changes] = count(there.used().size());
  out[Metric::author_days_since_change] = days_between(past.times.back(), change.time);
  out[Metric::author_tenure_days] = days_between(past.times.front(), change.time);
  out[Metric::author_changes_7d] = week;
}

Metrics Past::measure(const CommitRecord& change) const {
  Metrics out;
  measure_message(change, out);
  measure_indentation(change.indentation, out);
  if (change.complete || !change.touches.empty()) {
    measure_diffusion(change, out);
    measure_lines(change, out);
    measure_kinds(change, out);
  }
  if (state_->cut) return out;
  state_->measure_author(change, out);
  if (!change.complete && change.touches.empty()) return out;
  state_->measure_files(change, out);
  state_->measure_partners(change, out);
  return out;
}

}  // namespace gate::history
