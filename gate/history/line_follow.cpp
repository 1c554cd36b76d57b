#include "gate/history/line_follow.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "gate/history/line_match.h"

namespace gate::history {
namespace {

constexpr std::uint32_t kMovedLetters = 15;  // a shorter line may be the same by chance
constexpr std::uint32_t kMovedBlock = 3;     // fewer lines moved within a file: statements put into another order
constexpr std::size_t kSameLineTries = 64;   // of equal removed lines that a moved one is looked for in
constexpr std::size_t kReflowLines = 400;    // of a block that is compared without its line breaks

class Follower {
 public:
  explicit Follower(std::vector<FileWork>& files) : files_(files) {}

  // Lines laid out anew within a hunk: equal but for white space, then equal but for line breaks.
  void follow_layout() {
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
      Rows removed, added;
      for (std::uint32_t h = 0; h < files_[file].hunks.size(); ++h) {
        removed = rows_of(files_[file].removed, removed.last, h);
        added = rows_of(files_[file].added, added.last, h);
        if (removed.size() > 0 && added.size() > 0) follow_hunk(file, removed, added);
      }
    }
  }

  // Lines that were taken out at one place of the commit and put in at another.
  void follow_moves() {
    index_removed();
    if (places_.empty()) return;
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
      for (std::uint32_t row = 0; row < files_[file].added.size(); ++row) {
        const Row& added = files_[file].added[row];
        if (added.found() || added.bare.letters < kMovedLetters) continue;
        const auto from = find_removed(file, row);
        if (!from) continue;
        join(file, row, from->file, from->row);
        const std::uint32_t below = extend(file, row, from->file, from->row, +1);
        const std::uint32_t above = extend(file, row, from->file, from->row, -1);
        if (above + below == 0 && places_.at(added.bare.hash).size() > 1) {
          part(file, row);  // one of several equal lines, without its neighbours: as likely by chance
          continue;
        }
        if (from->file != file || above + below + 1 >= kMovedBlock) continue;
        for (std::uint32_t i = 0; i <= above + below; ++i) files_[file].removed[from->row - above + i].alone = true;
      }
    }
  }

 private:
  struct Place {
    std::uint32_t file = 0, row = 0;
  };

  void join(std::uint32_t to_file, std::uint32_t to, std::uint32_t from_file, std::uint32_t from) {
    files_[to_file].added[to].file = from_file;
    files_[to_file].added[to].row = from;
    files_[from_file].removed[from].file = to_file;
    files_[from_file].removed[from].row = to;
  }

  void part(std::uint32_t to_file, std::uint32_t to) {
    Row& added = files_[to_file].added[to];
    files_[added.file].removed[added.row].file = LineRun::kFresh;
    added.file = LineRun::kFresh;
  }

  void follow_hunk(std::uint32_t file, Rows removed, Rows added) {
    std::vector<std::uint64_t> before, after;
    for (std::size_t i = removed.first; i < removed.last; ++i) before.push_back(files_[file].removed[i].bare.hash);
    for (std::size_t i = added.first; i < added.last; ++i) after.push_back(files_[file].added[i].bare.hash);
    const std::vector<std::uint32_t> match = match_in_order(before, after);
    std::size_t old_gap = removed.first, new_gap = added.first;
    for (std::size_t i = 0; i <= match.size(); ++i) {
      const bool end = i == match.size();
      if (!end && match[i] == kNoLine) continue;
      const std::size_t from = end ? removed.last : removed.first + match[i];
      follow_reflow(file, {old_gap, from}, {new_gap, added.first + i});
      if (end) break;
      join(file, static_cast<std::uint32_t>(added.first + i), file, static_cast<std::uint32_t>(from));
      old_gap = from + 1;
      new_gap = added.first + i + 1;
    }
  }

  // Line breaks alone were moved: each new line comes from the old one that holds its first character.
  void follow_reflow(std::uint32_t file, Rows removed, Rows added) {
    if (removed.size() == 0 || added.size() == 0 || removed.size() + added.size() > kReflowLines) return;
    FileWork& work = files_[file];
    std::string before, after;
    std::vector<std::size_t> ends;
    for (std::size_t i = removed.first; i < removed.last; ++i) {
      append_bare(before, work.before.line(work.removed[i].line));
      ends.push_back(before.size());
    }
    std::vector<std::size_t> begins;
    for (std::size_t i = added.first; i < added.last; ++i) {
      begins.push_back(after.size());
      append_bare(after, work.after.line(work.added[i].line));
    }
    if (before != after) return;
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const auto holder = std::upper_bound(ends.begin(), std::prev(ends.end()), begins[i]) - ends.begin();
      work.added[added.first + i].file = file;
      work.added[added.first + i].row = static_cast<std::uint32_t>(removed.first + static_cast<std::size_t>(holder));
    }
    for (std::size_t i = removed.first; i < removed.last; ++i) {
      work.removed[i].file = file;
      work.removed[i].row = static_cast<std::uint32_t>(added.first);
    }
  }

  static void append_bare(std::string& text, std::string_view line) {
    std::copy_if(line.begin(), line.end(), std::back_inserter(text),
                 [](char c) { return c != ' ' && !(c >= '\t' && c <= '\r'); });
  }

  void index_removed() {
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
      for (std::uint32_t row = 0; row < files_[file].removed.size(); ++row) {
        const Row& removed = files_[file].removed[row];
        if (!removed.found() && removed.bare.letters >= kMovedLetters)
          places_[removed.bare.hash].push_back({file, row});
      }
    }
  }

  // Of the same file before others; the first that is left.
  std::optional<Place> find_removed(std::uint32_t file, std::uint32_t row) {
    const auto same = places_.find(files_[file].added[row].bare.hash);
    if (same == places_.end()) return std::nullopt;
    std::optional<Place> best;
    const std::size_t tries = std::min(same->second.size(), kSameLineTries);
    for (std::size_t i = 0; i < tries; ++i) {
      const Place& place = same->second[i];
      if (files_[place.file].removed[place.row].found()) continue;
      if (place.file == file) return place;
      if (!best) best = place;
    }
    return best;
  }

  // Shorter lines beside a moved one moved with it; returns how many.
  std::uint32_t extend(std::uint32_t to_file, std::uint32_t to, std::uint32_t from_file, std::uint32_t from, int step) {
    std::vector<Row>& added = files_[to_file].added;
    std::vector<Row>& removed = files_[from_file].removed;
    for (std::uint32_t more = 0;; ++more) {
      const std::uint32_t a = to + static_cast<std::uint32_t>(step), r = from + static_cast<std::uint32_t>(step);
      if (a >= added.size() || r >= removed.size()) return more;
      if (added[a].found() || removed[r].found() || added[a].bare.hash != removed[r].bare.hash) return more;
      if (added[a].line != added[to].line + static_cast<std::uint32_t>(step) ||
          removed[r].line != removed[from].line + static_cast<std::uint32_t>(step)) {
        return more;
      }
      join(to_file, a, from_file, r);
      to = a;
      from = r;
    }
  }

  std::vector<FileWork>& files_;
  std::unordered_map<std::uint64_t, std::vector<Place>> places_;
};

}  // namespace

void follow_lines(std::vector<FileWork>& files) {
  Follower follower(files);
  follower.follow_layout();
  follower.follow_moves();
}

}  // namespace gate::history
