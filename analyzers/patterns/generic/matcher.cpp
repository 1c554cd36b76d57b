// The search for a pattern in a text's tree. Where a pattern has an ellipsis, the shortest way to go on is tried first,
// and the first whole match from a place is that place's match. Ways that failed are remembered where their failing
// cannot depend on bindings, so that several ellipses do not multiply.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "analyzers/patterns/generic/generic.h"

namespace gate::patterns {
namespace {

using Kind = GenericPattern::Kind;
using Id = GenericText::Id;

// The last word or mark that matched; before the first: the beginning of it, without extent.
struct Last {
  std::uint32_t end = 0;  // byte
  std::uint32_t line = 0;
};

// An ellipsis that is open: what follows it has not matched yet.
struct Dots {
  bool open = false;
  std::uint32_t last_line = 0;  // the last line that may be skipped or matched
  std::uint32_t start = 0;      // where the skipped text begins
  std::uint32_t end = 0;        // and ends so far
  Variable variable = GenericPattern::kUnnamed;
};

// A place in the text: a node, or the end of `list` when node is the list's end.
struct Place {
  Id node = 0;
  Id list = 0;
};

// An ellipsis whose follower matched at one place and may match at a later one.
struct Choice {
  std::uint32_t item = 0;  // of the pattern: the follower
  Id entry = 0;            // where the search began
  Id next = 0;             // where it goes on
  Dots dots;
  Last last;
  std::size_t bound = 0;  // number of bindings then
};

struct WayHash {
  std::size_t operator()(const std::array<std::uint32_t, 4>& way) const {
    std::uint64_t hash = 0x9e3779b97f4a7c15;
    for (const std::uint32_t part : way) hash = (hash ^ part) * 0xff51afd7ed558ccd, hash ^= hash >> 32;
    return hash;
  }
};

class Search {
 public:
  using Nodes = std::vector<GenericPattern::Node>;

  Search(const Nodes& pattern, std::uint32_t span, const GenericText& text, Budget& budget)
      : pattern_(pattern), span_(span), text_(text), nodes_(text.nodes()), budget_(budget) {
    symbols_.reserve(pattern.size());
    for (const auto& item : pattern)
      symbols_.push_back(item.kind == Kind::word   ? text.symbol_of(item.text)
                         : item.kind == Kind::mark ? static_cast<unsigned char>(item.text[0])
                                                   : GenericText::kNowhere);
  }

  std::vector<Match> run() {
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      const bool literal = pattern_[i].kind == Kind::word || pattern_[i].kind == Kind::mark;
      if (literal && text_.places(symbols_[i]).empty()) return {};
    }
    if (pattern_[0].kind == Kind::word || pattern_[0].kind == Kind::mark) {
      for (const Id id : text_.places(symbols_[0]))
        if (!from(id)) break;
    } else {
      for (Id id = 1; id < nodes_.size(); ++id)
        if (may_begin(id) && !from(id)) break;
    }
    return unique();
  }

 private:
  // A leading ellipsis begins only where a list does: elsewhere it would match once more for each word before.
  bool may_begin(Id id) const {
    if (nodes_[id].symbol == GenericText::kList) return false;
    return pattern_[0].kind != Kind::dots || id == nodes_[id].parent + 1;
  }

  // Tries to match from one place; false when the budget is spent.
  bool from(Id id) {
    bindings_.clear();
    choices_.clear();
    Last last{nodes_[id].start, nodes_[id].line};
    const Id list = nodes_[id].parent;
    if (match(0, static_cast<std::uint32_t>(pattern_.size()), true, {id, list}, list, last)) {
      Match& found = matches_.emplace_back();
      found.start = nodes_[id].start;
      found.end = last.end;
      found.bindings = bindings_;
      std::ranges::sort(found.bindings, {}, &Binding::variable);
    }
    return budget_.spend();
  }

  // Of matches with the same end the last, which is the shortest; but the longest where the pattern's end is open.
  std::vector<Match> unique() {
    const bool open_end =
        pattern_.back().kind == Kind::dots && pattern_.back().after == pattern_.size() && !in_list(pattern_.size() - 1);
    std::unordered_map<std::uint32_t, std::size_t> chosen;
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (open_end)
        chosen.try_emplace(matches_[i].end, i);
      else
        chosen[matches_[i].end] = i;
    }
    std::vector<Match> kept;
    for (std::size_t i = 0; i < matches_.size(); ++i)
      if (chosen[matches_[i].end] == i) kept.push_back(std::move(matches_[i]));
    return kept;
  }

  bool in_list(std::size_t item) const {
    for (std::size_t i = 0; i < item; ++i)
      if (pattern_[i].kind == Kind::list && pattern_[i].after > item) return true;
    return false;
  }

