#include "gate/evidence/coverage/moved.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::uint64_t kBlobLimit = 16u << 20;
constexpr std::size_t kLinesLimit = 1'000'000;  // removed lines looked at
constexpr std::size_t kOrigins = 32;            // places tried for one line,
constexpr std::size_t kOriginsSeen = 512;       // and looked at, most of them taken already
constexpr std::size_t kLookAhead = 1'000;       // removed lines of a hunk searched for one of its added lines
constexpr unsigned kBlockLines = 3;
constexpr unsigned kBlockWeight = 20;
constexpr unsigned kSeedWeight = 4;  // lighter lines ("}") are too common to begin a search at

struct Line {
  std::uint64_t hash = 0;
  unsigned weight = 0;  // letters and digits
  bool taken = false;
};

Line line_of(std::string_view text) {
  text = trim(text);
  auto weight = std::ranges::count_if(text, [](unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; });
  return {fnv1a(text), static_cast<unsigned>(weight), false};
}

// Lines of one side of a file, hunk by hunk.
using Hunks = std::vector<std::vector<Line>>;

std::vector<Line> cut(const std::vector<std::string_view>& lines, std::uint32_t start, std::uint32_t count) {
  std::vector<Line> out;
  for (std::uint64_t at = start; at < std::uint64_t{start} + count && at <= lines.size(); ++at)
    out.push_back(line_of(lines[at - 1]));
  return out;
}

class Finder {
 public:
  Finder(const Change& change, const Source& source, const Deadline& deadline)
      : change_(change), source_(source), deadline_(deadline) {}

  // False when the change removes nothing that could have been moved.
  bool collect_removed() {
    for (const auto& file : change_.files) {
      if (deadline_.expired() || pool_.size() > kLinesLimit) break;
      if (file.removed_lines() == 0) continue;
      auto& starts = starts_[file.path];
      for (const auto& hunk : hunks_of(file, Side::before)) {
        starts.push_back(pool_.size());
        pool_.insert(pool_.end(), hunk.begin(), hunk.end());
        pool_.push_back({0, 0, true});  // no block crosses from hunk to hunk
      }
    }
    for (std::size_t at = 0; at < pool_.size(); ++at)
      if (pool_[at].weight >= kSeedWeight) index_[pool_[at].hash].push_back(at);
    return !index_.empty();
  }

  void match(const ChangedFile& file, FileCoverage& coverage) {
    auto added = hunks_of(file, Side::after);
    auto starts = starts_.find(file.path);
    for (std::size_t hunk = 0; hunk < added.size() && !deadline_.expired(); ++hunk) {
      auto first = file.hunks[hunk].new_start;
      if (starts != starts_.end()) keep_in_place(added[hunk], starts->second[hunk], first, coverage);
      match_hunk(added[hunk], first, coverage);
    }
  }

 private:
  Hunks hunks_of(const ChangedFile& file, Side side) const {
    Hunks out(file.hunks.size());
    bool before = side == Side::before;
    const BlobRef& blob = before ? file.before : file.after;
    if (blob.oid.empty()) return out;
    auto text = source_.blob(blob, kBlobLimit);
    if (!text) return out;
    auto lines = split_lines(**text);
    for (std::size_t at = 0; at < file.hunks.size(); ++at) {
      const Hunk& hunk = file.hunks[at];
      out[at] = before ? cut(lines, hunk.old_start, hunk.old_lines) : cut(lines, hunk.new_start, hunk.new_lines);
    }
    return out;
  }

  // Lines that a hunk (whose removed lines begin at pool_[start]) both removes and adds, in the same order: only their
  // white space differs.
  void keep_in_place(std::vector<Line>& added, std::size_t start, std::uint32_t first_line, FileCoverage& coverage) {
    for (std::size_t at = 0; at < added.size(); ++at) {
      if (added[at].weight == 0) continue;
      for (std::size_t old = start; old < pool_.size() && old < start + kLookAhead && !is_end(old); ++old) {
        if (!same(added, at, old)) continue;
        pool_[old].taken = added[at].taken = true;
        mark(coverage, first_line + static_cast<std::uint32_t>(at), 1);
        start = old + 1;
        break;
      }
    }
  }

