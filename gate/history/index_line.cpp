#include <algorithm>
#include <bit>
#include <cstring>
#include <queue>

#include "gate/history/index.h"
#include "gate/history/index_state.h"
#include "gate/history/record_codec.h"

namespace gate::history {
namespace {

using store::HistoryCommit;
using store::HistoryDatabase;
using store::HistoryTip;

constexpr std::size_t kTipsKept = 8;
constexpr std::size_t kFewCommits = 1000;  // looked up one by one; more are read in one go
static_assert(std::endian::native == std::endian::little, "lists of ids are stored as they lie in memory");

std::vector<std::uint32_t> unpack(const std::string& bytes) {
  std::vector<std::uint32_t> ids(bytes.size() / sizeof(std::uint32_t));
  if (!ids.empty()) std::memcpy(ids.data(), bytes.data(), ids.size() * sizeof(std::uint32_t));
  return ids;
}

std::string pack(const std::vector<std::uint32_t>& ids) {
  return std::string(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(std::uint32_t));
}

// The order of "before".
struct Place {
  std::int64_t order = 0;
  std::string oid;
  std::uint32_t id = 0;
  bool operator<(const Place& other) const { return order != other.order ? order < other.order : oid < other.oid; }
};

Place place_of(const HistoryCommit& commit) {
  return {commit.order, commit.oid, static_cast<std::uint32_t>(commit.id)};
}

// What a tip reaches, found from the lists kept for other tips. Ids ascend along the graph: taken from the highest
// down, a tip whose list is kept comes before everything that the list has.
class Gathering {
 public:
  explicit Gathering(HistoryDatabase& database) : database_(database) {}

  Expected<HistoryTip> from(std::int64_t tip) {
    auto kept = database_.tips();
    if (!kept) return std::unexpected(kept.error());
    if (auto done = walk(tip, *kept); !done) return std::unexpected(done.error());
    auto places = fresh_places();
    if (!places) return std::unexpected(places.error());
    if (auto done = merge(*places); !done) return std::unexpected(done.error());
    return HistoryTip{tip, changes_, pack(base_)};
  }

 private:
  Expected<void> walk(std::int64_t tip, const std::vector<std::int64_t>& kept) {
    std::priority_queue<std::int64_t> queue;
    queue.push(tip);
    while (!queue.empty()) {
      const std::int64_t id = queue.top();
      queue.pop();
      if (members_.contains(id)) continue;
      if (std::ranges::find(kept, id) != kept.end()) {
        if (auto done = take(id); !done) return done;
        continue;
      }
      members_.add(id);
      fresh_.push_back(static_cast<std::uint32_t>(id));
      auto parents = parents_of(id);
      if (!parents) return std::unexpected(parents.error());
      for (const std::int64_t parent : *parents) queue.push(parent);
    }
    return {};
  }

  Expected<std::vector<std::int64_t>> parents_of(std::int64_t id) {
    if (fresh_.size() < kFewCommits) return database_.parents_of(id);
    if (graph_.empty()) {
      auto read = database_.parents([this](std::int64_t child, std::int64_t parent) {
        const auto at = static_cast<std::size_t>(child);
        if (graph_.size() <= at) graph_.resize(at + 1);
        graph_[at].push_back(parent);
      });
      if (!read) return std::unexpected(read.error());
    }
    const auto at = static_cast<std::size_t>(id);
    return at < graph_.size() ? graph_[at] : std::vector<std::int64_t>{};
  }

  // All of a kept list belongs here. The longest becomes what the others are merged into.
  Expected<void> take(std::int64_t id) {
    auto tip = database_.tip(id);
    if (!tip) return std::unexpected(tip.error());
    if (!*tip) return damaged(database_.path());
    std::vector<std::uint32_t> ids = unpack((*tip)->ids);
    if (ids.size() > base_.size()) {
      fresh_.insert(fresh_.end(), base_.begin(), base_.end());
      base_ = std::move(ids);
      changes_ = (*tip)->changes;
      Members in_base;
      for (const std::uint32_t member : base_) in_base.add(member);
      std::erase_if(fresh_, [&](std::uint32_t member) { return in_base.contains(member); });
      for (const std::uint32_t member : base_) members_.add(member);
    } else {
      for (const std::uint32_t member : ids) {
        if (members_.add(member)) fresh_.push_back(member);
      }
    }
    return {};
  }

