// What a rule's formulas say of the nodes of a file: which are sources, sinks, sanitizers, ends of propagators.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "analyzers/patterns/formula.h"
#include "analyzers/patterns/taint/labels.h"

namespace gate::patterns::taint {

// Byte ranges, asked for those that contain another: O((1 + found) log n).
class Ranges {
 public:
  // Numbers the ranges in the order of adding; call `ready` after the last.
  void add(std::uint32_t start, std::uint32_t end) {
    entries_.push_back({start, end, static_cast<std::uint32_t>(entries_.size())});
  }
  void ready();
  bool empty() const { return entries_.empty(); }
  // Numbers of the ranges that contain [start, end), ascending.
  std::vector<std::uint32_t> containing(std::uint32_t start, std::uint32_t end) const;

 private:
  struct Entry {
    std::uint32_t start = 0, end = 0, number = 0;
  };
  void collect(std::size_t node, std::size_t low, std::size_t high, std::size_t before, std::uint32_t end,
               std::vector<std::uint32_t>& found) const;

  std::vector<Entry> entries_;       // by start
  std::vector<std::uint32_t> ends_;  // binary tree over entries_: the greatest end below each node
};

// An expression, or another construct of which sources, sinks and sanitizers are asked: no statement, no declaration.
bool is_expression(const Ast& ast, NodeId id);
// The nearest expression around `id` within the same function; kNone: none.
NodeId expression_around(const Ast& ast, NodeId id);

// A place that one entry of the rule (`part`) found.
struct Found {
  const TaintPart* part = nullptr;
  const Requirement* requirement = nullptr;
  Match match;
};

class Places {
 public:
  enum class Role { source, sink, sanitizer };
  struct End {
    std::uint32_t propagator = 0;  // number of the match
    const Found* found = nullptr;
    bool from = false;  // else: to
  };

  Places(const Rule& rule, const File& file, Leaves& leaves, Budget& budget);

  // The places that `id` lies in and, of those that must be met exactly, meets as no larger expression around it does.
  std::vector<const Found*> of(Role role, NodeId id) const;
  // The same, without a look at what is around it.
  std::vector<const Found*> around(Role role, NodeId id) const;
  // Whether `id` is the place, but for a semicolon or the like.
  bool is(const Found& found, NodeId id) const;
  // Ends of propagators that `id` is.
  std::span<const End> ends(NodeId id) const;

  // All, by number. The number of one of them.
  const std::vector<Found>& all(Role role) const { return found_[static_cast<std::size_t>(role)]; }
  std::uint32_t number(Role role, const Found& found) const {
    return static_cast<std::uint32_t>(&found - all(role).data());
  }

 private:
  struct Search;
  void drop_conflicts();

  const Ast& ast_;
  std::map<const TaintPart*, Requirement> requirements_;
  std::vector<Found> found_[3];
  Ranges ranges_[3];
  std::vector<Found> propagators_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<End>> ends_;
};

}  // namespace gate::patterns::taint
