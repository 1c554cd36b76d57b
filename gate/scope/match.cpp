#include "gate/scope/match.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace gate::scope {
namespace {

// A shorter context says too little to be the same finding in another file.
constexpr std::size_t kDistinctBytes = 16;

// Texts as small numbers, equal exactly where the texts are; the empty text is 0.
class Numbers {
 public:
  std::uint32_t of(std::string_view text) {
    return text.empty() ? 0 : numbers_.try_emplace(text, static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// A finding reduced to what is compared. `file` and `line` are in terms of the after side.
struct Item {
  std::uint32_t index;  // into its side
  std::uint32_t file, rule, message, context;
  std::uint32_t line;  // 0 where the other side has no such line, or for a whole file
  std::uint32_t hunk;  // the hunk that removed (before) or added (after) its line, else 0
  bool whole_file;
  bool distinct;                     // the context is long enough to mean the same in another file
  std::uint32_t at_line, at_column;  // on its own side, for order
};

using Key = std::array<std::uint32_t, 4>;  // besides the rule

// One attempt at pairing what is still alone: items that `fits` pair where their keys are equal.
struct Round {
  bool (*fits)(const Item&);
  Key (*key)(const Item&);
};

bool on_line(const Item& i) { return i.line != 0; }
bool in_hunk(const Item& i) { return i.hunk != 0 && i.context != 0; }
bool told(const Item& i) { return i.context != 0; }
bool untold(const Item& i) { return i.context == 0; }
bool whole(const Item& i) { return i.whole_file; }
bool moved(const Item& i) { return i.hunk != 0 && i.distinct; }

constexpr Round kRounds[] = {
    {on_line, [](const Item& i) { return Key{i.file, i.line, i.message, i.context}; }},
    {on_line, [](const Item& i) { return Key{i.file, i.line, i.message, 0}; }},
    {on_line, [](const Item& i) { return Key{i.file, i.line, 0, 0}; }},
    {in_hunk, [](const Item& i) { return Key{i.file, i.hunk, i.message, i.context}; }},
    {told, [](const Item& i) { return Key{i.file, 0, i.message, i.context}; }},
    {told, [](const Item& i) { return Key{i.file, 0, 0, i.context}; }},
    {untold, [](const Item& i) { return Key{i.file, 0, i.message, 0}; }},
    {whole, [](const Item& i) { return Key{i.file, 0, 0, 0}; }},
    {moved, [](const Item& i) { return Key{0, 0, i.message, i.context}; }},  // from file to file
};

// Something of a round's candidates with its key, sorted so that equal keys meet in order of place.
struct Candidate {
  std::uint32_t rule;
  Key key;
  const Item* item;

  auto rank() const { return std::tie(rule, key); }
  bool operator<(const Candidate& other) const {
    return std::tie(rule, key, item->at_line, item->at_column, item->index) <
           std::tie(other.rule, other.key, other.item->at_line, other.item->at_column, other.item->index);
  }
};

std::vector<Candidate> candidates(const Round& round, std::span<const Item> items, const std::vector<bool>& taken) {
  std::vector<Candidate> out;
  for (const Item& item : items) {
    if (!taken[item.index] && round.fits(item)) out.push_back({item.rule, round.key(item), &item});
  }
  std::sort(out.begin(), out.end());
  return out;
}

void pair_up(const Round& round, std::span<const Item> before, std::span<const Item> after, Matches& matches) {
  const std::vector<Candidate> old_ones = candidates(round, before, matches.before);
  if (old_ones.empty()) return;
  const std::vector<Candidate> new_ones = candidates(round, after, matches.after);
  for (auto o = old_ones.begin(), n = new_ones.begin(); o != old_ones.end() && n != new_ones.end();) {
    if (o->rank() < n->rank()) {
      ++o;
    } else if (n->rank() < o->rank()) {
      ++n;
    } else {
      matches.before[(o++)->item->index] = true;
      matches.after[(n++)->item->index] = true;
    }
  }
}

class Itemiser {
 public:
  explicit Itemiser(const FileIndex& files) : files_(files) {}

  std::vector<Item> items(MatchSide from, Side side) {
    std::vector<Item> out;
    out.reserve(from.findings.size());
    for (std::size_t i = 0; i < from.findings.size(); ++i) {
      if (!from.findings[i].about_change) out.push_back(item(i, from.findings[i], from.contexts[i], side));
    }
    return out;
  }

 private:
  Item item(std::size_t index, const Finding& finding, const std::string& context, Side side) {
    const Place& place = finding.place;
    const ChangedFile* file = files_.find(side, place.path);
    const LineFate fate = file && place.line != 0 ? fate_of(*file, side, place.line) : LineFate{0, place.line};
    const bool stays = fate.other != 0;
    return {.index = static_cast<std::uint32_t>(index),
            .file = numbers_.of(file != nullptr ? file->path : place.path),
            .rule = numbers_.of(finding.rule),
            .message = numbers_.of(finding.message),
            .context = numbers_.of(context),
            .line = !stays                 ? 0
                    : side == Side::before ? fate.other
                                           : place.line,
            .hunk = fate.hunk,
            .whole_file = place.line == 0,
            .distinct = context.size() >= kDistinctBytes,
            .at_line = place.line,
            .at_column = place.column};
  }

  const FileIndex& files_;
  Numbers numbers_;
};

}  // namespace

Matches match(const FileIndex& files, MatchSide before, MatchSide after) {
  Matches matches{std::vector<bool>(before.findings.size()), std::vector<bool>(after.findings.size())};
  if (before.findings.empty() || after.findings.empty()) return matches;
  Itemiser itemiser(files);
  const std::vector<Item> old_items = itemiser.items(before, Side::before);
  const std::vector<Item> new_items = itemiser.items(after, Side::after);
  for (const Round& round : kRounds) pair_up(round, old_items, new_items, matches);
  return matches;
}

}  // namespace gate::scope