  Expected<std::vector<Place>> fresh_places() {
    std::vector<Place> places;
    places.reserve(fresh_.size());
    const auto note = [&](const HistoryCommit& commit) {
      places.push_back(place_of(commit));
      if ((commit.state & HistoryCommit::merge) == 0) ++changes_;
    };
    if (fresh_.size() < kFewCommits) {
      for (const std::uint32_t id : fresh_) {
        auto commit = database_.commit(id);
        if (!commit) return std::unexpected(commit.error());
        if (!*commit) return damaged(database_.path());
        note(**commit);
      }
    } else {
      auto all = database_.all_commits();
      if (!all) return std::unexpected(all.error());
      Members wanted;
      for (const std::uint32_t id : fresh_) wanted.add(id);
      for (const HistoryCommit& commit : *all) {
        if (wanted.contains(commit.id)) note(commit);
      }
    }
    std::ranges::sort(places, {}, [](const Place& place) { return std::tie(place.order, place.oid); });
    return places;
  }

  // Sorted places into the base, from the end: new commits belong there as a rule.
  Expected<void> merge(const std::vector<Place>& places) {
    std::vector<std::uint32_t> merged(base_.size() + places.size());
    std::size_t left = base_.size(), at = merged.size();
    for (std::size_t i = places.size(); i-- > 0;) {
      auto after = upper_bound(left, places[i]);
      if (!after) return std::unexpected(after.error());
      while (left > *after) merged[--at] = base_[--left];
      merged[--at] = places[i].id;
    }
    std::copy_n(base_.begin(), left, merged.begin());
    base_ = std::move(merged);
    return {};
  }

  // How many of the first `size` of the base come before `place`.
  Expected<std::size_t> upper_bound(std::size_t size, const Place& place) {
    std::size_t low = 0, step = 1;
    while (step <= size) {  // near the end first
      auto before = is_before(base_[size - step], place);
      if (!before) return std::unexpected(before.error());
      if (*before) {
        low = size - step + 1;
        break;
      }
      size -= step;
      step *= 2;
    }
    while (low < size) {
      const std::size_t middle = low + (size - low) / 2;
      auto before = is_before(base_[middle], place);
      if (!before) return std::unexpected(before.error());
      if (*before)
        low = middle + 1;
      else
        size = middle;
    }
    return low;
  }

  Expected<bool> is_before(std::uint32_t id, const Place& place) {
    auto commit = database_.commit(id);
    if (!commit) return std::unexpected(commit.error());
    if (!*commit) return damaged(database_.path());
    return place_of(**commit) < place;
  }

  HistoryDatabase& database_;
  Members members_;
  std::vector<std::uint32_t> base_, fresh_;  // ids in order; ids that are to come into it
  std::vector<std::vector<std::int64_t>> graph_;
  std::int64_t changes_ = 0;
};

Expected<HistoryTip> gather(HistoryDatabase& database, std::int64_t id) {
  auto kept = database.tip(id);
  if (!kept) return std::unexpected(kept.error());
  if (*kept) return std::move(**kept);
  Expected<HistoryTip> made;
  auto done = database.reading([&]() -> Expected<void> {
    made = Gathering(database).from(id);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  // Keeping it is for the next run's speed: a failure changes nothing about the answer.
  if (made) (void)database.transaction([&] { return database.keep_tip(*made, kTipsKept); });
  return made;
}

}  // namespace

Expected<Line> Index::line(const std::string& tip) {
  HistoryDatabase& database = state_->database;
  auto commit = database.find(raw_id(tip));
  if (!commit) return std::unexpected(commit.error());
  if (!*commit) return not_indexed(tip);
  auto kept = gather(database, (*commit)->id);
  if (!kept) return std::unexpected(kept.error());
  Line line{tip, unpack(kept->ids), static_cast<std::uint32_t>(kept->changes), false, 0};
  auto cut = database.with_state(HistoryCommit::cut);
  if (!cut) return std::unexpected(cut.error());
  auto incomplete = database.with_state(HistoryCommit::incomplete);
  if (!incomplete) return std::unexpected(incomplete.error());
  if (cut->empty() && incomplete->empty()) return line;
  Members members;
  for (const std::uint32_t id : line.ids) members.add(id);
  const auto in_line = [&](const HistoryCommit& other) { return members.contains(other.id); };
  line.cut = std::ranges::any_of(*cut, in_line);
  line.incomplete = static_cast<std::uint32_t>(std::ranges::count_if(*incomplete, in_line));
  return line;
}

}  // namespace gate::history