  // Matches pattern_[item, end) from `at`, within the list `bound`. With `root` text may be left over after it; else it
  // must reach the end of the list. Sets `last`, adds bindings.
  bool match(std::uint32_t item, std::uint32_t end, bool root, Place at, Id bound, Last& last) {
    const std::size_t base = choices_.size();
    const std::size_t bindings_before = bindings_.size();
    Dots dots;
    for (;;) {
      if (!budget_.spend()) return false;
      bool fine = false;
      if (item == end) {
        if (finish(root, at, dots, last)) {
          choices_.resize(base);
          return true;
        }
      } else if (pattern_[item].kind == Kind::dots) {
        extend(dots, pattern_[item].variable, last);
        ++item;
        fine = true;
      } else if (pattern_[item].kind == Kind::list) {
        bool whole = false;
        fine = match_list(item, end, at, dots, last, whole);
        if (whole) {
          choices_.resize(base);
          return true;
        }
      } else if (dots.open) {
        fine = begin_choice(item, at, bound, dots, last);
      } else {
        fine = step(item, at, bound, dots, last);
      }
      if (!fine && !retry(base, item, at, bound, dots, last)) {
        bindings_.resize(bindings_before);
        return false;
      }
    }
  }

  void extend(Dots& dots, Variable variable, const Last& last) const {
    if (dots.open)
      dots.last_line += span_;
    else
      dots = {true, last.line + span_, last.end, last.end, variable};
  }

  // The pattern's end: what is left over is skipped by an open ellipsis, as far as it reaches in this list.
  bool finish(bool root, const Place& at, Dots& dots, Last& last) {
    const Id list_end = nodes_[at.list].end;
    if (!dots.open) return root || at.node == list_end;
    if (last.line > dots.last_line) return false;
    const auto beyond = std::partition_point(nodes_.begin() + at.node, nodes_.begin() + list_end,
                                             [&](const auto& node) { return node.line <= dots.last_line; });
    for (auto node = beyond; node != nodes_.begin() + at.node;) {
      --node;
      if (node->symbol == GenericText::kList) continue;
      last = {node->end, node->line};
      break;
    }
    dots.end = std::max(dots.end, last.end);
    return close(dots);
  }

  // Ends an open ellipsis: binds what it skipped. False: bound otherwise before.
  bool close(Dots& dots) {
    const bool named = dots.open && dots.variable != GenericPattern::kUnnamed;
    const bool agrees = !named || bind(dots.variable, dots.start, dots.end);
    dots = {};
    return agrees;
  }

  bool bind(Variable variable, std::uint32_t start, std::uint32_t end) {
    const std::string_view text = text_.text().substr(start, end - start);
    for (const Binding& binding : bindings_)
      if (binding.variable == variable) return binding.text == text;
    Binding binding;
    binding.variable = variable;
    binding.start = start;
    binding.end = end;
    binding.text = text;
    bindings_.push_back(binding);
    return true;
  }

  // Whether the leaf is what the item asks for; binds.
  bool accepts(std::uint32_t item, Id leaf) {
    const GenericText::Node& node = nodes_[leaf];
    if (pattern_[item].kind != Kind::metavariable) return node.symbol == symbols_[item];
    if (node.symbol <= GenericText::kList) return false;
    return pattern_[item].variable == GenericPattern::kUnnamed || bind(pattern_[item].variable, node.start, node.end);
  }

  // The first leaf at or after `node` before the end of `bound`; that end: none.
  Id leaf_from(Id node, Id bound) const {
    const Id end = nodes_[bound].end;
    while (node < end && nodes_[node].symbol == GenericText::kList) ++node;
    return node;
  }

  void pass(Id leaf, std::uint32_t& item, Place& at, Last& last) const {
    last = {nodes_[leaf].end, nodes_[leaf].line};
    at = {leaf + 1, nodes_[leaf].parent};
    ++item;
  }

  // A word or mark right here, however deep in lists it begins or how many end before it.
  bool step(std::uint32_t& item, Place& at, Id bound, Dots& dots, Last& last) {
    const Id leaf = leaf_from(at.node, bound);
    if (leaf >= nodes_[bound].end || !accepts(item, leaf)) return false;
    pass(leaf, item, at, last);
    dots = {};
    return true;
  }

  // The same after an ellipsis: at the first place that fits, remembering to try later ones.
  bool begin_choice(std::uint32_t& item, Place& at, Id bound, Dots& dots, Last& last) {
    Choice choice{item, at.node, at.node, dots, last, bindings_.size()};
    if (failed_.contains(way(choice, bound))) return false;
    choices_.push_back(choice);
    return next_choice(item, at, bound, dots, last);
  }

  static std::array<std::uint32_t, 4> way(const Choice& choice, Id bound) {
    return {choice.item, choice.entry, bound, choice.last.end};
  }

  // Goes back to the latest choice made here that has a further place. False: there is none.
  bool retry(std::size_t base, std::uint32_t& item, Place& at, Id bound, Dots& dots, Last& last) {
    while (choices_.size() > base && !budget_.exhausted())
      if (next_choice(item, at, bound, dots, last)) return true;
    choices_.resize(std::min(base, choices_.size()));
    return false;
  }

