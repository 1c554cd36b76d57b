#include "gate/history/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace gate::history {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kFewDelays = 30;
constexpr std::size_t kFewAtRisk = 10;     // fewer delays that could have been as long say nothing of that length
constexpr double kHalfLife = 180 * 86400;  // seconds
constexpr std::size_t kShortId = 7;        // a shorter beginning of an id names no commit
constexpr std::uint32_t kNone = UINT32_MAX;

// Commits by id and by the beginning of an id.
class Ids {
 public:
  explicit Ids(const std::vector<LabelCommit>& commits) {
    for (std::uint32_t i = 0; i < commits.size(); ++i) sorted_.emplace_back(commits[i].oid, i);
    std::sort(sorted_.begin(), sorted_.end());
  }

  // kNone: there is none, or more than one begins so.
  std::uint32_t find(std::string_view id) const {
    if (id.size() < kShortId) return kNone;
    const auto begins = [id](const auto& one) { return one.first.starts_with(id); };
    const auto first = std::lower_bound(sorted_.begin(), sorted_.end(), id,
                                        [](const auto& one, std::string_view wanted) { return one.first < wanted; });
    if (first == sorted_.end() || !begins(*first)) return kNone;
    const auto second = std::next(first);
    return second != sorted_.end() && begins(*second) ? kNone : first->second;
  }

 private:
  std::vector<std::pair<std::string_view, std::uint32_t>> sorted_;
};

// Ages and delays of hostile dates must not overflow: a hundred years either way is all that is told apart.
std::int64_t span(std::int64_t from, std::int64_t to) {
  constexpr std::int64_t kCentury = 100LL * 366 * 86400;
  const std::int64_t half = to / 2 - from / 2;  // cannot overflow
  if (half >= kCentury / 2) return kCentury;
  return half <= 0 && to <= from ? 0 : to - from;
}

}  // namespace

Expected<std::vector<LabelCommit>> label_commits(const Index& index, const Line& line) {
  std::vector<LabelCommit> commits;
  commits.reserve(line.ids.size());
  auto done = index.each(line, With::facts, [&commits](const CommitRecord& record) {
    commits.push_back({record.oid, record.time, record.merge, record.fix, record.reverts});
  });
  if (!done) return std::unexpected(done.error());
  return commits;
}

std::unordered_set<std::string> mends(const std::vector<LabelCommit>& commits, const std::vector<Incident>& incidents) {
  std::unordered_set<std::string> named;
  for (const Incident& incident : incidents) named.insert(incident.fixes.begin(), incident.fixes.end());
  std::unordered_set<std::string> found;
  for (const LabelCommit& commit : commits) {
    if (commit.merge) continue;
    const bool says_so = commit.reverts.empty() ? commit.fix : commit.reverts == "?";
    if (says_so || named.contains(commit.oid)) found.insert(commit.oid);
  }
  return found;
}

Labels::Labels(const std::vector<LabelCommit>& commits, const std::vector<InducingLink>& links,
               const std::vector<Incident>& incidents) {
  for (const LabelCommit& commit : commits) entries_.push_back({commit.oid, commit.time, kNever, commit.merge});
  const Ids ids(commits);
  const auto blame = [this](std::uint32_t entry, std::int64_t known) {
    entries_[entry].known_since = std::min(entries_[entry].known_since, std::max(known, entries_[entry].time));
  };
  for (const InducingLink& link : links) {
    const std::uint32_t fix = ids.find(link.fix), inducing = ids.find(link.inducing);
    if (fix != kNone && inducing != kNone) blame(inducing, commits[fix].time);
  }
  for (std::uint32_t i = 0; i < commits.size(); ++i) {
    const std::uint32_t taken_back = ids.find(commits[i].reverts);
    // Taking back a revert says that the revert was hasty, not that it broke something.
    if (taken_back < i && commits[taken_back].reverts.empty()) blame(taken_back, commits[i].time);
  }
  for (const Incident& incident : incidents) {
    for (const std::string& commit : incident.commits) {
      if (const std::uint32_t named = ids.find(commit); named != kNone) blame(named, incident.since);
    }
  }
}

std::vector<Label> Labels::at(std::int64_t now) const {
  std::vector<DelayDistribution::Seen> seen;
  for (const Entry& entry : entries_) {
    if (entry.merge || entry.known_since == kNever || entry.known_since > now) continue;
    seen.push_back({span(entry.time, entry.known_since), span(entry.time, now)});
  }
  const DelayDistribution delays(std::move(seen));
  std::vector<Label> labels;
  for (const Entry& entry : entries_) {
    if (entry.merge || entry.time > now) continue;
    const bool buggy = entry.known_since != kNever && entry.known_since <= now;
    labels.push_back(
        {entry.oid, buggy, buggy ? entry.known_since : 0, buggy ? 1.0 : delays.known_after(span(entry.time, now))});
  }
  return labels;
}

DelayDistribution::DelayDistribution(std::vector<Seen> seen) {
  if (seen.size() < kFewDelays) return;
  std::vector<std::int64_t> ages;
  for (const Seen& one : seen) {
    delays_.push_back(one.delay);
    ages.push_back(one.age);
  }
  std::sort(delays_.begin(), delays_.end());
  std::sort(ages.begin(), ages.end());
  const std::vector<std::int64_t> all = delays_;
  delays_.erase(std::unique(delays_.begin(), delays_.end()), delays_.end());
  known_.assign(delays_.size(), 1);
  // From the longest delay down: of those at risk, the part that was this long was not known before.
  double share = 1;
  for (std::size_t i = delays_.size(); i-- > 0;) {
    known_[i] = share;
    const auto [first, last] = std::equal_range(all.begin(), all.end(), delays_[i]);
    const auto too_young = std::lower_bound(ages.begin(), ages.end(), delays_[i]) - ages.begin();
    const auto at_risk = (last - all.begin()) - too_young;  // delay <= this <= age; younger ones have shorter delays
    if (at_risk >= static_cast<std::ptrdiff_t>(kFewAtRisk)) {
      share *= 1 - static_cast<double>(last - first) / static_cast<double>(at_risk);
    }
  }
}

double DelayDistribution::known_after(std::int64_t age) const {
  if (delays_.empty()) return 1 - std::exp2(-static_cast<double>(std::max<std::int64_t>(age, 0)) / kHalfLife);
  const auto next = std::upper_bound(delays_.begin(), delays_.end(), age);
  return next == delays_.begin() ? 0 : known_[static_cast<std::size_t>(next - delays_.begin()) - 1];
}

}  // namespace gate::history
