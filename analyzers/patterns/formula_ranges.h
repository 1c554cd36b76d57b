// Sets of places with bindings, and what search mode does with them. Sorted intervals keep the work near n log n plus
// the number of results; every loop asks the budget, and returns what it has when that is spent.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analyzers/patterns/file.h"
#include "analyzers/patterns/match.h"

namespace gate::patterns {

// How a place was found decides how it combines: `inside` by pattern-inside, `regex` by pattern-regex.
struct Range {
  enum class Kind : std::uint8_t { plain, inside, regex };
  Match match;
  Kind kind = Kind::plain;
};
using Ranges = std::vector<Range>;

// Intervals [start, end], found by containment.
class Intervals {
 public:
  struct Interval {
    std::uint32_t start, end;
    std::uint32_t id;  // the caller's
  };
  explicit Intervals(std::vector<Interval> intervals);

  // each(id) until it returns false; false then, or when the budget is spent.
  using Each = std::function<bool(std::uint32_t)>;
  bool around(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const;  // that contain it
  bool within(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const;  // contained in it
  bool equal(std::uint32_t start, std::uint32_t end, Budget& budget, const Each& each) const;

 private:
  template <class Wanted, class Leaf>
  bool walk(std::size_t node, std::size_t low, std::size_t high, std::size_t first, std::size_t last,
            const Wanted& wanted, const Leaf& leaf, Budget& budget) const;
  std::size_t from(std::uint32_t start) const;  // first interval that starts there or later

  std::vector<Interval> items_;  // by start; of the same start the longest first
  struct Bounds {
    std::uint32_t least, most;  // of the ends below
  };
  std::vector<Bounds> tree_;  // a heap: children of n are 2n and 2n + 1
};

// Combines sets of one rule. Metavariables like "$1" never keep two places apart: regular expressions bind them
// unasked.
class RangeAlgebra {
 public:
  RangeAlgebra(const std::vector<std::string>& variables, Budget& budget);

  // Whether the variables that both bind stand for the same.
  bool agree(const Bindings& a, const Bindings& b) const;

  // Of each two where one lies in the other and they agree: the inner one, with the bindings of both. What
  // pattern-inside found survives only within other such places.
  Ranges intersect(const Ranges& xs, const Ranges& ys) const;
  // Without those that a negative excludes: pattern-not the same place, pattern-not-inside what lies in it,
  // pattern-not-regex what lies in it or around it.
  Ranges subtract(Ranges xs, const Ranges& negatives) const;
  // Those that lie in any of `around`.
  Ranges restrict(Ranges xs, const Ranges& around) const;
  // In text order, each place, kind and set of bindings once.
  void unique(Ranges& ranges) const;

 private:
  class Groups;
  void keep_inner(const Ranges& inner, const Ranges& outer, Ranges& out) const;
  bool excluded(const Range& x, const Groups& plain, const Groups& inside, const Groups& regex) const;
  bool shared(const std::vector<Variable>& variables, const Bindings& bindings) const;

  std::vector<bool> numbered_;  // by variable: "$1"
  Budget& budget_;
};

// Every binding of `more` that `into` lacks.
void add_missing(Bindings& into, const Bindings& more);

}  // namespace gate::patterns