  bool is_end(std::size_t at) const { return pool_[at].hash == 0; }

  // A block begins at added[from] and pool_[origin] and has `length` lines.
  struct Block {
    std::size_t from = 0, origin = 0, length = 0;
    unsigned weight = 0;
  };

  bool same(const std::vector<Line>& added, std::size_t at, std::size_t origin) const {
    return !added[at].taken && !pool_[origin].taken && added[at].hash == pool_[origin].hash;
  }

  Block extend(const std::vector<Line>& added, std::size_t at, std::size_t origin) const {
    Block block{at, origin, 0, 0};
    while (block.from > 0 && block.origin > 0 && same(added, block.from - 1, block.origin - 1))
      --block.from, --block.origin;
    unsigned lines = 0;
    for (; block.from + block.length < added.size() && block.origin + block.length < pool_.size(); ++block.length) {
      if (!same(added, block.from + block.length, block.origin + block.length)) break;
      block.weight += added[block.from + block.length].weight;
      lines += added[block.from + block.length].weight > 0 ? 1 : 0;
    }
    return lines >= kBlockLines && block.weight >= kBlockWeight ? block : Block{};
  }

  Block longest(const std::vector<Line>& added, std::size_t at) const {
    Block best;
    auto origins = index_.find(added[at].hash);
    if (added[at].taken || added[at].weight < kSeedWeight || origins == index_.end()) return best;
    std::size_t seen = 0, tried = 0;
    for (auto origin : origins->second) {
      if (++seen > kOriginsSeen || tried == kOrigins) break;
      if (pool_[origin].taken) continue;
      ++tried;
      auto block = extend(added, at, origin);
      if (block.weight > best.weight) best = block;
    }
    return best;
  }

  void match_hunk(std::vector<Line>& added, std::uint32_t first_line, FileCoverage& coverage) {
    for (std::size_t at = 0; at < added.size(); ++at) {
      auto block = longest(added, at);
      if (block.length == 0) continue;
      for (std::size_t line = 0; line < block.length; ++line)
        added[block.from + line].taken = pool_[block.origin + line].taken = true;
      mark(coverage, first_line + static_cast<std::uint32_t>(block.from), static_cast<std::uint32_t>(block.length));
      at = block.from + block.length - 1;
    }
  }

  static void mark(FileCoverage& coverage, std::uint32_t first, std::uint32_t lines) {
    coverage.moved.push_back({first, first + lines - 1});
  }

  const Change& change_;
  const Source& source_;
  const Deadline& deadline_;
  std::vector<Line> pool_;  // removed lines of all files, hunks kept apart
  std::unordered_map<std::string_view, std::vector<std::size_t>> starts_;  // path -> where its hunks begin in pool_
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> index_;      // hash -> places in pool_
};

void tidy(std::vector<LineRange>& ranges) {
  std::ranges::sort(ranges, {}, &LineRange::first);
  std::vector<LineRange> out;
  for (const auto& range : ranges) {
    if (!out.empty() && range.first <= out.back().last + 1)
      out.back().last = std::max(out.back().last, range.last);
    else
      out.push_back(range);
  }
  ranges = std::move(out);
}

bool has_uncovered(const FileCoverage& file) {
  return std::ranges::any_of(file.hits, [](const auto& line) { return line.second == 0; }) ||
         std::ranges::any_of(file.branches, [](const auto& line) { return line.second.covered < line.second.total; });
}

}  // namespace

void find_moved(const Change& change, const Source& source, std::vector<FileCoverage>& files,
                const Deadline& deadline) {
  if (std::ranges::none_of(files, has_uncovered)) return;
  Finder finder(change, source, deadline);
  if (!finder.collect_removed()) return;
  std::unordered_map<std::string_view, FileCoverage*> wanted;
  for (auto& file : files) wanted.emplace(file.path, &file);
  for (const auto& file : change.files)
    if (auto asked = wanted.find(file.path); asked != wanted.end() && file.status != FileStatus::deleted)
      finder.match(file, *asked->second);
  for (auto& file : files) tidy(file.moved);
}

}  // namespace gate::evidence
