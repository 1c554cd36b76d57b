// Which commits brought in a defect, as far as is known at a point in time: what a model learns from. A commit is buggy
// when a mend's removed lines lead to it (szz.h), when it is taken back, or when an incident names it; clean otherwise,
// with the more doubt the younger it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "gate/history/incidents.h"
#include "gate/history/index.h"
#include "gate/history/szz.h"

namespace gate::history {

struct Label {
  std::string oid;
  bool buggy = false;
  std::int64_t known_since = 0;  // seconds since the epoch: when the first mend, revert or incident came; 0 when clean
  double weight = 1;             // clean: the probability that a defect would have been known by now; buggy: 1
  bool operator==(const Label&) const = default;
};

// Of a commit, what labels need.
struct LabelCommit {
  std::string oid;
  std::int64_t time = 0;
  bool merge = false;
  bool fix = false;
  std::string reverts;  // CommitRecord::reverts
};

// The commits of the line, in its order.
Expected<std::vector<LabelCommit>> label_commits(const Index& index, const Line& line);

// Whose removed lines tell of a defect: commits that say so, those that incidents name as mends, and reverts that do
// not name what they take back. No merges.
std::unordered_set<std::string> mends(const std::vector<LabelCommit>& commits, const std::vector<Incident>& incidents);

class Labels {
 public:
  // `commits` in the order of their line; links and incidents may name others, too: those are left out.
  Labels(const std::vector<LabelCommit>& commits, const std::vector<InducingLink>& links,
         const std::vector<Incident>& incidents);

  // Of each commit that is no merge and no younger than `now`, in the line's order, by what had come to light at `now`.
  std::vector<Label> at(std::int64_t now) const;

 private:
  struct Entry {
    std::string oid;
    std::int64_t time = 0;
    std::int64_t known_since = 0;  // kNever: no defect came to light
    bool merge = false;
  };
  std::vector<Entry> entries_;
};

// How long defects stay unknown, from those that are known: the product-limit estimate for delays that are only seen
// when they end before `now` (right truncation; Lagakos, Barraj, De Gruttola, "Nonparametric Analysis of Truncated
// Survival Data", Biometrika 75(3), 1988). Without it the short delays of young commits would make all look short.
class DelayDistribution {
 public:
  struct Seen {
    std::int64_t delay = 0;  // seconds from the commit to the day its defect was known
    std::int64_t age = 0;    // seconds from the commit to now; at least `delay`
  };
  // From fewer than 30 the answer is that of a fixed half-life of 180 days.
  explicit DelayDistribution(std::vector<Seen> seen);

  // The share of defects that are known after `age` seconds: 0 to 1, never falling.
  double known_after(std::int64_t age) const;

 private:
  std::vector<std::int64_t> delays_;  // ascending, each once
  std::vector<double> known_;         // at delays_
};

}  // namespace gate::history