  // The latest choice at its next place; without one it is removed.
  bool next_choice(std::uint32_t& item, Place& at, Id bound, Dots& dots, Last& last) {
    for (;;) {
      Choice& choice = choices_.back();
      bindings_.resize(choice.bound);
      const Id leaf = find(choice.item, choice.next, bound);
      const bool found = leaf < nodes_[bound].end && nodes_[leaf].line <= choice.dots.last_line;
      if (!found || !budget_.spend()) {
        // The item before is the ellipsis: its own binding begins here, and so depends on nothing before.
        if (pattern_[choice.item].free && pattern_[choice.item - 1].free && !budget_.exhausted())
          failed_.insert(way(choice, bound));
        choices_.pop_back();
        return false;
      }
      choice.next = leaf + 1;
      item = choice.item;
      dots = choice.dots;
      last = choice.last;
      dots.end = std::max(dots.start, skipped_to(choice.entry, leaf));
      if (!close(dots) || !accepts(item, leaf)) continue;
      pass(leaf, item, at, last);
      return true;
    }
  }

  // The end of the last leaf in [entry, leaf), or 0.
  std::uint32_t skipped_to(Id entry, Id leaf) const {
    while (leaf-- > entry)
      if (nodes_[leaf].symbol != GenericText::kList) return nodes_[leaf].end;
    return 0;
  }

  // The first leaf at or after `node` that the item may accept.
  Id find(std::uint32_t item, Id node, Id bound) {
    if (pattern_[item].kind == Kind::metavariable) {
      const Id end = nodes_[bound].end;
      while (node < end && nodes_[node].symbol <= GenericText::kList) ++node;
      return node;
    }
    const std::span<const Id> places = text_.places(symbols_[item]);
    const auto found = std::ranges::lower_bound(places, node);
    return found == places.end() ? nodes_[bound].end : *found;
  }

  // An indented part of the pattern: a list of the text must match it alone. `whole`: nothing of text and pattern is
  // left.
  bool match_list(std::uint32_t& item, std::uint32_t end, Place& at, Dots& dots, Last& last, bool& whole) {
    const Id list_end = nodes_[at.list].end;
    const std::uint32_t after = pattern_[item].after;
    while (dots.open && at.node < list_end && nodes_[at.node].symbol != GenericText::kList &&
           nodes_[at.node].line <= dots.last_line && budget_.spend())
      dots.end = nodes_[at.node++].end;
    if (at.node == list_end) {
      dots.end = std::max(dots.end, last.end);
      return whole = all_dots(item, end) && close(dots);
    }
    if (!close(dots)) return false;
    if (nodes_[at.node].symbol == GenericText::kList) {
      const Id list = at.node;
      if (!match(item + 1, after, false, {list + 1, list}, list, last)) return false;
      at = {nodes_[list].end, at.list};
    } else if (!all_dots(item, after)) {
      return false;
    }
    item = after;
    return true;
  }

  // Whether that part of the pattern matches the empty text.
  bool all_dots(std::uint32_t item, std::uint32_t end) const {
    for (; item < end; ++item)
      if (pattern_[item].kind != Kind::dots && pattern_[item].kind != Kind::list) return false;
    return true;
  }

  const Nodes& pattern_;
  std::uint32_t span_;
  const GenericText& text_;
  std::span<const GenericText::Node> nodes_;
  Budget& budget_;
  std::vector<Id> symbols_;
  Bindings bindings_;  // in order of binding
  std::vector<Choice> choices_;
  std::unordered_set<std::array<std::uint32_t, 4>, WayHash> failed_;
  std::vector<Match> matches_;
};

}  // namespace

std::vector<Match> GenericPattern::find(const GenericText& text, Budget& budget) const {
  if (expression_) return find_expression(text.text(), budget);
  return Search(nodes_, span_, text, budget).run();
}

std::vector<Match> GenericPattern::find(std::string_view text, Budget& budget) const {
  if (expression_) return find_expression(text, budget);
  return find(GenericText(text, options_), budget);
}

std::vector<Match> GenericPattern::find_expression(std::string_view text, Budget& budget) const {
  std::vector<Match> matches;
  expression_->each(text, budget, [&](std::span<const Group> groups) {
    Match& match = matches.emplace_back();
    match.start = groups[0].start;
    match.end = groups[0].end;
    for (const auto& [variable, number] : groups_) {
      if (number >= groups.size() || !groups[number].set) continue;
      const Group& group = groups[number];
      Binding binding;
      binding.variable = variable;
      binding.start = group.start;
      binding.end = group.end;
      binding.text = text.substr(group.start, group.end - group.start);
      match.bindings.push_back(binding);
    }
    std::ranges::sort(match.bindings, {}, &Binding::variable);
    return true;
  });
  return matches;
}

}  // namespace gate::patterns
