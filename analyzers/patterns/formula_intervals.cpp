#include <algorithm>
#include <limits>

#include "analyzers/patterns/formula_ranges.h"

namespace gate::patterns {

Intervals::Intervals(std::vector<Interval> intervals) : items_(std::move(intervals)) {
  std::sort(items_.begin(), items_.end(), [](const Interval& a, const Interval& b) {
    return a.start != b.start ? a.start < b.start : a.end != b.end ? a.end > b.end : a.id < b.id;
  });
  std::size_t leaves = 1;
  while (leaves < items_.size()) leaves *= 2;
  tree_.assign(2 * leaves, {std::numeric_limits<std::uint32_t>::max(), 0});
  for (std::size_t i = 0; i < items_.size(); ++i) tree_[leaves + i] = {items_[i].end, items_[i].end};
  for (std::size_t n = leaves - 1; n > 0; --n)
    tree_[n] = {std::min(tree_[2 * n].least, tree_[2 * n + 1].least),
                std::max(tree_[2 * n].most, tree_[2 * n + 1].most)};
}

std::size_t Intervals::from(std::uint32_t start) const {
  const auto found = std::lower_bound(items_.begin(), items_.end(), start,
                                      [](const Interval& item, std::uint32_t at) { return item.start < at; });
  return static_cast<std::size_t>(found - items_.begin());
}

// Visits the items of [first, last) below `node`, which covers [low, high). As deep as the logarithm of their number.
template <class Wanted, class Leaf>
bool Intervals::walk(std::size_t node, std::size_t low, std::size_t high, std::size_t first, std::size_t last,
                     const Wanted& wanted, const Leaf& leaf, Budget& budget) const {
  if (low >= last || high <= first || !wanted(tree_[node])) return true;
  if (!budget.spend()) return false;
  if (high - low == 1) return leaf(items_[low].id);
  const std::size_t middle = (low + high) / 2;
  return walk(2 * node, low, middle, first, last, wanted, leaf, budget) &&
         walk(2 * node + 1, middle, high, first, last, wanted, leaf, budget);
}

bool Intervals::around(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const {
  const std::size_t last = start == std::numeric_limits<std::uint32_t>::max() ? items_.size() : from(start + 1);
  return walk(1, 0, tree_.size() / 2, 0, last, [&](const Bounds& b) { return b.most >= end; }, each, budget);
}

bool Intervals::within(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const {
  const std::size_t last = end == std::numeric_limits<std::uint32_t>::max() ? items_.size() : from(end + 1);
  return walk(1, 0, tree_.size() / 2, from(start), last, [&](const Bounds& b) { return b.least <= end; }, each, budget);
}

bool Intervals::equal(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const {
  const auto first = std::lower_bound(
      items_.begin(), items_.end(), Interval{start, end, 0},
      [](const Interval& a, const Interval& b) { return a.start != b.start ? a.start < b.start : a.end > b.end; });
  for (auto item = first; item != items_.end() && item->start == start && item->end == end; ++item)
    if (!budget.spend() || !each(item->id)) return false;
  return true;
}

}  // namespace gate::patterns
