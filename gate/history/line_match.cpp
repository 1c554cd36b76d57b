#include "gate/history/line_match.h"

#include <algorithm>
#include <unordered_map>

namespace gate::history {
namespace {

using Keys = std::span<const std::uint64_t>;

constexpr std::size_t kTable = 1u << 18;  // cells

std::vector<std::uint32_t> longest_common(Keys before, Keys after) {
  const std::size_t width = before.size() + 1;
  std::vector<std::uint32_t> length(width * (after.size() + 1));
  for (std::size_t a = after.size(); a-- > 0;) {
    for (std::size_t b = before.size(); b-- > 0;) {
      length[a * width + b] = after[a] == before[b] ? length[(a + 1) * width + b + 1] + 1
                                                    : std::max(length[(a + 1) * width + b], length[a * width + b + 1]);
    }
  }
  std::vector<std::uint32_t> match(after.size(), kNoLine);
  for (std::size_t a = 0, b = 0; a < after.size() && b < before.size();) {
    if (after[a] == before[b]) {
      match[a++] = static_cast<std::uint32_t>(b++);
    } else if (length[(a + 1) * width + b] >= length[a * width + b + 1]) {
      ++a;
    } else {
      ++b;
    }
  }
  return match;
}

struct Seen {
  std::uint32_t before = 0, after = 0;  // times
  std::uint32_t place = 0;              // in `before`
};

// Elements that occur once on either side, kept where they ascend.
std::vector<std::uint32_t> anchors(Keys before, Keys after) {
  std::unordered_map<std::uint64_t, Seen> seen;
  for (std::size_t b = 0; b < before.size(); ++b) {
    Seen& one = seen[before[b]];
    ++one.before;
    one.place = static_cast<std::uint32_t>(b);
  }
  for (std::uint64_t key : after) ++seen[key].after;
  std::vector<std::uint32_t> match(after.size(), kNoLine);
  std::vector<std::uint32_t> tails;  // of ascending lists by length: index in `after`
  std::vector<std::uint32_t> back(after.size(), kNoLine);
  for (std::size_t a = 0; a < after.size(); ++a) {
    const Seen& one = seen.at(after[a]);
    if (one.before != 1 || one.after != 1) continue;
    match[a] = one.place;
    const auto at = std::lower_bound(tails.begin(), tails.end(), one.place,
                                     [&match](std::uint32_t tail, std::uint32_t place) { return match[tail] < place; });
    if (at != tails.begin()) back[a] = *std::prev(at);
    if (at == tails.end()) {
      tails.push_back(static_cast<std::uint32_t>(a));
    } else {
      *at = static_cast<std::uint32_t>(a);
    }
  }
  std::vector<std::uint32_t> kept(after.size(), kNoLine);
  for (std::uint32_t a = tails.empty() ? kNoLine : tails.back(); a != kNoLine; a = back[a]) kept[a] = match[a];
  return kept;
}

// Equal elements right after and right before matched ones are matched, too.
void extend(Keys before, Keys after, std::vector<std::uint32_t>& match) {
  std::uint32_t next = 0;  // in `before`
  for (std::size_t a = 0; a < after.size(); ++a) {
    if (match[a] == kNoLine && next < before.size() && before[next] == after[a]) match[a] = next;
    if (match[a] != kNoLine) next = match[a] + 1;
    if (match[a] == kNoLine) next = kNoLine;
  }
  std::uint32_t previous = static_cast<std::uint32_t>(before.size());  // one after the element that is looked at
  for (std::size_t a = after.size(); a-- > 0;) {
    if (match[a] == kNoLine && previous > 0 && previous != kNoLine && before[previous - 1] == after[a]) {
      match[a] = previous - 1;
    }
    previous = match[a];
  }
}

// Extension may have met an anchor's line from the other side: each line once, ascending.
void keep_ascending(std::vector<std::uint32_t>& match) {
  std::uint32_t lowest = 0;
  for (std::uint32_t& one : match) {
    if (one == kNoLine) continue;
    if (one < lowest) {
      one = kNoLine;
    } else {
      lowest = one + 1;
    }
  }
}

}  // namespace

std::vector<std::uint32_t> match_in_order(Keys before, Keys after) {
  if (before.empty() || after.empty()) return std::vector<std::uint32_t>(after.size(), kNoLine);
  if (before.size() + 1 <= kTable / (after.size() + 1)) return longest_common(before, after);
  std::vector<std::uint32_t> match = anchors(before, after);
  extend(before, after, match);
  keep_ascending(match);
  return match;
}

}  // namespace gate::history
